/// Changes to a document, by where they go.
///
/// The places must not overlap. What is put in at one place comes in the order in which it was added.
struct Splice {
    private var changes: [(range: Range<Int>, bytes: [UInt8])] = []

    var isEmpty: Bool { changes.isEmpty }

    mutating func replace(_ range: Range<Int>, with text: String) {
        changes.append((range, Array(text.utf8)))
    }

    mutating func replace(_ range: Range<Int>, with bytes: ArraySlice<UInt8>) {
        changes.append((range, Array(bytes)))
    }

    mutating func insert(_ text: String, at position: Int) {
        replace(position..<position, with: text)
    }

    mutating func remove(_ range: Range<Int>) {
        changes.append((range, []))
    }

    /// Puts `text` in as the last thing in `element`. Once for an element that is written as one tag.
    mutating func append(_ text: String, to element: SourceElement) {
        guard element.isSingleTag else { return insert(text, at: element.content.upperBound) }
        let end = element.startTag.upperBound
        replace((end - 2)..<end, with: ">\(text)</\(element.tagName)>")
    }

    /// Sets an attribute without a prefix; a new one goes after the one called `neighbour`, or after the name.
    mutating func set(_ name: String, to value: String, on element: SourceElement, after neighbour: String) {
        let quoted = "\"\(XMLCharacters.inAttribute(value))\""
        if let present = element.attribute(name) { return replace(present.quoted, with: quoted) }
        let start = element.startTag.lowerBound + 1 + element.tagName.utf8.count
        insert(" \(name)=\(quoted)", at: element.attribute(neighbour)?.whole.upperBound ?? start)
    }

    func applied(to bytes: [UInt8]) -> [UInt8] {
        let sorted = changes.enumerated().sorted { left, right in
            (left.element.range.lowerBound, left.element.range.upperBound, left.offset)
                < (right.element.range.lowerBound, right.element.range.upperBound, right.offset)
        }.map(\.element)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + sorted.reduce(0) { $0 + $1.bytes.count })
        var position = 0
        for change in sorted {
            precondition(change.range.lowerBound >= position, "two changes overlap")
            result += bytes[position..<change.range.lowerBound]
            result += change.bytes
            position = change.range.upperBound
        }
        return result + bytes[position...]
    }
}
