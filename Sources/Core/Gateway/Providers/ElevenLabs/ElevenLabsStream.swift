import Resilience

/// Sound as it comes: each piece of bytes is a piece of the answer, and the end of the body is its end.
struct SoundStreamDecoder: StreamDecoder {
    private let request: ModelRequest
    private let model: String
    private var hasSound = false
    private var isOver = false

    init(request: ModelRequest, model: String) {
        self.request = request
        self.model = model
    }

    mutating func receive(_ bytes: [UInt8]) -> [StreamEvent] {
        guard !isOver, !bytes.isEmpty else { return [] }
        hasSound = true
        return [.chunk(StreamChunk(payload: bytes, hasContent: true, isPlainText: false, model: model))]
    }

    mutating func ended() -> [StreamEvent] {
        guard !isOver else { return [] }
        isOver = true
        guard hasSound else {
            return [.failure(UpstreamFailure(.malformed, message: "ElevenLabs sent an answer without sound."))]
        }
        let usage = ElevenLabsDialect.usage(of: request)
        return [.chunk(StreamChunk(payload: [], hasContent: false, isPlainText: false, usage: usage)), .end]
    }
}
