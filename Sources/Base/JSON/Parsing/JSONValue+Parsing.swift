extension JSONValue {
    /// How deeply arrays and objects may be nested unless told otherwise.
    public static let defaultDepthLimit = 128
    /// More nesting is never allowed, so that walking through a value cannot exhaust the stack.
    public static let greatestDepthLimit = 512

    /// Reads a whole JSON text.
    ///
    /// As strict as RFC 8259: UTF-8 without a byte order mark, nothing before or after the value but white space,
    /// no comments, no trailing commas. Of several members with the same key the last one counts.
    /// - Parameter depthLimit: how deeply arrays and objects may be nested (at most `greatestDepthLimit`).
    /// - Throws: `JSONError` with the place and what was expected there.
    @inlinable
    public init(
        parsing bytes: some Collection<UInt8>, depthLimit: Int = JSONValue.defaultDepthLimit
    ) throws(JSONError) {
        let inPlace = bytes.withContiguousStorageIfAvailable {
            JSONValue.parse($0, depthLimit: depthLimit)
        }
        if let inPlace {
            self = try inPlace.get()
        } else {
            self = try Array(bytes).withUnsafeBufferPointer { JSONValue.parse($0, depthLimit: depthLimit) }.get()
        }
    }

    /// Reads a whole JSON text; see `init(parsing:depthLimit:)` for bytes.
    public init(
        parsing text: some StringProtocol, depthLimit: Int = JSONValue.defaultDepthLimit
    ) throws(JSONError) {
        try self.init(parsing: text.utf8, depthLimit: depthLimit)
    }

    @usableFromInline
    static func parse(_ bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int) -> Result<JSONValue, JSONError> {
        var parser = Parser(bytes, depthLimit: Swift.min(depthLimit, greatestDepthLimit))
        do {
            return .success(try parser.parseText())
        } catch {
            return .failure(JSONError(error, in: bytes))
        }
    }
}
