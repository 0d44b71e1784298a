import JSON
import TestKit
import Testing

@testable import Gateway

@Suite("The key of an answer")
struct AnswerKeyTests {
    private func key(_ request: ModelRequest, tenant: String = "one") -> AnswerKey {
        AnswerKey(of: request, model: "model-a", tenant: tenant)
    }

    @Test("changes with any change of any field, and with nothing else")
    func everyField() throws {
        var generator = RequestGenerator(seed: 6)
        let cache = AnswerCache(capacity: 1 << 20)
        let answer = ModelAnswer(payload: [1], mediaType: "audio/mpeg", model: "model-a")
        let now = ContinuousClock.now
        for number in 0..<10_000 {
            let request = generator.request()
            cache.store(
                answer, for: key(request), operation: .speech, field: "", lifetime: nil, effort: .none, at: now)

            var respelled = request
            respelled.body = try JSONValue(parsing: generator.spelled(request.body))
            respelled.body["model"] = .string(generator.word())
            respelled.body["stream"] = Bool.random(using: &generator.random) ? true : nil
            respelled.body["stream_options"] = ["include_usage": true]
            respelled.file?.name = generator.word()
            #expect(cache.lookUp(key(respelled), field: "", at: now) != nil, "case \(number): \(request.body)")

            let changed = generator.changed(request)
            #expect(
                cache.lookUp(key(changed), field: "", at: now) == nil,
                "case \(number): \(request.body) and \(changed.body)")
            #expect(cache.lookUp(key(request, tenant: "two"), field: "", at: now) == nil, "case \(number)")
            cache.remove(key(request))
        }
        #expect(cache.statistics[""]?.hits == 10_000)
    }

    @Test("does not confuse where one part ends and the next begins")
    func parts() {
        let fingerprint = RequestFingerprint(of: ModelRequest(operation: .chat, body: [:]))
        #expect(
            AnswerKey(fingerprint, model: "ab", tenant: "c") != AnswerKey(fingerprint, model: "a", tenant: "bc"))
    }

    @Test("tells a missing field from null, and a string from a number")
    func kinds() {
        let bodies: [JSONValue] = [[:], ["n": .null], ["n": 1], ["n": "1"], ["n": [1]], ["n": true], ["n": ["1": 1]]]
        let keys = Set(bodies.map { key(ModelRequest(operation: .chat, body: $0)) })
        #expect(keys.count == bodies.count)
    }
}
