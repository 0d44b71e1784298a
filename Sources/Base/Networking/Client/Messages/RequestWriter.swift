import HTTPMessages
import NIOCore

/// Writes a request as it goes on the wire (RFC 9112, 3).
enum RequestWriter {
    /// Something that would end a line early or change what the server reads.
    struct Unwritable: Error, Equatable {
        var what: String
    }

    /// Adds head and body to `buffer`. Fields that frame the message are the client's: the caller's are left out.
    static func write(_ request: HTTPRequest, to buffer: inout ByteBuffer) throws(Unwritable) {
        guard FieldSyntax.isToken(request.method.utf8) else { throw Unwritable(what: "the method") }
        guard !request.target.isEmpty, isVisible(request.target) else { throw Unwritable(what: "the target") }
        let authority = request.origin.authority
        guard isVisible(authority) else { throw Unwritable(what: "the host") }
        buffer.writeString(request.method)
        buffer.writeStaticString(" ")
        buffer.writeString(request.target)
        buffer.writeStaticString(" HTTP/1.1\r\nHost: ")
        buffer.writeString(authority)
        buffer.writeStaticString("\r\n")
        for field in request.headers.fields where !isOurs(field.name) {
            guard FieldSyntax.isToken(field.name.utf8) else { throw Unwritable(what: "the name of a field") }
            guard FieldSyntax.isValue(field.value.utf8) else { throw Unwritable(what: "the field \(field.name)") }
            buffer.writeString(field.name)
            buffer.writeStaticString(": ")
            buffer.writeString(field.value)
            buffer.writeStaticString("\r\n")
        }
        if !request.body.isEmpty || mayHaveBody(request.method) {
            buffer.writeStaticString("Content-Length: ")
            buffer.writeString(String(request.body.count))
            buffer.writeStaticString("\r\n")
        }
        buffer.writeStaticString("\r\n")
        buffer.writeBytes(request.body)
    }

    private static func isVisible(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
    }

    private static func mayHaveBody(_ method: String) -> Bool {
        method == "POST" || method == "PUT" || method == "PATCH"
    }

    private static func isOurs(_ name: String) -> Bool {
        switch name.utf8.count {
        case 4: HeaderFields.isSameName(name, "host")
        case 10: HeaderFields.isSameName(name, "connection")
        case 14: HeaderFields.isSameName(name, "content-length")
        case 17: HeaderFields.isSameName(name, "transfer-encoding")
        default: false
        }
    }
}
