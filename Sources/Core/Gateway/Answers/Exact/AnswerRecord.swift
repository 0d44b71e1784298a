import Essentials
import Foundation
import JSON

/// One answer as it is written to a file: its length, its SHA-256, and a JSON text and the payload.
///
///     length of the rest (4 bytes, little-endian) · SHA-256 of the rest (32) · length of the text (4) · text · payload
struct AnswerRecord {
    let key: AnswerKey
    private let text: JSONValue
    private let payload: [UInt8]

    init(key: AnswerKey, answer: CachedAnswer, at now: ContinuousClock.Instant, time: Date) {
        self.key = key
        payload = answer.answer.payload
        var text: JSONValue = [
            "key": .string(key.digest.description), "mediaType": .string(answer.answer.mediaType),
            "model": .string(answer.answer.model), "seconds": JSONValue(answer.effort.time / .seconds(1)),
            "dollars": JSONValue(answer.effort.dollars), "isJSON": .bool(answer.answer.json != nil),
        ]
        if let expiry = answer.expiresAt {
            text["expires"] = JSONValue(time.timeIntervalSince1970 + (expiry - now) / .seconds(1))
        }
        if let usage = answer.answer.usage {
            text["usage"] = [JSONValue(usage.input), JSONValue(usage.output), JSONValue(usage.cachedInput)]
        }
        text["finish"] = answer.answer.finish.map { .string($0.rawValue) }
        self.text = text
    }

    /// The record that says that there is no answer any more.
    init(forgetting key: AnswerKey) {
        self.key = key
        text = ["key": .string(key.digest.description), "expires": 0]
        payload = []
    }

    var framed: [UInt8] {
        let line = text.serialized()
        let body = Self.bytes(of: line.count) + line + payload
        return Self.bytes(of: body.count) + ContentDigest(of: body).bytes + body
    }

    /// The answer, unless its time is over.
    func answer(at now: ContinuousClock.Instant, time: Date) -> CachedAnswer? {
        var expiry: ContinuousClock.Instant?
        if let end = text["expires"]?.double {
            let rest = end - time.timeIntervalSince1970
            guard rest > 0, rest < 1e10 else { return nil }
            expiry = now.advanced(by: .seconds(rest))
        }
        var json: JSONValue?
        if text["isJSON"]?.bool == true {
            guard let value = try? JSONValue(parsing: payload) else { return nil }
            json = value
        }
        guard let mediaType = text["mediaType"]?.string, let model = text["model"]?.string else { return nil }
        let counts = text["usage"]?.array?.compactMap(\.int) ?? []
        let answer = ModelAnswer(
            payload: payload, mediaType: mediaType, json: json, model: model,
            usage: counts.count == 3
                ? TokenUsage(input: counts[0], output: counts[1], cachedInput: counts[2]) : nil,
            finish: text["finish"]?.string.flatMap(FinishReason.init(rawValue:)))
        let seconds = text["seconds"]?.double.flatMap { (0..<1e9).contains($0) ? $0 : nil } ?? 0
        let effort = Effort(time: .seconds(seconds), dollars: text["dollars"]?.double ?? 0)
        return CachedAnswer(answer: answer, effort: effort, storedAt: now, expiresAt: expiry)
    }
}

extension AnswerRecord {
    private static let headLength = 4 + 32

    /// All whole records from the start of `bytes`, up to the first that is not.
    static func records(in bytes: [UInt8]) -> [AnswerRecord] {
        var records: [AnswerRecord] = []
        var start = 0
        while let next = end(ofRecordAt: start, in: bytes) {
            if let record = AnswerRecord(body: bytes[(start + headLength)..<next]) { records.append(record) }
            start = next
        }
        return records
    }

    /// Where the last whole record ends.
    static func wholeLength(in bytes: [UInt8]) -> Int {
        var start = 0
        while let next = end(ofRecordAt: start, in: bytes) { start = next }
        return start
    }

    private static func end(ofRecordAt start: Int, in bytes: [UInt8]) -> Int? {
        guard bytes.count - start >= headLength, let length = number(in: bytes[start...]),
            bytes.count - start - headLength >= length
        else { return nil }
        let body = bytes[(start + headLength)..<(start + headLength + length)]
        guard ContentDigest(bytes: bytes[(start + 4)..<(start + headLength)]) == ContentDigest(of: body) else {
            return nil
        }
        return body.endIndex
    }

    private init?(body: ArraySlice<UInt8>) {
        guard let length = Self.number(in: body), body.count - 4 >= length else { return nil }
        let line = body.dropFirst(4).prefix(length)
        guard let text = try? JSONValue(parsing: line), let name = text["key"]?.string,
            let digest = ContentDigest(hex: name)
        else { return nil }
        key = AnswerKey(digest: digest)
        self.text = text
        payload = Array(body.dropFirst(4 + length))
    }

    private static func bytes(of count: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) }
    }

    private static func number(in bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.count >= 4 else { return nil }
        return bytes.prefix(4).enumerated().reduce(0) { $0 | Int($1.element) << ($1.offset * 8) }
    }
}
