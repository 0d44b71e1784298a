import JSON

/// Finds the list of items that was asked for in a model's answer, whatever stands around it.
///
/// The form is `{"name": [item, ...]}`. A model may put words or a fence around it, leave out the object around the list
/// or the list around an item, or answer in several pieces; all of that is understood. The items of all pieces count,
/// equal ones once: what they say is judged later. Takes time in proportion to the answer.
struct AnswerItems {
    /// Of the list.
    let name: String
    /// The members of an item.
    let members: [String]

    /// The items in their order; `nil` when there is no such JSON.
    func items(in answer: String) -> [JSONValue]? {
        let text = AnswerText.withoutThoughts(answer)
        if let json = try? JSONValue(parsing: text) { return items(of: json, isWhole: true) }
        return pieces(in: Array(text.utf8))
    }

    /// - Parameter isWhole: whether the answer is nothing but this value: then an empty list is one of ours.
    private func items(of json: JSONValue, isWhole: Bool) -> [JSONValue]? {
        if let list = json[name]?.array { return list }
        if let list = json.array { return list.allSatisfy(isItem) && (isWhole || !list.isEmpty) ? list : nil }
        return isItem(json) ? [json] : nil
    }

    private func isItem(_ json: JSONValue) -> Bool {
        members.allSatisfy { json[$0] != nil }
    }

    // MARK: JSON among words

    private func pieces(in bytes: [UInt8]) -> [JSONValue]? {
        var found: [JSONValue]?
        var seen: Set<JSONValue> = []
        var next = 0
        // Each byte may be read a few times, as nested brackets are tried one after another, but not once for each.
        var budget = 8 * bytes.count
        for region in Brackets.regions(of: bytes) where region.lowerBound >= next {
            budget -= region.count
            guard budget >= 0 else { break }
            guard let json = try? JSONValue(parsing: bytes[region]), let items = items(of: json, isWhole: false) else {
                continue
            }
            next = region.upperBound
            found = (found ?? []) + items.filter { seen.insert($0).inserted }
        }
        return found
    }
}

/// Finds what stands in braces and brackets.
private enum Brackets {
    /// The regions whose brackets are in pairs, by where they begin, the outer before the inner. Brackets in strings do
    /// not count; a string ends with its line, so that a lone quotation mark spoils one line only.
    static func regions(of bytes: [UInt8]) -> [Range<Int>] {
        var regions: [(start: Int, end: Int?)] = []
        var open: [Int] = []
        var isInString = false
        var isEscaped = false
        for (index, byte) in bytes.enumerated() {
            if isInString {
                if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\"") && !isEscaped { isInString = false }
                isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
                continue
            }
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                open.append(regions.count)
                regions.append((index, nil))
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard let last = open.popLast() else { continue }
                // "{" closes with "}", two further in ASCII; "[" with "]" likewise.
                if bytes[regions[last].start] + 2 == byte { regions[last].end = index + 1 } else { open.removeAll() }
            case UInt8(ascii: "\""):
                isInString = !open.isEmpty
                isEscaped = false
            default: break
            }
        }
        return regions.compactMap { start, end in end.map { start..<$0 } }
    }
}
