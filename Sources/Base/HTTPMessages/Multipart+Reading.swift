public import Essentials

/// Why a body is not a form.
public struct MultipartProblem: DescribedFailure, Hashable {
    /// Such as "multipart.truncated". Never renamed.
    public let code: String
    public let message: String
    public let remedy: String?

    public var category: FailureCategory { .badInput }

    static func truncated(_ what: String) -> MultipartProblem {
        MultipartProblem(
            code: "multipart.truncated", message: "The form ends \(what).",
            remedy: "Send the whole body, with the closing boundary at its end.")
    }

    static func invalid(_ message: String) -> MultipartProblem {
        MultipartProblem(code: "multipart.invalid", message: message, remedy: nil)
    }
}

extension MultipartForm {
    /// How much a form may hold.
    public struct Limits: Hashable, Sendable {
        public var parts: Int
        /// Bytes of the header of one part.
        public var header: Int

        public init(parts: Int = 256, header: Int = 8 << 10) {
            self.parts = parts
            self.header = header
        }
    }

    /// Reads a whole body.
    ///
    /// It is strict, so that no two readers see different forms: the first line is the boundary, every part has a
    /// `Content-Disposition: form-data` with one name, the closing boundary is there, and transfer encodings of
    /// parts, which RFC 7578 retires, are refused.
    ///
    /// - Parameter contentType: the request's header field, with the boundary.
    /// - Throws: ``MultipartProblem`` for anything else.
    public init(reading body: [UInt8], contentType: String, limits: Limits = Limits()) throws(MultipartProblem) {
        let delimiter = Array("--\(try Self.boundary(in: contentType))".utf8)
        guard body.starts(with: delimiter) else {
            throw .invalid("The form does not begin with the boundary that its content type names.")
        }
        let search = ByteSearch(Array("\r\n".utf8) + delimiter)
        var position = delimiter.count
        parts = []
        while true {
            switch try Self.lineEnd(of: body, after: position) {
            case .close: return
            case .part(let start):
                guard parts.count < limits.parts else {
                    throw .invalid("The form has more than \(limits.parts) parts.")
                }
                let (part, bytes) = try Self.header(of: body, at: start, limit: limits.header)
                // An empty part's delimiter begins with the line end that ends its header.
                guard let end = search.firstIndex(in: body, from: bytes - 2) else {
                    throw .truncated("inside the part '\(part.name)'")
                }
                parts.append(part)
                parts[parts.count - 1].bytes = end > bytes ? Array(body[bytes..<end]) : []
                position = end + 2 + delimiter.count
            }
        }
    }

    private enum Next {
        case close
        case part(at: Int)
    }

    /// What follows a boundary: "--" closes the form, spaces and a line end begin a part (RFC 2046, 5.1.1).
    private static func lineEnd(of body: [UInt8], after position: Int) throws(MultipartProblem) -> Next {
        let rest = body[position...]
        if rest.starts(with: "--".utf8) { return .close }
        let line = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        guard line.starts(with: "\r\n".utf8) else {
            throw line.count < 2 ? .truncated("after a boundary") : .invalid("A boundary is followed by other text.")
        }
        return .part(at: line.startIndex + 2)
    }

    /// The header of a part, and where its bytes begin.
    private static func header(
        of body: [UInt8], at start: Int, limit: Int
    ) throws(MultipartProblem) -> (part: FormPart, bytes: Int) {
        var part: FormPart?
        var mediaType: String?
        var position = start
        while true {
            guard let end = lineBreak(in: body, from: position, to: start + limit) else {
                throw body.count - start > limit
                    ? .invalid("The header of a part has more than \(limit) bytes.")
                    : .truncated("inside the header of a part")
            }
            if end == position { break }
            guard let line = String(validating: body[position..<end], as: UTF8.self),
                let colon = line.firstIndex(of: ":")
            else { throw .invalid("A line of the header of a part is not a field.") }
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            switch line[..<colon].lowercased() {
            case "content-disposition":
                guard part == nil else { throw .invalid("A part has two Content-Disposition fields.") }
                part = try disposition(value)
            case "content-type": mediaType = String(value)
            case "content-transfer-encoding":
                guard ["binary", "8bit", "7bit"].contains(value.lowercased()) else {
                    throw .invalid("The transfer encoding '\(value)' of a part is not supported.")
                }
            default: break
            }
            position = end + 2
        }
        guard var part else { throw .invalid("A part has no Content-Disposition field.") }
        part.mediaType = mediaType
        return (part, position + 2)
    }

    private static func lineBreak(in body: [UInt8], from start: Int, to limit: Int) -> Int? {
        var index = start
        let end = min(body.count, limit) - 1
        while index < end {
            if body[index] == 0x0D, body[index + 1] == 0x0A { return index }
            index += 1
        }
        return nil
    }

    private static func disposition(_ value: Substring) throws(MultipartProblem) -> FormPart {
        let parameters = try HeaderParameters(value)
        guard parameters.value == "form-data" else { throw .invalid("A part is not form-data.") }
        guard let name = parameters["name"] else { throw .invalid("A part has no name.") }
        // Some clients send a path; only its last piece is a name, and none may lead out of a folder.
        let fileName = parameters["filename"].map { path in
            String(path.split { $0 == "/" || $0 == "\\" }.last ?? "")
        }
        return FormPart(name: name, fileName: fileName, bytes: [])
    }

    private static func boundary(in contentType: String) throws(MultipartProblem) -> String {
        let parameters = try HeaderParameters(contentType[...])
        guard parameters.value == "multipart/form-data" else {
            throw .invalid("The content type is '\(parameters.value)' and not multipart/form-data.")
        }
        guard let boundary = parameters["boundary"], (1...70).contains(boundary.utf8.count),
            boundary.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }), boundary.last != " "
        else { throw .invalid("The content type names no valid boundary.") }
        return boundary
    }
}
