import HTTPMessages
import JSON
import MockUpstream
import Networking

/// Asks a gateway over HTTP, and judges what comes back. The question is a text of numbered words with a tag of its
/// own, which the mock repeats word by word: a word that is missing, doubled or somebody else's shows.
struct ChatCaller: Sendable {
    let client: HTTPClient
    let origin: Origin
    /// No test waits longer; a gateway that keeps its deadlines is done long before.
    var patience = Duration.seconds(30)

    enum Verdict: Sendable, Equatable {
        /// The expected text, all of it, with its proper end.
        case whole
        /// An error in OpenAI's shape; in a stream after nothing but the beginning of the expected text.
        case refused(code: String)
        /// Something that claims to be an answer and is none.
        case wrong(String)
        /// The connection ended, or the time, and nobody said why.
        case silent(String)
    }

    struct Outcome: Sendable {
        var verdict: Verdict
        var took: Duration
        /// Calls of the provider, as the gateway tells them.
        var attempts: Int?
    }

    func ask(
        _ tag: String, tokens: Int, model: String = "main", streaming: Bool,
        onFirstToken: @Sendable () -> Void = {}
    ) async -> Outcome {
        let expected = NumberedText.text(0..<tokens, tag: tag)
        let body: JSONValue = [
            "model": .string(model), "messages": [["role": "user", "content": .string(expected)]],
            "stream": .bool(streaming),
        ]
        let request = HTTPRequest(
            origin: origin, target: "/v1/chat/completions", headers: ["Content-Type": "application/json"],
            body: body.serialized())
        let start = ContinuousClock.now
        var attempts: Int?
        var verdict: Verdict
        do throws(TransportError) {
            let limits = CallLimits(head: patience, idle: patience, deadline: start + patience)
            let exchange = try await client.send(request, limits: limits)
            attempts = exchange.head.headers["x-atelier-attempts"].flatMap { Int($0) }
            if streaming, exchange.head.status == 200 {
                var reading = StreamReading(expected: expected)
                while let bytes = try await exchange.next() {
                    if reading.receive(bytes) { onFirstToken() }
                }
                verdict = reading.verdict
            } else {
                verdict = Self.judge(try await exchange.collect(upTo: 1 << 24), exchange.head.status, expected)
            }
        } catch {
            verdict = .silent("\(error.kind)")
        }
        return Outcome(verdict: verdict, took: start.duration(to: .now), attempts: attempts)
    }

    /// What the gateway tells about itself at a path.
    func report(_ path: String) async throws -> String {
        let exchange = try await client.send(HTTPRequest(method: "GET", origin: origin, target: path))
        return String(decoding: try await exchange.collect(upTo: 1 << 22), as: UTF8.self)
    }

    private static func judge(_ body: [UInt8], _ status: Int, _ expected: String) -> Verdict {
        guard let json = try? JSONValue(parsing: body) else { return .wrong("status \(status) without JSON") }
        if status != 200 {
            guard json["error"]?["message"]?.string != nil, let code = json["error"]?["code"]?.string else {
                return .wrong("status \(status) without an error")
            }
            return .refused(code: code)
        }
        let choice = json["choices"]?[0]
        let text = choice?["message"]?["content"]?.string ?? ""
        guard text == expected, choice?["finish_reason"]?.string == "stop" else {
            return .wrong("\(NumberedText.verdict(on: text)), end \(choice?["finish_reason"]?.string ?? "none")")
        }
        return .whole
    }
}

/// A streamed answer, as it is read.
private struct StreamReading {
    let expected: String
    private var decoder = ServerSentEventDecoder()
    private var text = ""
    private var finish: String?
    private var error: String?
    private var isDone = false
    private var isSpoilt = false

    init(expected: String) { self.expected = expected }

    /// - Returns: whether the first text came with these bytes.
    mutating func receive(_ bytes: [UInt8]) -> Bool {
        let wasEmpty = text.isEmpty
        guard let events = try? decoder.receive(bytes) else {
            isSpoilt = true
            return false
        }
        for event in events { take(event.data) }
        return wasEmpty && !text.isEmpty
    }

    private mutating func take(_ data: [UInt8]) {
        // Nothing follows an error or the end.
        if isDone || error != nil { isSpoilt = true }
        if data == Array("[DONE]".utf8) {
            isDone = true
            return
        }
        guard let json = try? JSONValue(parsing: data) else {
            isSpoilt = true
            return
        }
        if let problem = json["error"] {
            error = problem["code"]?.string ?? "unnamed"
            return
        }
        let choice = json["choices"]?[0]
        let piece = choice?["delta"]?["content"]?.string ?? ""
        if finish != nil, !piece.isEmpty { isSpoilt = true }
        text += piece
        finish = choice?["finish_reason"]?.string ?? finish
    }

    var verdict: ChatCaller.Verdict {
        if isSpoilt { return .wrong("something after the end, or no JSON") }
        guard expected.hasPrefix(text) else { return .wrong("\(NumberedText.verdict(on: text))") }
        if let error { return .refused(code: error) }
        if isDone, text == expected, finish == "stop" { return .whole }
        if isDone || finish != nil { return .wrong("an end after \(NumberedText.verdict(on: text))") }
        return .silent("no end after \(NumberedText.verdict(on: text))")
    }
}
