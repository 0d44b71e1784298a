/// An answer as it came over the wire.
struct RawAnswer: Equatable {
    var status = 0
    var fields: [String: String] = [:]
    var body: [UInt8] = []

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The answers that are whole; interim ones too. An answer without a length is one that is not whole.
    /// - Parameter toHead: there are no bodies.
    static func parse(_ bytes: [UInt8], toHead: Bool = false) -> [RawAnswer] {
        var answers: [RawAnswer] = []
        var rest = bytes[...]
        while let (answer, end) = first(rest, toHead: toHead) {
            answers.append(answer)
            rest = rest[end...]
        }
        return answers
    }

    private static func first(_ bytes: ArraySlice<UInt8>, toHead: Bool) -> (RawAnswer, Int)? {
        guard let headEnd = end(of: "\r\n\r\n", in: bytes) else { return nil }
        let lines = String(decoding: bytes[..<(headEnd - 4)], as: UTF8.self).split(separator: "\r\n")
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else { return nil }
        var answer = RawAnswer(status: status)
        for line in lines.dropFirst() {
            let pieces = line.split(separator: ":", maxSplits: 1)
            answer.fields[pieces[0].lowercased()] = pieces.count > 1 ? String(pieces[1].dropFirst()) : ""
        }
        if toHead || status < 200 || status == 204 || status == 304 { return (answer, headEnd) }
        if answer.fields["transfer-encoding"] == "chunked" {
            guard let (body, end) = chunks(bytes[headEnd...]) else { return nil }
            answer.body = body
            return (answer, end)
        }
        guard let length = answer.fields["content-length"].flatMap({ Int($0) }), bytes.endIndex - headEnd >= length
        else { return nil }
        answer.body = Array(bytes[headEnd..<headEnd + length])
        return (answer, headEnd + length)
    }

    private static func chunks(_ bytes: ArraySlice<UInt8>) -> ([UInt8], Int)? {
        var body: [UInt8] = []
        var rest = bytes
        while let lineEnd = end(of: "\r\n", in: rest) {
            let line = String(decoding: rest[..<(lineEnd - 2)], as: UTF8.self)
            guard let size = Int(line, radix: 16), rest.endIndex - lineEnd >= size + 2 else { return nil }
            body += rest[lineEnd..<lineEnd + size]
            rest = rest[(lineEnd + size + 2)...]
            if size == 0 { return (body, rest.startIndex) }
        }
        return nil
    }

    private static func end(of mark: String, in bytes: ArraySlice<UInt8>) -> Int? {
        let mark = Array(mark.utf8)
        guard bytes.count >= mark.count else { return nil }
        for start in bytes.startIndex...(bytes.endIndex - mark.count)
        where bytes[start] == mark[0] && bytes[start..<start + mark.count].elementsEqual(mark) {
            return start + mark.count
        }
        return nil
    }
}
