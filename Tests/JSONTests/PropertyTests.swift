import JSON
import TestKit
import Testing

@Suite("Any JSON value")
struct PropertyTests {
    @Test("is read back as it was written", arguments: 0..<400)
    func roundTrip(seed: Int) throws {
        var maker = ValueMaker(seed: UInt64(seed))
        let value = maker.value()
        let again = try JSONValue(parsing: value.serialized())
        #expect(again == value)
        #expect(again.text == value.text)
        #expect(try JSONValue(parsing: value.pretty()).text == value.text)
        #expect(try JSONValue(parsing: value.canonicalized()) == value)
    }

    @Test("has the same canonical bytes and hash in any disguise", arguments: 0..<400)
    func disguise(seed: Int) {
        var maker = ValueMaker(seed: UInt64(seed) + 1000)
        let value = maker.value()
        let other = maker.disguised(value)
        #expect(other == value)
        #expect(other.canonicalized() == value.canonicalized())
        #expect(other.hashValue == value.hashValue)
    }

    @Test("has other canonical bytes after any single change", arguments: 0..<400)
    func change(seed: Int) {
        var maker = ValueMaker(seed: UInt64(seed) + 2000)
        let value = maker.value()
        let other = maker.changed(value)
        #expect(other != value)
        #expect(other.canonicalized() != value.canonicalized())
    }

    @Test("is equal to another exactly when the canonical bytes are")
    func pairs() {
        var maker = ValueMaker(seed: 3000)
        let values = (0..<150).map { _ in maker.value(depth: 1) }
        var equalPairs = 0
        for left in values {
            for right in values where left == right || left.canonicalized() == right.canonicalized() {
                #expect(left == right && left.canonicalized() == right.canonicalized())
                equalPairs += 1
            }
        }
        #expect(equalPairs > values.count)
        #expect(Set(values).count == Set(values.map { $0.canonicalized() }).count)
    }

    @Test("survives damage to its text without a crash", arguments: 0..<200)
    func damage(seed: Int) {
        var maker = ValueMaker(seed: UInt64(seed) + 4000)
        var bytes = maker.value().serialized()
        for _ in 0..<20 {
            let place = Int.random(in: bytes.indices, using: &maker.generator)
            bytes[place] = UInt8.random(in: 0...255, using: &maker.generator)
            guard let value = try? JSONValue(parsing: bytes) else { continue }
            #expect((try? JSONValue(parsing: value.serialized())) == value)
        }
    }
}
