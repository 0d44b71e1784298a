import Essentials
import HTTPMessages

/// A request in the one spelling that both sides of an AWS signature agree on.
/// Source: AWS General Reference, "Create a signed AWS API request", step 1.
struct CanonicalRequest {
    /// Fields that proxies and clients change on the way, and so are never signed.
    private static let unsigned: Set<String> = [
        "authorization", "connection", "expect", "host", "keep-alive", "proxy-authorization", "te", "trailer",
        "transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id",
    ]

    let text: String
    /// The names of the signed fields, "host;x-amz-date".
    let signedFields: String

    init(_ request: HTTPRequest, pathRule: SignatureV4.PathRule, bodyDigest: String) {
        let fields = Self.fields(of: request)
        let pieces = request.target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let rawPath = String(pieces.first ?? "/")
        signedFields = Self.names(of: fields)
        text = [
            request.method,
            pathRule == .normalized ? PercentEncoding.encode(Self.normalized(rawPath), keeping: "/") : rawPath,
            pieces.count > 1 ? Self.query(pieces[1]) : "",
            fields.map { "\($0.name):\($0.value)\n" }.joined(),
            signedFields,
            bodyDigest,
        ].joined(separator: "\n")
    }

    /// The names of the fields that would be signed.
    static func signedFields(of request: HTTPRequest) -> String {
        names(of: fields(of: request))
    }

    private static func names(of fields: [(name: String, value: String)]) -> String {
        fields.map(\.name).joined(separator: ";")
    }

    private static func fields(of request: HTTPRequest) -> [(name: String, value: String)] {
        var values: [String: [String]] = ["host": [request.origin.authority]]
        for field in request.headers {
            let name = field.name.lowercased()
            if !unsigned.contains(name) { values[name, default: []].append(collapsed(field.value)) }
        }
        return values.map { ($0.key, $0.value.joined(separator: ",")) }.sorted { $0.name < $1.name }
    }

    /// Without spaces at the ends, and with single ones between words.
    private static func collapsed(_ value: String) -> String {
        value.split(whereSeparator: { $0 == " " || $0 == "\t" || $0.isNewline }).joined(separator: " ")
    }

    /// Without dot segments (RFC 3986, 5.2.4) and empty segments; a slash at the end stays.
    private static func normalized(_ path: String) -> String {
        var segments: [Substring] = []
        let pieces = path.split(separator: "/")
        for piece in pieces {
            if piece == ".." {
                _ = segments.popLast()
            } else if piece != "." {
                segments.append(piece)
            }
        }
        let endsInFolder = path.hasSuffix("/") || pieces.last == "." || pieces.last == ".."
        return "/" + segments.joined(separator: "/") + (endsInFolder && !segments.isEmpty ? "/" : "")
    }

    private static func query(_ text: Substring) -> String {
        text.split(separator: "&")
            .map { item -> (name: String, value: String) in
                let sides = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                let value = sides.count > 1 ? String(sides[1]) : ""
                return (PercentEncoding.reencode(String(sides.first ?? "")), PercentEncoding.reencode(value))
            }
            .sorted { ($0.name, $0.value) < ($1.name, $1.value) }
            .map { "\($0.name)=\($0.value)" }
            .joined(separator: "&")
    }
}
