import HTTPMessages

/// Reads the lines of one head: the status line, then fields, then the empty line (RFC 9112, 4 and 5).
/// It notes on the way what decides where the body ends and whether the connection lasts.
struct ResponseHeadParser {
    enum Line {
        case more
        case end
        case malformed(String)
    }

    private(set) var status = 0
    private(set) var headers = HeaderFields()
    /// From HTTP/1.0: the connection does not last unless it says so.
    private(set) var isOldVersion = false
    private(set) var contentLength: Int?
    private(set) var isChunked = false
    private(set) var saysClose = false
    private(set) var saysKeepAlive = false
    /// `Keep-Alive: timeout`, in seconds.
    private(set) var keepAliveSeconds: Int?

    /// One line without its line break.
    mutating func read(_ line: UnsafeRawBufferPointer) -> Line {
        if status == 0 { return readStatus(line) }
        return line.isEmpty ? .end : readField(line)
    }

    /// "HTTP/1.1 200 OK"; the words after the status may be missing.
    private mutating func readStatus(_ line: UnsafeRawBufferPointer) -> Line {
        guard line.count >= 12, FieldSyntax.matches(.init(rebasing: line[0..<7]), "http/1."), line[8] == 0x20,
            line[7] == 0x31 || line[7] == 0x30,
            let number = FieldSyntax.decimal(.init(rebasing: line[9..<12])), number >= 100,
            line.count == 12 || line[12] == 0x20
        else { return .malformed("no status line of HTTP/1.1") }
        isOldVersion = line[7] == 0x30
        status = number
        headers.fields.reserveCapacity(12)
        return .more
    }

    private mutating func readField(_ line: UnsafeRawBufferPointer) -> Line {
        // A line that begins with a space would continue the one before (obs-fold); it fails here as a name.
        guard let colon = line.firstIndex(of: 0x3A) else { return .malformed("a header field without a colon") }
        let name = UnsafeRawBufferPointer(rebasing: line[0..<colon])
        let value = FieldSyntax.trimmed(.init(rebasing: line[(colon + 1)...]))
        guard FieldSyntax.isToken(name) else { return .malformed("a header field with a bad name") }
        guard FieldSyntax.isValue(value) else { return .malformed("control characters in a header field") }
        if let problem = note(name, value) { return .malformed(problem) }
        headers.add(name: String(decoding: name, as: UTF8.self), value: String(decoding: value, as: UTF8.self))
        return .more
    }

    /// Fields that concern the connection. What is wrong with them, if anything.
    private mutating func note(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> String? {
        switch name.count {
        case 14 where FieldSyntax.matches(name, "content-length"):
            for piece in FieldSyntax.list(value) {
                guard let number = FieldSyntax.decimal(piece) else { return "a bad Content-Length" }
                guard contentLength == nil || contentLength == number else { return "contradicting lengths" }
                contentLength = number
            }
            if contentLength == nil { return "an empty Content-Length" }
        case 17 where FieldSyntax.matches(name, "transfer-encoding"):
            guard !isChunked, FieldSyntax.matches(value, "chunked") else { return "an unknown transfer coding" }
            isChunked = true
        case 10 where FieldSyntax.matches(name, "connection"):
            for word in FieldSyntax.list(value) {
                if FieldSyntax.matches(word, "close") { saysClose = true }
                if FieldSyntax.matches(word, "keep-alive") { saysKeepAlive = true }
            }
        case 10 where FieldSyntax.matches(name, "keep-alive"):
            for word in FieldSyntax.list(value) where word.count > 8 {
                guard FieldSyntax.matches(.init(rebasing: word[0..<8]), "timeout=") else { continue }
                keepAliveSeconds = FieldSyntax.decimal(.init(rebasing: word[8...]))
            }
        default:
            break
        }
        return nil
    }
}
