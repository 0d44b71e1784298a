import Foundation
import JSON
import TestKit
import Testing

@testable import Gateway

@Suite("The exact answer cache")
struct AnswerCacheTests {
    private let start = ContinuousClock.now
    private let effort = Effort(time: .seconds(8), dollars: 0.25)

    private func key(_ text: String, model: String = "big") -> AnswerKey {
        AnswerKey(of: ModelRequest(operation: .chat, body: ["text": .string(text)]), model: model, tenant: "t")
    }

    private func answer(_ text: String, finish: String? = "stop") -> ModelAnswer {
        let choice: JSONValue = [
            "index": 0, "message": ["role": "assistant", "content": .string(text)],
            "finish_reason": finish.map { .string($0) } ?? .null,
        ]
        let json: JSONValue = ["id": "1", "model": "big", "choices": [choice]]
        return ModelAnswer(
            payload: json.serialized(), json: json, model: "big", usage: TokenUsage(input: 3, output: 4),
            finish: finish.flatMap(FinishReason.init(rawValue:)))
    }

    @Test("gives an answer until its time is over, and counts what it saves")
    func lifetime() {
        let cache = AnswerCache(capacity: 1 << 20)
        let kept = answer("hello")
        #expect(
            cache.store(
                kept, for: key("a"), operation: .chat, field: "notes", lifetime: .seconds(60), effort: effort, at: start
            )
                == nil)
        #expect(cache.lookUp(key("a"), field: "notes", at: start + .seconds(59))?.answer == kept)
        #expect(cache.lookUp(key("a"), field: "script", at: start + .seconds(1))?.answer == kept)
        #expect(cache.lookUp(key("a"), field: "notes", at: start + .seconds(60)) == nil)
        #expect(cache.size.entries == 0)
        let notes = cache.statistics["notes"]
        #expect(notes?.hits == 1 && notes?.misses == 1 && notes?.stored == 1)
        #expect(notes?.saved == effort)
        #expect(cache.statistics["script"]?.saved.dollars == 0.25)
    }

    @Test("keeps an answer under the model that made it")
    func fallback() {
        let cache = AnswerCache(capacity: 1 << 20)
        cache.store(
            answer("small words"), for: key("a", model: "local"), operation: .chat, field: "", lifetime: nil,
            effort: effort, at: start)
        #expect(cache.lookUp(key("a", model: "big"), field: "", at: start) == nil)
        #expect(cache.lookUp(key("a", model: "local"), field: "", at: start) != nil)
    }

    @Test("keeps what ends at the caller's limit, and nothing cut, filtered, empty or wrong")
    func refusals() {
        let cache = AnswerCache(capacity: 1 << 20)
        func refusal(_ answer: ModelAnswer, _ operation: ModelOperation = .chat) -> AnswerRefusal? {
            cache.store(
                answer, for: key("a"), operation: operation, field: "", lifetime: nil, effort: effort, at: start)
        }
        #expect(refusal(answer("cut", finish: nil)) == .truncated)
        #expect(refusal(answer("no", finish: "content_filter")) == .filtered)
        #expect(refusal(ModelAnswer(payload: [], model: "big")) == .unusable)
        #expect(refusal(ModelAnswer(payload: [0x7B], model: "big")) == .unusable)
        let error: JSONValue = ["error": ["message": "overloaded"]]
        #expect(refusal(ModelAnswer(payload: error.serialized(), json: error, model: "big")) == .unusable)
        #expect(refusal(answer(String(repeating: "long", count: 100_000))) == .tooLarge)
        #expect(cache.size.entries == 0)
        #expect(cache.statistics[""]?.refused == 6)
        #expect(refusal(answer("enough", finish: "length")) == nil)
        #expect(refusal(answer("call", finish: "tool_calls")) == nil)
        #expect(refusal(ModelAnswer(payload: [1, 2], mediaType: "audio/mpeg", model: "voice"), .speech) == nil)
    }

    @Test("never takes more than its capacity")
    func capacity() {
        let cache = AnswerCache(capacity: 100_000)
        for number in 0..<1_000 {
            cache.store(
                answer(String(repeating: "x", count: 500)), for: key("\(number)"), operation: .chat, field: "",
                lifetime: nil, effort: effort, at: start)
        }
        #expect(cache.size.bytes <= 100_000)
        #expect(cache.size.entries > 10)
    }

    @Test("finds its answers again after a restart, with the rest of their time")
    func restart() async throws {
        try await withTemporaryFolder { folder in
            let time = Date(timeIntervalSince1970: 1_000_000)
            do {
                let log = try AnswerLog(folder: folder, capacity: 1 << 20, wallClock: { time })
                let cache = AnswerCache(capacity: 1 << 20, log: log, at: start)
                for (name, lifetime) in [("short", 10), ("long", 100), ("removed", 100)] {
                    cache.store(
                        answer(name), for: key(name), operation: .chat, field: "", lifetime: .seconds(lifetime),
                        effort: effort, at: start)
                }
                cache.remove(key("removed"))
                await log.flush()
            }
            // A crash in the middle of a record.
            let file = folder.appending(path: "answers-0.log")
            try (Data(contentsOf: file) + Data([9, 0, 0, 0, 1, 2])).write(to: file)

            let later = start + .seconds(1_000)
            do {
                let log = try AnswerLog(folder: folder, capacity: 1 << 20, wallClock: { time + 50 })
                let cache = AnswerCache(capacity: 1 << 20, log: log, at: later)
                #expect(cache.lookUp(key("short"), field: "", at: later) == nil)
                #expect(cache.lookUp(key("removed"), field: "", at: later) == nil)
                let found = cache.lookUp(key("long"), field: "", at: later + .seconds(49))
                #expect(found?.answer == answer("long"))
                #expect(found?.effort == effort)
                #expect(cache.lookUp(key("long"), field: "", at: later + .seconds(51)) == nil)
                cache.store(
                    answer("new"), for: key("new"), operation: .chat, field: "", lifetime: nil, effort: effort,
                    at: later)
                await log.flush()
            }
            let again = AnswerCache(
                capacity: 1 << 20, log: try AnswerLog(folder: folder, capacity: 1 << 20, wallClock: { time + 60 }))
            #expect(again.lookUp(key("new"), field: "", at: .now)?.answer == answer("new"))
        }
    }

    @Test("keeps its files within twice the capacity, with the newest answers, for the owner only")
    func files() async throws {
        try await withTemporaryFolder { folder in
            do {
                let log = try AnswerLog(folder: folder, capacity: 20_000)
                let cache = AnswerCache(capacity: 1 << 20, log: log)
                for number in 0..<200 {
                    cache.store(
                        answer("\(number)"), for: key("\(number)"), operation: .chat, field: "", lifetime: nil,
                        effort: effort, at: start)
                }
                await log.flush()
                #expect(throws: AnswerLogError.self, "one process at a time") {
                    try AnswerLog(folder: folder, capacity: 20_000)
                }
            }
            var total = 0
            for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
                let attributes = try FileManager.default.attributesOfItem(
                    atPath: folder.appending(path: name).path)
                total += (attributes[.size] as? Int) ?? 0
                #expect((attributes[.posixPermissions] as? Int) == 0o600)
            }
            #expect(total <= 40_000)
            let again = AnswerCache(capacity: 1 << 20, log: try AnswerLog(folder: folder, capacity: 20_000))
            #expect(again.lookUp(key("199"), field: "", at: .now) != nil)
            #expect(again.lookUp(key("0"), field: "", at: .now) == nil)
        }
    }
}
