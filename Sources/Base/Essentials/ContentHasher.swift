import CCrypto

/// Computes a ``ContentDigest`` piece by piece, with the system's libcrypto (which uses SHA instructions).
public struct ContentHasher: ~Copyable {
    private let context: OpaquePointer
    /// Found once: `EVP_sha256()` is only a name, which would be looked up for each digest.
    nonisolated(unsafe) private static let algorithm = EVP_MD_fetch(nil, "SHA256", nil)

    public init() {
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, Self.algorithm, nil) == 1 else {
            preconditionFailure("libcrypto has no SHA-256")
        }
        self.context = context
    }

    deinit {
        EVP_MD_CTX_free(context)
    }

    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        _ = EVP_DigestUpdate(context, start, bytes.count)
    }

    public mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { _ = EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
    }

    /// The digest of everything so far. Call it once.
    public consuming func finish() -> ContentDigest {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { raw in
            _ = EVP_DigestFinal_ex(context, raw.bindMemory(to: UInt8.self).baseAddress, nil)
        }
        return ContentDigest(
            words: (
                UInt64(bigEndian: words.0), UInt64(bigEndian: words.1), UInt64(bigEndian: words.2),
                UInt64(bigEndian: words.3)
            ))
    }
}
