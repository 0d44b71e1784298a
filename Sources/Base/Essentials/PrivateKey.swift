import CCrypto
import Foundation

/// An RSA key that signs, kept in the form in which it came. Its description does not show it.
public struct PrivateKey: Hashable, Sendable {
    /// PKCS #8 or PKCS #1, in DER.
    private let encoding: [UInt8]

    /// Reads the text form of RFC 7468, `-----BEGIN PRIVATE KEY-----` (or `RSA PRIVATE KEY`), not encrypted.
    /// Anything else, and a key that is not RSA, gives `nil`.
    public init?(pem: String) {
        let lines = pem.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
        let labels = ["PRIVATE KEY", "RSA PRIVATE KEY"]
        guard let begin = lines.firstIndex(where: { line in labels.contains { line == "-----BEGIN \($0)-----" } }),
            let end = lines[begin...].firstIndex(where: { line in labels.contains { line == "-----END \($0)-----" } }),
            let decoded = Data(base64Encoded: lines[(begin + 1)..<end].joined())
        else { return nil }
        encoding = Array(decoded)
        guard withKey({ EVP_PKEY_get_base_id($0) == EVP_PKEY_RSA ? $0 : nil }) != nil else { return nil }
    }

    /// The signature of `message` by RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, 8.2), which JSON Web Tokens call
    /// RS256 (RFC 7518, 3.3).
    public func signature(of message: [UInt8]) -> [UInt8]? {
        withKey { key in
            guard let context = EVP_MD_CTX_new() else { return nil }
            defer { EVP_MD_CTX_free(context) }
            var length = Int(EVP_PKEY_get_size(key))
            guard length > 0, EVP_DigestSignInit(context, nil, EVP_sha256(), nil, key) == 1 else { return nil }
            var signature = [UInt8](repeating: 0, count: length)
            guard EVP_DigestSign(context, &signature, &length, message, message.count) == 1 else { return nil }
            return Array(signature.prefix(length))
        }
    }

    /// Lends the key to `body` in libcrypto's form, for as long as `body` runs.
    private func withKey<Result>(_ body: (OpaquePointer) -> Result?) -> Result? {
        encoding.withUnsafeBufferPointer { bytes in
            var start = bytes.baseAddress
            guard let key = d2i_AutoPrivateKey(nil, &start, bytes.count) else { return nil }
            defer { EVP_PKEY_free(key) }
            return body(key)
        }
    }
}

extension PrivateKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "<private key>" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
