import JSON
import Testing

@Suite("A JSON value")
struct JSONValueTests {
    @Test("gives what it is and nil for what it is not")
    func accessors() throws {
        let value: JSONValue = ["a": [1, 2.5, nil, true, "x"], "b": ["c": "d"]]
        #expect(value["a"]?[0]?.int == 1)
        #expect(value["a"]?[1]?.double == 2.5)
        #expect(value["a"]?[1]?.int == nil)
        #expect(value["a"]?[2]?.isNull == true)
        #expect(value["a"]?[3]?.bool == true)
        #expect(value["a"]?[4]?.string == "x")
        #expect(value["a"]?[5] == nil)
        #expect(value["a"]?[-1] == nil)
        #expect(value["b"]?["c"]?.string == "d")
        #expect(value["c"] == nil)
        #expect(value["a"]?["b"] == nil)
        #expect(value["a"]?.array?.count == 5)
        #expect(value["b"]?.object?.keys == ["c"])
        #expect(value.string == nil && value.int == nil && value.bool == nil && value.array == nil)
    }

    @Test("sets, replaces and removes members in their place")
    func settingMembers() {
        var value: JSONValue = ["a": 1, "b": 2, "c": 3]
        value["b"] = "two"
        value["d"] = .null
        value["a"] = nil
        #expect(value.text == #"{"b":"two","c":3,"d":null}"#)
        value["b"]?["x"] = 1
        value["d"]?["x"] = 1
        #expect(value.text == #"{"b":"two","c":3,"d":{"x":1}}"#)

        var list: JSONValue = [1, ["k": 2], 3]
        list[1]?["k"] = [4]
        list[0] = nil
        list[7] = 8
        #expect(list.text == #"[{"k":[4]},3]"#)
    }

    @Test("tells a member that is null from one that is missing")
    func nullMembers() {
        var value: JSONValue = ["a": nil]
        #expect(value["a"] != nil && value["b"] == nil)
        #expect(value["a"] == .null)
        value["a"] = nil
        #expect(value == [:])
    }

    @Test("compares strings code point by code point")
    func exactStrings() {
        let composed: JSONValue = "\u{E9}"
        let decomposed: JSONValue = "e\u{301}"
        #expect(composed.string == decomposed.string)
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
        let object: JSONValue = ["\u{E9}": 1, "e\u{301}": 2]
        #expect(object.object?.count == 2)
        #expect(object["\u{E9}"] == 1)
    }

    @Test("compares objects regardless of the order of members")
    func order() {
        let one: JSONValue = ["a": 1, "b": [2, 3]]
        let other: JSONValue = ["b": [2, 3], "a": 1.0]
        #expect(one == other)
        #expect(one.hashValue == other.hashValue)
        #expect(one != ["b": [3, 2], "a": 1])
        #expect(one != ["b": [2, 3]])
        #expect(one != ["a": 1, "c": [2, 3]])
    }

    @Test("keeps its place in a large object through sets and removals")
    func largeObjects() {
        var object = JSONObject()
        for number in 0..<200 { object["k\(number)"] = JSONValue(number) }
        for number in stride(from: 0, to: 200, by: 2) { object["k\(number)"] = nil }
        object["k1"] = "one"
        object["k0"] = "back"
        #expect(object.count == 101)
        #expect(object["k1"] == "one" && object["k0"] == "back" && object["k199"] == 199 && object["k2"] == nil)
        #expect(object.keys.first == "k1" && object.keys.last == "k0")
        #expect(object == JSONObject(object.reversed()))
    }

    @Test("finds every member while an object shrinks", arguments: [false, true])
    func shrinking(fromTheEnd: Bool) {
        var object = JSONObject((0..<40).map { ("k\($0)", JSONValue($0)) })
        var left = Array(0..<40)
        while !left.isEmpty {
            let number = fromTheEnd ? left.removeLast() : left.removeFirst()
            #expect(object.removeValue(forKey: "k\(number)") == JSONValue(number))
            #expect(object["k\(number)"] == nil)
            #expect(left.allSatisfy { object["k\($0)"] == JSONValue($0) })
        }
        #expect(object.isEmpty)
    }

    @Test("of several members with one key, keeps the last value")
    func duplicates() throws {
        #expect(try JSONValue(parsing: #"{"a":1,"b":2,"\u0061":3}"#).text == #"{"a":3,"b":2}"#)
    }

    @Test("cannot hold an infinite number")
    func infinity() {
        #expect(JSONValue(Double.infinity).isNull)
        #expect(JSONNumber(Double.nan) == nil)
    }
}
