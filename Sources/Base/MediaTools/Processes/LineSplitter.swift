/// Cuts a stream of bytes into lines, at line feeds and at carriage returns (with which programs redraw a line of
/// progress). Empty lines are dropped, and of an overlong line the rest.
struct LineSplitter {
    /// Longest line kept, in bytes: a program that never ends its line must not fill the memory.
    static let longest = 16_384

    private var partial: [UInt8] = []

    /// The lines that `bytes` complete.
    mutating func lines(in bytes: UnsafeRawBufferPointer) -> [String] {
        var lines: [String] = []
        for byte in bytes {
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                if let line = finish() { lines.append(line) }
            } else if partial.count < Self.longest {
                partial.append(byte)
            }
        }
        return lines
    }

    /// What is left when the stream ends without a line feed.
    mutating func finish() -> String? {
        defer { partial.removeAll(keepingCapacity: true) }
        return partial.isEmpty ? nil : String(decoding: partial, as: UTF8.self)
    }
}

/// The last lines of a stream, oldest first.
struct LineTail {
    static let length = 40

    private(set) var lines: [String] = []

    mutating func append(_ line: String) {
        if lines.count == Self.length { lines.removeFirst() }
        lines.append(line)
    }
}
