/// Proof that a message comes from somebody who knows a key: HMAC (RFC 2104) with SHA-256 (FIPS 180-4).
public enum MessageAuthentication {
    /// The bytes that SHA-256 works through at a time.
    private static let blockLength = 64

    /// The 32 bytes that prove `message` with `key`.
    public static func code(for message: [UInt8], key: [UInt8]) -> [UInt8] {
        var padded = key.count > blockLength ? ContentDigest(of: key).bytes : key
        padded += [UInt8](repeating: 0, count: blockLength - padded.count)
        var inner = ContentHasher()
        inner.update(padded.map { $0 ^ 0x36 })
        inner.update(message)
        var outer = ContentHasher()
        outer.update(padded.map { $0 ^ 0x5C })
        outer.update(inner.finish().bytes)
        return outer.finish().bytes
    }

    /// The 32 bytes that prove `text`, in UTF-8, with `key`.
    public static func code(for text: String, key: [UInt8]) -> [UInt8] {
        code(for: Array(text.utf8), key: key)
    }
}
