public import HTTPMessages
import JSON
import Resilience

extension ElevenLabsDialect {
    public func decode(
        _ response: HTTPResponse, to request: ModelRequest, from target: CallTarget
    ) throws(UpstreamFailure) -> ModelAnswer {
        let said = response.head.headers["Content-Type"]?.split(separator: ";").first.map { $0.lowercased() }
        if said == "application/json" || said == "text/html" { throw failure(response, from: target) }
        guard !response.body.isEmpty else {
            throw UpstreamFailure(.malformed, message: "\(Self.provider) sent an answer without sound.")
        }
        let asked = (try? Self.format(of: request, target))?.mediaType ?? "application/octet-stream"
        return ModelAnswer(
            payload: response.body, mediaType: said.flatMap { $0.hasPrefix("audio/") ? $0 : nil } ?? asked,
            model: target.model,
            usage: Self.usage(of: request, cost: response.head.headers["character-cost"].flatMap { Int($0) }))
    }

    /// ElevenLabs counts characters, and speech is priced by them.
    static func usage(of request: ModelRequest, cost: Int? = nil) -> TokenUsage {
        TokenUsage(input: max(0, cost ?? request.body["input"]?.string?.unicodeScalars.count ?? 0), output: 0)
    }
}
