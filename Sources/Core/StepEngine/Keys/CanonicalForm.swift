/// A value reduced to what decides its equality, with one form only: equal values have equal forms, in every process
/// and on every machine.
///
/// (Texts are compared by their code points here: two spellings of an accent count as two texts, and cost a second run.)
/// Names are sorted; sets and dictionaries are put in order; integers of all widths are the same; `-0.0` is `0.0`.
indirect enum CanonicalForm {
    case null
    case bool(Bool)
    case integer(Int64)
    /// Beyond `Int64.max` only.
    case unsigned(UInt64)
    case double(Double)
    case string(String)
    case bytes([UInt8])
    case list([CanonicalForm])
    case record([(name: String, form: CanonicalForm)])

    /// Appends a self-delimiting encoding: a letter for the case, a length where one is needed, the content.
    func append(to bytes: inout [UInt8]) {
        switch self {
        case .null:
            bytes.append(UInt8(ascii: "n"))
        case .bool(let value):
            bytes.append(value ? UInt8(ascii: "t") : UInt8(ascii: "f"))
        case .integer(let value):
            bytes.append(UInt8(ascii: "i"))
            Self.append(UInt64(bitPattern: value), to: &bytes)
        case .unsigned(let value):
            bytes.append(UInt8(ascii: "u"))
            Self.append(value, to: &bytes)
        case .double(let value):
            bytes.append(UInt8(ascii: "d"))
            Self.append(value == 0 ? 0 : value.isNaN ? Double.nan.bitPattern : value.bitPattern, to: &bytes)
        case .string(let text):
            bytes.append(UInt8(ascii: "s"))
            Self.append(UInt64(text.utf8.count), to: &bytes)
            bytes.append(contentsOf: text.utf8)
        case .bytes(let content):
            bytes.append(UInt8(ascii: "b"))
            Self.append(UInt64(content.count), to: &bytes)
            bytes.append(contentsOf: content)
        case .list(let members):
            bytes.append(UInt8(ascii: "l"))
            Self.append(UInt64(members.count), to: &bytes)
            for member in members { member.append(to: &bytes) }
        case .record(let fields):
            bytes.append(UInt8(ascii: "r"))
            Self.append(UInt64(fields.count), to: &bytes)
            for field in fields.sorted(by: { $0.name < $1.name }) {
                CanonicalForm.string(field.name).append(to: &bytes)
                field.form.append(to: &bytes)
            }
        }
    }

    var encoded: [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return bytes
    }

    private static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }
}
