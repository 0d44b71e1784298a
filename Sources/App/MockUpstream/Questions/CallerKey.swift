import Essentials
import HTTPMessages

/// The key that a call came with, wherever its provider wants it.
enum CallerKey {
    static func of(_ request: ReceivedRequest) -> String? {
        if let field = request.headers["Authorization"] {
            if field.hasPrefix("Bearer ") { return String(field.dropFirst(7)) }
            // Signature Version 4: the name of the access key.
            if let start = field.firstRange(of: "Credential=") {
                return String(field[start.upperBound...].prefix { $0 != "/" && $0 != "," })
            }
            return field
        }
        for name in ["x-api-key", "api-key", "x-goog-api-key"] {
            if let key = request.headers[name] { return key }
        }
        let parameter = request.query?.split(separator: "&").first { $0.hasPrefix("key=") }
        return parameter.map { String($0.dropFirst(4)) }
    }

    static func fingerprint(_ key: String) -> String {
        String(ContentDigest(of: key).description.prefix(8))
    }
}
