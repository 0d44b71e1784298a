public import HTTPMessages
import JSON

extension ElevenLabsDialect {
    /// Fields of ElevenLabs' own that a caller may send beside OpenAI's.
    private static let ownFields = [
        "apply_language_text_normalization", "apply_text_normalization", "language_code", "next_request_ids",
        "next_text", "previous_request_ids", "previous_text", "pronunciation_dictionary_locators", "seed",
    ]

    private static let openAIVoices: Set<String> = [
        "alloy", "ash", "ballad", "cedar", "coral", "echo", "fable", "marin", "nova", "onyx", "sage", "shimmer",
        "verse",
    ]

    public func encode(_ request: ModelRequest, for target: CallTarget) throws(RequestProblem) -> HTTPRequest {
        guard request.operation == .speech else {
            throw RequestProblem(
                code: "request.unsupported-operation",
                message: "\(Self.provider) has no '\(request.operation.path)' that this gateway knows.",
                remedy: "Send the request to a model of another provider.")
        }
        let root = RequestField(request.body)
        let text = try root["input"].requiredString()
        guard text.contains(where: { !$0.isWhitespace }) else { throw root["input"].missing() }
        var body: JSONObject = ["text": .string(text), "model_id": .string(target.model)]
        var voiceSettings = try root["voice_settings"].object() ?? [:]
        if let speed = try Self.speed(root["speed"]) { voiceSettings["speed"] = JSONValue(speed) }
        if voiceSettings.object?.isEmpty == false { body["voice_settings"] = voiceSettings }
        for name in Self.ownFields {
            if let value = request.body[name], !value.isNull { body[name] = value }
        }
        let voice = PercentEncoding.encode(try Self.voice(root["voice"], target))
        let format = try Self.format(of: request, target)
        let address = try target.address(
            of: "/text-to-speech/\(voice)\(request.isStreaming ? "/stream" : "")"
                + "?output_format=\(PercentEncoding.encode(format.name))")
        var result = HTTPRequest(
            origin: address.origin, target: address.target,
            headers: ["Content-Type": "application/json", "Accept": "*/*"],
            body: JSONValue.object(body).serialized())
        if case .key(let key)? = target.credential { result.headers["xi-api-key"] = key }
        return result
    }

    /// The format that is asked for.
    static func format(of request: ModelRequest, _ target: CallTarget) throws(RequestProblem) -> SoundFormat {
        let field = RequestField(request.body)["response_format"]
        guard let name = try field.string() else {
            return target.settings["output_format"].map(SoundFormat.init(elevenLabs:)) ?? SoundFormat(elevenLabs: usual)
        }
        guard let format = SoundFormat(openAI: name) else {
            throw field.unsupported(
                "\(provider) does not write the format '\(name)'.", remedy: "Formats: mp3, opus, pcm, wav.")
        }
        return format
    }

    private static let usual = "mp3_44100_128"

    /// A voice by its name or, as OpenAI has it for voices of one's own, by `{"id": "…"}`.
    private static func voice(_ field: RequestField, _ target: CallTarget) throws(RequestProblem) -> String {
        let name = field.value?.object == nil ? try field.string() : try field["id"].requiredString()
        if let name, let voice = target.settings["voice.\(name)"] { return voice }
        if let name, !name.isEmpty, !openAIVoices.contains(name) { return name }
        guard let usual = target.settings["voice"], !usual.isEmpty else {
            guard let name else { throw field.missing() }
            throw field.invalid(
                "\(provider) has no voice '\(name)'.",
                remedy: "Ask for a voice by its ElevenLabs identifier, or set 'voice' for that endpoint.")
        }
        return usual
    }

    private static func speed(_ field: RequestField) throws(RequestProblem) -> Double? {
        guard let speed = try field.number() else { return nil }
        guard (0.7...1.2).contains(speed) else {
            throw field.unsupported(
                "\(provider) speaks at a speed of 0.7 to 1.2, and '\(field.path)' is \(speed).",
                remedy: "Ask for a speed in that range.")
        }
        return speed
    }
}
