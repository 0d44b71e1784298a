/// Writes strings, in the one way that RFC 8785 (section 3.2.2.2) chose among those of RFC 8259: only quotation
/// marks, backslashes and control characters are escaped, with the short escape where there is one.
enum StringWriter {
    private static let hexadecimal = Array("0123456789abcdef".utf8)

    static func append(_ string: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        string.withBytes { bytes in
            var start = 0
            while true {
                let stop = ByteScan.firstSpecial(in: bytes, from: start)
                output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<stop]))
                guard stop < bytes.count else { break }
                appendEscape(of: bytes[stop], to: &output)
                start = stop + 1
            }
        }
        output.append(UInt8(ascii: "\""))
    }

    private static func appendEscape(of byte: UInt8, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: output.append(UInt8(ascii: "b"))
        case 0x09: output.append(UInt8(ascii: "t"))
        case 0x0A: output.append(UInt8(ascii: "n"))
        case 0x0C: output.append(UInt8(ascii: "f"))
        case 0x0D: output.append(UInt8(ascii: "r"))
        case 0x22, 0x5C: output.append(byte)
        default:
            output.append(contentsOf: "u00".utf8)
            output.append(hexadecimal[Int(byte >> 4)])
            output.append(hexadecimal[Int(byte & 0xF)])
        }
    }
}
