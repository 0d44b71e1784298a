import JSON
import TestKit

/// Makes values at random: all kinds, awkward strings and numbers, keys that share beginnings.
struct ValueMaker {
    var generator: SeededGenerator

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    mutating func value(depth: Int = 4) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2, 3: return .number(number())
        case 4, 5: return .string(string())
        case 6: return .array((0..<Int.random(in: 0...5, using: &generator)).map { _ in value(depth: depth - 1) })
        default:
            let isLarge = Int.random(in: 0..<20, using: &generator) == 0
            let count = Int.random(in: 0...(isLarge ? 40 : 5), using: &generator)
            return .object(JSONObject((0..<count).map { _ in (string(), value(depth: depth - 1)) }))
        }
    }

    mutating func number() -> JSONNumber {
        let pick = [
            "0", "-0", "1", "1.0", "10", "1e1", "0.1", "1e-1", "1e400", "-1E+2", "-100", "12345678901234567890",
        ]
        if Bool.random(using: &generator), let number = JSONNumber(pick.randomElement(using: &generator) ?? "0") {
            return number
        }
        return JSONNumber(Int.random(in: -1000...1000, using: &generator))
    }

    mutating func string() -> String {
        let pieces = [
            "a", "b", "é", "e\u{301}", "\"", "\\", "\n", "\0", "\u{1F}", "/", "😀", "\u{FB33}", "\u{2028}", "漢", "word",
        ]
        let count = Int.random(in: 0...6, using: &generator)
        return (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
    }

    /// The same value written otherwise: members in another order, numbers in another form.
    mutating func disguised(_ value: JSONValue) -> JSONValue {
        switch value {
        case .number(let number):
            let bytes = JSONValue.number(number).canonicalized()
            let canonical = String(decoding: bytes, as: UTF8.self)
            let longer = canonical.contains("e") || canonical.contains(".") ? canonical : canonical + ".000e0"
            return .number(JSONNumber(longer) ?? number)
        case .array(let elements): return .array(elements.map { disguised($0) })
        case .object(let object):
            let members = object.map { ($0.key, disguised($0.value)) }
            return .object(JSONObject(members.shuffled(using: &generator)))
        default: return value
        }
    }

    /// The value with exactly one thing changed, somewhere.
    mutating func changed(_ value: JSONValue) -> JSONValue {
        switch value {
        case .null: return .bool(false)
        case .bool(let bool): return .bool(!bool)
        case .number(let number): return .number(number == 7 ? 8 : 7)
        case .string(let string): return .string(Bool.random(using: &generator) ? string + "\u{301}" : "x" + string)
        case .array(var elements):
            guard let place = elements.indices.randomElement(using: &generator) else { return [[]] }
            if Bool.random(using: &generator) {
                elements.remove(at: place)
            } else {
                elements[place] = changed(elements[place])
            }
            return .array(elements)
        case .object(var object):
            guard let member = object.randomElement(using: &generator) else { return ["": nil] }
            if Bool.random(using: &generator) {
                object.removeValue(forKey: member.key)
            } else {
                object[member.key] = changed(member.value)
            }
            return .object(object)
        }
    }
}
