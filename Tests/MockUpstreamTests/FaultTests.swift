import HTTPMessages
import JSON
import MockUpstream
import Networking
import TestKit
import Testing

@Suite("Faults, as a client sees them")
struct FaultTests {
    @Test("a reset before any byte is an error of the connection, and the log knows it")
    func reset() async throws {
        try await LiveMock.run("rules: [{fault: reset}]") { mock in
            let problem = await mock.problem { () throws(TransportError) in try await mock.chat() }
            #expect(problem == .reset || problem == .closedBeforeAnswer(reused: false))
            try await mock.settle()
            #expect(mock.upstream.log.entries.map(\.end) == [.reset])
            #expect(mock.upstream.log.entries.map(\.decision) == ["reset"])
        }
    }

    @Test("a reset in the middle comes after exactly the tokens that were asked for")
    func resetInTheMiddle() async throws {
        try await LiveMock.run("rules: [{fault: {kind: reset, after_tokens: 5}}]") { mock in
            let streamed = try await mock.stream()
            #expect(NumberedText.verdict(on: streamed.text) == .whole(5))
            #expect(streamed.problem == .reset)
            #expect(!streamed.isDone)
        }
    }

    @Test("a refused connection is refused, and the port comes back")
    func refused() async throws {
        try await LiveMock.run { mock in
            #expect(try await mock.chat().head.status == 200)
            mock.upstream.refuseConnections(for: .seconds(0.4))
            var problems: [TransportError.Kind] = []
            let end = ContinuousClock.now + .seconds(10)
            // The door closes a moment after it was told to.
            while ContinuousClock.now < end {
                let problem = await mock.problem { () throws(TransportError) in try await mock.chat() }
                if let problem { problems.append(problem) } else if problems.contains(.refused) { break }
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(problems.contains(.refused))
            #expect(try await mock.chat().head.status == 200)
        }
    }

    @Test("a refusal as the fault of a call resets it and refuses the next connections")
    func refusedByRule() async throws {
        try await LiveMock.run("rules: [{calls: {first: 1}, fault: {kind: refused, duration: 300ms}}]") { mock in
            let first = await mock.problem { () throws(TransportError) in try await mock.chat() }
            #expect(first != nil)
            var kinds: [TransportError.Kind?] = []
            for _ in 0..<500 where kinds.last != .some(nil) || !kinds.contains(.refused) {
                kinds.append(await mock.problem { () throws(TransportError) in try await mock.chat() })
                try await Task.sleep(for: .milliseconds(5))
            }
            #expect(kinds.contains(.refused))
            #expect(kinds.last == .some(nil))
        }
    }

    @Test("a rule with nothing but times closes the port for that time")
    func outage() async throws {
        let time = ManualTime()
        try await LiveMock.run("rules: [{from: 5s, to: 65s, fault: refused}]", time: time.source) { mock in
            /// What calls come to, after at most so many of them.
            func outcome(_ wanted: TransportError.Kind?) async -> TransportError.Kind? {
                var kind: TransportError.Kind?
                for _ in 0..<1000 {
                    kind = await mock.problem { () throws(TransportError) in try await mock.chat() }
                    if kind == wanted { break }
                    try? await Task.sleep(for: .milliseconds(5))
                }
                return kind
            }
            let before = try await mock.chat()
            #expect(before.head.status == 200)
            await time.waitForSleepers(1)
            time.advance(by: .seconds(5))
            #expect(await outcome(.refused) == .refused)
            await time.waitForSleepers(1)
            time.advance(by: .seconds(60))
            #expect(await outcome(nil) == nil)
        }
    }

    @Test("a hang sends nothing until the client gives up, and the log says that it left")
    func hang() async throws {
        try await LiveMock.run("rules: [{fault: hang}]") { mock in
            let limits = CallLimits(head: .milliseconds(150))
            let problem = await mock.problem { () throws(TransportError) in try await mock.chat(limits: limits) }
            #expect(problem == .headTimeout)
            try await mock.settle()
            #expect(mock.upstream.log.entries.map(\.end) == [.clientGone])
        }
    }

    @Test("a hang in the middle of a stream comes after exactly the tokens that were asked for")
    func hangInTheMiddle() async throws {
        try await LiveMock.run("rules: [{fault: {kind: hang, after_tokens: 3}}]") { mock in
            let streamed = try await mock.stream(limits: CallLimits(head: .seconds(20), idle: .milliseconds(150)))
            #expect(NumberedText.verdict(on: streamed.text) == .whole(3))
            #expect(streamed.problem == .idleTimeout)
            try await mock.settle()
            #expect(mock.upstream.log.entries.first?.tokensSent == 3)
        }
    }

    @Test("a slow drip brings all of the answer, piece by piece")
    func drip() async throws {
        let scenario = "{answer: {tokens: 8}, rules: [{fault: {kind: drip, duration: 20ms}}]}"
        try await LiveMock.run(scenario) { mock in
            let start = ContinuousClock.now
            let streamed = try await mock.stream()
            #expect(ContinuousClock.now - start >= .milliseconds(140))
            #expect(NumberedText.verdict(on: streamed.text) == .whole(8))
            let begun = ContinuousClock.now
            #expect(try await mock.chat().text == NumberedText.text(0..<8))
            #expect(ContinuousClock.now - begun >= .milliseconds(380))
        }
    }

    @Test("broken JSON is broken", arguments: [false, true])
    func malformed(isStreaming: Bool) async throws {
        try await LiveMock.run("rules: [{fault: malformed}]") { mock in
            if isStreaming {
                let streamed = try await mock.stream()
                let broken = try #require(streamed.events.last)
                #expect((try? JSONValue(parsing: broken.data)) == nil)
                #expect(!streamed.isDone && streamed.text == "token-0")
            } else {
                let response = try await mock.chat()
                #expect(response.head.status == 200 && !response.body.isEmpty)
                #expect((try? JSONValue(parsing: response.body)) == nil)
            }
        }
    }

    @Test("an empty body is empty", arguments: [false, true])
    func empty(isStreaming: Bool) async throws {
        try await LiveMock.run("rules: [{fault: empty}]") { mock in
            let response = try await mock.chat(members: isStreaming ? ["stream": true] : [:])
            #expect(response.head.status == 200)
            #expect(response.body.isEmpty)
        }
    }

    @Test("an error inside a 200 is whole, or comes after the tokens that were asked for")
    func errorInside() async throws {
        try await LiveMock.run("rules: [{fault: {kind: error, status: 429, after_tokens: 4}}]") { mock in
            let response = try await mock.chat()
            #expect(response.head.status == 200)
            #expect(response.json["error"]?["code"]?.string == "rate_limit_exceeded")
            let streamed = try await mock.stream()
            #expect(NumberedText.verdict(on: streamed.text) == .whole(4))
            let last = try JSONValue(parsing: try #require(streamed.events.last).data)
            #expect(last["error"]?["code"]?.string == "rate_limit_exceeded")
        }
    }

    @Test("a stream is cut at every token, with and without the end of the chunked body", arguments: [false, true])
    func cut(isTerminated: Bool) async throws {
        try await LiveMock.run("answer: {tokens: 12}") { mock in
            for tokens in 0...12 {
                mock.upstream.set(
                    Scenario(
                        answer: AnswerSettings(tokens: .constant(12)),
                        rules: [Rule(faults: [.cut(afterTokens: tokens, isTerminated: isTerminated)])]))
                let streamed = try await mock.stream()
                #expect(NumberedText.verdict(on: streamed.text) == .whole(tokens))
                #expect(!streamed.isDone)
                #expect(!streamed.events.contains { $0.data.contains(UInt8(ascii: "p")) && finishes($0) })
                #expect(streamed.problem == (isTerminated ? nil : .truncated))
            }
            try await mock.settle()
            #expect(mock.upstream.log.entries.map(\.tokensSent) == Array(0...12))
            #expect(mock.upstream.log.entries.allSatisfy { $0.end == .cut })
        }
    }

    private func finishes(_ event: ServerSentEvent) -> Bool {
        (try? JSONValue(parsing: event.data))?["choices"]?[0]?["finish_reason"]?.string != nil
    }

    @Test("a whole body that is cut is shorter than it says")
    func cutBody() async throws {
        try await LiveMock.run("rules: [{fault: cut}]") { mock in
            #expect(await mock.problem { () throws(TransportError) in try await mock.chat() } == .truncated)
        }
    }

    @Test("a wrong model, a wrong content type, no choices and nonsense are proper answers but for that")
    func wrongAnswers() async throws {
        try await LiveMock.run { mock in
            func answer(_ kind: Fault.Kind) async throws -> HTTPResponse {
                mock.upstream.set(Scenario(rules: [Rule(faults: [Fault(kind)])]))
                return try await mock.chat()
            }
            #expect(try await answer(.wrongModel).json["model"]?.string == "another-model")
            let web = try await answer(.wrongContentType)
            #expect(web.head.headers["Content-Type"]?.hasPrefix("text/html") == true)
            #expect(web.text == NumberedText.text(0..<16))
            #expect(try await answer(.noChoices).json["choices"]?.array?.isEmpty == true)
            let nonsense = try #require(try await answer(.nonsense).text)
            #expect(nonsense.split(separator: " ").count == 16)
            #expect(NumberedText.verdict(on: nonsense) == .foreign(after: 0))
        }
    }

    @Test("every status comes in OpenAI's form", arguments: [400, 401, 403, 404, 408, 429, 500, 502, 503, 504, 529])
    func statuses(status: Int) async throws {
        try await LiveMock.run("rules: [{fault: \(status)}]") { mock in
            let response = try await mock.chat()
            #expect(response.head.status == status)
            #expect(response.json["error"]?["message"]?.string?.isEmpty == false)
            #expect(response.head.headers["Retry-After"] == nil)
        }
    }

    @Test("the time to come back is told in each of its forms")
    func retryAfter() async throws {
        try await LiveMock.run { mock in
            func headers(_ form: RetryAfterForm) async throws -> HeaderFields {
                mock.upstream.set(Scenario(rules: [Rule(faults: [.status(429, retryAfter: form, wait: 1.2)])]))
                return try await mock.chat().head.headers
            }
            let seconds = try await headers(.seconds)
            #expect(seconds["Retry-After"] == "2")
            #expect(try await headers(.milliseconds)["retry-after-ms"] == "1200")
            #expect(try await headers(.date)["Retry-After"]?.hasSuffix(" GMT") == true)
        }
    }
}
