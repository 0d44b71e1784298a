/// One part of a `multipart/form-data` body (RFC 7578): a field of a form, or a file.
public struct FormPart: Hashable, Sendable {
    /// The field's name.
    public var name: String
    /// The file's name without folders; `nil` for a plain field.
    public var fileName: String?
    /// Such as "audio/wav"; `nil` where the part does not say, which means text.
    public var mediaType: String?
    public var bytes: [UInt8]

    public init(name: String, fileName: String? = nil, mediaType: String? = nil, bytes: [UInt8]) {
        self.name = name
        self.fileName = fileName
        self.mediaType = mediaType
        self.bytes = bytes
    }

    public init(name: String, text: String) {
        self.init(name: name, bytes: Array(text.utf8))
    }

    /// The bytes as text; `nil` when they are not UTF-8.
    public var text: String? { String(validating: bytes, as: UTF8.self) }
}

/// A form with files, as it travels in the body of a request.
public struct MultipartForm: Hashable, Sendable {
    public var parts: [FormPart]

    public init(_ parts: [FormPart] = []) {
        self.parts = parts
    }

    /// The first part of that name.
    public subscript(name: String) -> FormPart? {
        parts.first { $0.name == name }
    }

    /// The body and its content type.
    ///
    /// - Parameter boundary: a text that is in no part, of at most 70 letters and digits. Where it is in one all the
    ///   same, letters are added until it is in none.
    public func encoded(boundary: String) -> (body: [UInt8], contentType: String) {
        var boundary = boundary
        while parts.contains(where: { ByteSearch(Array("--\(boundary)".utf8)).firstIndex(in: $0.bytes) != nil }) {
            boundary += "x"
        }
        var body: [UInt8] = []
        body.reserveCapacity(parts.reduce(64) { $0 + $1.bytes.count + 200 })
        for part in parts {
            body += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(Self.escaped(part.name))\"".utf8
            if let fileName = part.fileName { body += "; filename=\"\(Self.escaped(fileName))\"".utf8 }
            body += "\r\n".utf8
            if let type = part.mediaType {
                body += "Content-Type: \(type.filter { $0 != "\r" && $0 != "\n" && $0 != "\r\n" })\r\n".utf8
            }
            body += "\r\n".utf8
            body += part.bytes
            body += "\r\n".utf8
        }
        body += "--\(boundary)--\r\n".utf8
        return (body, "multipart/form-data; boundary=\(boundary)")
    }

    /// Quotes and line ends are percent-encoded, as browsers do (WHATWG HTML, multipart form data).
    private static func escaped(_ name: String) -> String {
        var escaped = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "\"": escaped += "%22"
            case "\r": escaped += "%0D"
            case "\n": escaped += "%0A"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

/// Finds some bytes in others (Horspool, 1980): on average it looks at few of them.
struct ByteSearch {
    private let pattern: [UInt8]
    private let shifts: [Int]

    init(_ pattern: [UInt8]) {
        self.pattern = pattern
        var shifts = [Int](repeating: pattern.count, count: 256)
        for (index, byte) in pattern.dropLast().enumerated() { shifts[Int(byte)] = pattern.count - 1 - index }
        self.shifts = shifts
    }

    func firstIndex(in bytes: [UInt8], from start: Int = 0) -> Int? {
        guard !pattern.isEmpty, start >= 0 else { return nil }
        let last = pattern.count - 1
        return bytes.withUnsafeBufferPointer { bytes in
            var position = start
            while position + last < bytes.count {
                var index = last
                while bytes[position + index] == pattern[index] {
                    if index == 0 { return position }
                    index -= 1
                }
                position += shifts[Int(bytes[position + last])]
            }
            return nil
        }
    }
}
