import Gateway
import JSON

/// What a request for speech asks for.
struct SpeechOrder: Hashable {
    var text: String
    /// As the caller names it.
    var voice: String
    var format: SpokenFormat
    /// 1 is the voice's own pace.
    var speed: Double

    /// About an hour and a quarter of speech.
    static let longestText = 60_000

    /// - Throws: ``UpstreamFailure`` that blames the request.
    init(_ request: ModelRequest) throws(UpstreamFailure) {
        let body = request.body
        text = body["input"]?.string ?? ""
        guard text.count <= Self.longestText else {
            throw UpstreamFailure(
                refusing: "speech.long",
                "'input' has \(text.count) characters, and \(Self.longestText) are spoken at most. Send it in parts.")
        }
        voice = body["voice"]?.string ?? body["voice"]?["id"]?.string ?? "alloy"
        let name = Self.field("response_format", of: body).map { $0.string ?? $0.text } ?? "mp3"
        guard let format = SpokenFormat(rawValue: name) else {
            let formats = SpokenFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw UpstreamFailure(
                refusing: "speech.format", "'response_format' must be one of \(formats), not '\(name.prefix(40))'.")
        }
        self.format = format
        speed = Self.field("speed", of: body).map { $0.double ?? .nan } ?? 1
        guard (0.25...4).contains(speed) else {
            throw UpstreamFailure(refusing: "speech.speed", "'speed' must be a number from 0.25 to 4.")
        }
    }

    /// Programs write `null` where they mean the usual.
    private static func field(_ name: String, of body: JSONValue) -> JSONValue? {
        guard let value = body[name], !value.isNull else { return .none }
        return value
    }
}
