import HTTPMessages
import NIOCore

/// Writes the head of an answer. `Content-Length`, `Transfer-Encoding` and `Connection` are the server's own:
/// what a handler says of them is left out, but for "Connection: close", which is obeyed.
enum ResponseHeadEncoder {
    /// - Parameter date: the value of the `Date` field; a head that has one keeps its own.
    static func write(
        _ head: HTTPResponseHead, framing: ResponseFraming, for request: RequestTraits, closes: Bool,
        date: [UInt8], to buffer: inout ByteBuffer
    ) throws(NetworkingError) {
        writeStatusLine(head.status, to: &buffer)
        var isDated = false
        for field in head.headers {
            switch field.name.utf8.count {
            case 4 where HeaderFields.isSameName(field.name, "date"):
                isDated = true
            case 10 where HeaderFields.isSameName(field.name, "connection"),
                10 where HeaderFields.isSameName(field.name, "keep-alive"),
                14 where HeaderFields.isSameName(field.name, "content-length"),
                17 where HeaderFields.isSameName(field.name, "transfer-encoding"):
                continue
            default:
                break
            }
            guard FieldGrammar.isName(field.name), FieldGrammar.isValue(field.value) else {
                throw .badField(field.name)
            }
            buffer.writeString(field.name)
            buffer.writeStaticString(": ")
            buffer.writeString(field.value)
            buffer.writeStaticString("\r\n")
        }
        if !isDated {
            buffer.writeStaticString("Date: ")
            buffer.writeBytes(date)
            buffer.writeStaticString("\r\n")
        }
        switch framing {
        case .counted(let length), .bodiless(.some(let length)):
            buffer.writeStaticString("Content-Length: ")
            buffer.writeString(String(length))
            buffer.writeStaticString("\r\n")
        case .chunked:
            buffer.writeStaticString("Transfer-Encoding: chunked\r\n")
        case .bodiless(nil), .untilClose:
            break
        }
        if closes {
            buffer.writeStaticString("Connection: close\r\n")
        } else if !request.isModern {
            buffer.writeStaticString("Connection: keep-alive\r\n")
        }
        buffer.writeStaticString("\r\n")
    }

    /// Whether the handler wants the connection closed after this answer.
    static func asksToClose(_ head: HTTPResponseHead) -> Bool {
        head.headers["connection"].map { HeaderFields.isSameName($0, "close") } ?? false
    }

    private static func writeStatusLine(_ status: Int, to buffer: inout ByteBuffer) {
        if status == 200 {
            buffer.writeStaticString("HTTP/1.1 200 OK\r\n")
        } else {
            buffer.writeString("HTTP/1.1 \(status) \(ReasonPhrase.of(status))\r\n")
        }
    }
}

/// The characters that field names and values may have (RFC 9110, 5.1 and 5.5). What a handler passes on from
/// elsewhere cannot end a line and begin another.
private enum FieldGrammar {
    static func isName(_ name: String) -> Bool {
        !name.isEmpty && allSatisfy(name) { isToken[Int($0)] }
    }

    static func isValue(_ value: String) -> Bool {
        allSatisfy(value) { ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }
    }

    private static let isToken: [Bool] = (0...255).map { byte in
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8.contains(UInt8(byte))
    }

    private static func allSatisfy(_ text: String, _ test: (UInt8) -> Bool) -> Bool {
        text.utf8.withContiguousStorageIfAvailable { $0.allSatisfy(test) } ?? text.utf8.allSatisfy(test)
    }
}
