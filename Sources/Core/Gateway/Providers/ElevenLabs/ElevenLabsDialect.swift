import HTTPMessages

/// ElevenLabs: speech from text.
///
/// Settings of an endpoint:
/// - "voice": the voice for callers that ask for one of OpenAI's ("alloy", …) or for none.
/// - "voice.NAME": the voice that stands for NAME, such as "voice.alloy".
/// - "output_format": ElevenLabs' own name of a format ("mp3_44100_192"), for callers that ask for none.
///
/// "instructions" has no equivalent and is left out, as OpenAI's own older voices do. ElevenLabs' own fields
/// ("voice_settings", "language_code", "seed", …) may be sent beside OpenAI's.
///
/// Source: ElevenLabs API reference, "Create speech", "Stream speech".
public struct ElevenLabsDialect: Dialect {
    /// The provider's own address.
    public static let usualBase = "https://api.elevenlabs.io/v1"

    static let provider = "ElevenLabs"

    public let name = "elevenlabs"

    public init() {}

    public func supports(_ operation: ModelOperation) -> Bool { operation == .speech }

    /// Speech is not continued: two halves of a sentence do not sound like one.
    public func continuation(of request: ModelRequest, after text: String, for target: CallTarget) -> ModelRequest? {
        nil
    }

    public func streamDecoder(for request: ModelRequest, from target: CallTarget) -> any StreamDecoder {
        SoundStreamDecoder(request: request, model: target.model)
    }
}
