import JSON
import TestKit

@testable import Gateway

/// Makes requests of all kinds, changes one thing in them, and spells them in other ways.
struct RequestGenerator {
    var random: SeededGenerator

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    mutating func request() -> ModelRequest {
        let operation = ModelOperation.allCases.randomElement(using: &random) ?? .chat
        var body: JSONObject = ["model": .string(word()), "stream": .bool(Bool.random(using: &random))]
        switch operation {
        case .chat: body["messages"] = .array((0...Int.random(in: 0...3, using: &random)).map { _ in message() })
        case .completion: body["prompt"] = .string(text())
        case .embeddings: body["input"] = .array([.string(text()), .string(text())])
        case .speech: body["input"] = .string(text())
        case .transcription: body["language"] = "en"
        }
        for (name, value) in [
            ("temperature", JSONValue(Double.random(in: 0...2, using: &random))), ("seed", number()),
            ("max_tokens", number()), ("top_p", 0.5), ("stop", [.string(word())]), ("logit_bias", ["50256": -100]),
            ("response_format", ["type": "json_schema", "json_schema": value(depth: 2)]), ("tools", [tool()]),
            ("user", .string(word())), ("metadata", value(depth: 1)), ("x_\(word())", value(depth: 2)),
        ] as [(String, JSONValue)] where Bool.random(using: &random) {
            body[name] = value
        }
        let file = UploadedFile(
            name: word(), mediaType: "audio/wav",
            bytes: (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) })
        return ModelRequest(
            operation: operation, body: .object(body), file: operation == .transcription ? file : nil)
    }

    /// The same request with one thing changed, somewhere in it, that may matter to the answer.
    mutating func changed(_ request: ModelRequest) -> ModelRequest {
        var other = request
        let kind = Int.random(in: 0..<20, using: &random)
        if kind == 0 {
            other.operation =
                ModelOperation.allCases.filter { $0 != request.operation }
                .randomElement(using: &random) ?? .chat
        } else if kind < 5, let file = request.file, !file.bytes.isEmpty {
            let place = Int.random(in: 0..<file.bytes.count, using: &random)
            other.file?.bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
        } else {
            let hidden: Set<String> = ["model", "stream", "stream_options"]
            var visible = JSONObject()
            for (name, value) in request.body.object ?? [:] where !hidden.contains(name) { visible[name] = value }
            other.body = changed(.object(visible))
            for name in hidden { other.body[name] = request.body[name] }
        }
        return other
    }

    /// A JSON text that means the same: other order of members, white space, spellings of numbers and characters.
    mutating func spelled(_ value: JSONValue) -> String {
        switch value {
        case .null, .bool: return space() + value.text + space()
        case .number(let number): return space() + spelled(number.text) + space()
        case .string(let text): return space() + spelledText(text) + space()
        case .array(let elements):
            return space() + "[" + elements.map { spelled($0) }.joined(separator: ",") + "]" + space()
        case .object(let object):
            let members = object.shuffled(using: &random).map { name, value in
                space() + spelledText(name) + space() + ":" + spelled(value)
            }
            return "{" + members.joined(separator: ",") + space() + "}"
        }
    }
}

extension RequestGenerator {
    private mutating func changed(_ value: JSONValue) -> JSONValue {
        switch value {
        case .null: return .bool(false)
        case .bool(let flag): return .bool(!flag)
        case .number(let number):
            return number.double.map { JSONValue($0 + 1) } ?? .null
        case .string(let text): return .string(changed(text))
        case .array(let elements) where elements.isEmpty: return [.null]
        case .array(var elements):
            let place = elements.indices.randomElement(using: &random) ?? 0
            switch Int.random(in: 0..<4, using: &random) {
            case 0: elements.append(elements[place])
            case 1: elements.remove(at: place)
            case 2 where elements.count > 1 && elements[0] != elements[elements.count - 1]:
                elements.swapAt(0, elements.count - 1)
            default: elements[place] = changed(elements[place])
            }
            return .array(elements)
        case .object(var members):
            let name = members.keys.randomElement(using: &random) ?? ""
            switch Int.random(in: 0..<8, using: &random) {
            case 0: members["x-\(word())-new"] = .null
            case 1 where members.count > 0: members[name] = nil
            case 2 where members.count > 0:
                let moved = members[name]
                members[name] = nil
                members[name + "_"] = moved
            default:
                guard let old = members[name] else { return ["a": 1] }
                members[name] = changed(old)
            }
            return .object(members)
        }
    }

    private mutating func changed(_ text: String) -> String {
        switch Int.random(in: 0..<5, using: &random) {
        case 0: return text + " "
        case 1: return " " + text
        case 2: return text + "\u{301}"  // an accent on the last letter
        case 3 where text.lowercased() != text: return text.lowercased()
        default: return text + "s"
        }
    }

    private mutating func spelled(_ number: String) -> String {
        switch Int.random(in: 0..<3, using: &random) {
        case 0 where !number.contains("e") && !number.contains("."): return number + ".0"
        case 1 where !number.contains("e"): return number + "e0"
        default: return number
        }
    }

    private mutating func spelledText(_ text: String) -> String {
        var spelled = "\""
        for unit in text.utf16 {
            let mustEscape = unit < 0x20 || unit == 0x22 || unit == 0x5C || unit > 0x7E
            if mustEscape || Int.random(in: 0..<6, using: &random) == 0 {
                let digits = String(unit, radix: 16, uppercase: Bool.random(using: &random))
                spelled += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            } else {
                spelled.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
            }
        }
        return spelled + "\""
    }

    private mutating func space() -> String {
        ["", "", " ", "\n", "\t ", "\r\n  "].randomElement(using: &random) ?? ""
    }

    private mutating func message() -> JSONValue {
        let image: JSONValue = ["type": "image_url", "image_url": ["url": .string("data:image/png;base64," + word())]]
        let text: JSONValue = ["type": "text", "text": .string(text())]
        return [
            "role": .string(["system", "user", "assistant"].randomElement(using: &random) ?? "user"),
            "content": Bool.random(using: &random) ? .string(self.text()) : [text, image],
        ]
    }

    private mutating func tool() -> JSONValue {
        ["type": "function", "function": ["name": .string(word()), "parameters": value(depth: 2)]]
    }

    mutating func value(depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &random) {
        case 0: .null
        case 1: .bool(Bool.random(using: &random))
        case 2: number()
        case 3: .string(text())
        case 4: .string(word())
        case 5: .array((0..<Int.random(in: 0...3, using: &random)).map { _ in value(depth: depth - 1) })
        default: .object(JSONObject((0...2).map { ("k\($0)" + word(), value(depth: depth - 1)) }))
        }
    }

    mutating func number() -> JSONValue { JSONValue(Int.random(in: -1000...1000, using: &random)) }

    mutating func word() -> String {
        ["tone", "größe", "Kyoto", "雪", "a\"b", "line\nbreak", "🦀", "x/y", "é", "zz", "Ünï", "tab\t"]
            .randomElement(using: &random) ?? "word"
    }

    mutating func text() -> String {
        (0...Int.random(in: 0...5, using: &random)).map { _ in word() }.joined(separator: " ")
    }
}
