import Essentials
package import Foundation
package import HTTPMessages

/// Signs requests to Amazon Web Services: AWS Signature Version 4, as header fields or as a query.
///
/// It is a value without a clock. It keeps the key derived for the last day that ``prepare(for:)`` was called with;
/// for other days the key is derived anew (four HMACs, some microseconds).
///
///     var signer = SignatureV4(accessKey: id, secret: secret, region: "eu-central-1", service: "bedrock")
///     let request = signer.sign(request, at: now).request     // carries Authorization and X-Amz-Date
///
/// Source: AWS General Reference, "Create a signed AWS API request".
package struct SignatureV4: Sendable {
    /// A signed request, and what was signed on the way to it.
    package struct Signed: Sendable {
        package var request: HTTPRequest
        package let canonicalRequest: String
        package let stringToSign: String
        /// The names of the fields that are covered, "host;x-amz-date".
        package let signedFields: String
        /// 64 hexadecimal digits.
        package let signature: String
    }

    /// How the path of the address is signed.
    package enum PathRule: Hashable, Sendable {
        /// Dot segments and doubled slashes are taken out, and what is percent-encoded is encoded again.
        case normalized
        /// The path is signed as it is: for S3.
        case literal
    }

    private struct DayKey: Sendable {
        let day: String
        let bytes: [UInt8]
    }

    private static let algorithm = "AWS4-HMAC-SHA256"

    private let accessKey: String
    private let secret: String
    private let sessionToken: String?
    private let region: String
    private let service: String
    private let pathRule: PathRule
    /// Whether the digest of the body is added as a field of its own (S3 asks for it).
    private let addsBodyDigest: Bool
    private var key: DayKey?

    package init(
        accessKey: String, secret: String, sessionToken: String? = nil, region: String, service: String,
        pathRule: PathRule = .normalized, addsBodyDigest: Bool = false
    ) {
        self.accessKey = accessKey
        self.secret = secret
        self.sessionToken = sessionToken
        self.region = region
        self.service = service
        self.pathRule = pathRule
        self.addsBodyDigest = addsBodyDigest
    }

    /// Derives the key of the day that `time` belongs to (UTC), for the signatures of that day.
    package mutating func prepare(for time: Date) {
        let day = SignatureTime(time).day
        if key?.day != day { key = DayKey(day: day, bytes: signingKey(day: day)) }
    }

    /// The request with a signature in its header fields. Fields added later are not covered by it.
    package func sign(_ request: HTTPRequest, at time: Date) -> Signed {
        let time = SignatureTime(time)
        let bodyDigest = ContentDigest(of: request.body).description
        var request = request
        request.headers["X-Amz-Date"] = time.text
        if let sessionToken { request.headers["X-Amz-Security-Token"] = sessionToken }
        if addsBodyDigest { request.headers["X-Amz-Content-Sha256"] = bodyDigest }
        var signed = signature(of: request, bodyDigest: bodyDigest, time: time)
        signed.request.headers["Authorization"] =
            "\(Self.algorithm) Credential=\(accessKey)/\(scope(time)), SignedHeaders=\(signed.signedFields), "
            + "Signature=\(signed.signature)"
        return signed
    }

    /// The request with a signature in its query, which whoever has the address may use until it expires.
    package func presign(_ request: HTTPRequest, at time: Date, expiresIn seconds: Int) -> Signed {
        let time = SignatureTime(time)
        var request = request
        var items = [
            ("X-Amz-Algorithm", Self.algorithm), ("X-Amz-Credential", "\(accessKey)/\(scope(time))"),
            ("X-Amz-Date", time.text), ("X-Amz-SignedHeaders", CanonicalRequest.signedFields(of: request)),
            ("X-Amz-Expires", String(seconds)),
        ]
        if let sessionToken { items.append(("X-Amz-Security-Token", sessionToken)) }
        for (name, value) in items { request.target.appendQueryItem(name, value) }
        var signed = signature(
            of: request, bodyDigest: ContentDigest(of: request.body).description, time: time)
        signed.request.target.appendQueryItem("X-Amz-Signature", signed.signature)
        return signed
    }

    private func signature(of request: HTTPRequest, bodyDigest: String, time: SignatureTime) -> Signed {
        let canonical = CanonicalRequest(request, pathRule: pathRule, bodyDigest: bodyDigest)
        let stringToSign = [
            Self.algorithm, time.text, scope(time), ContentDigest(of: canonical.text).description,
        ].joined(separator: "\n")
        let bytes = key.flatMap { $0.day == time.day ? $0.bytes : nil } ?? signingKey(day: time.day)
        let code = MessageAuthentication.code(for: stringToSign, key: bytes)
        return Signed(
            request: request, canonicalRequest: canonical.text, stringToSign: stringToSign,
            signedFields: canonical.signedFields, signature: PercentEncoding.hexadecimal(code))
    }

    private func scope(_ time: SignatureTime) -> String {
        "\(time.day)/\(region)/\(service)/aws4_request"
    }

    private func signingKey(day: String) -> [UInt8] {
        [day, region, service, "aws4_request"].reduce(Array("AWS4\(secret)".utf8)) { key, word in
            MessageAuthentication.code(for: word, key: key)
        }
    }
}

extension String {
    fileprivate mutating func appendQueryItem(_ name: String, _ value: String) {
        self += "\(contains("?") ? "&" : "?")\(name)=\(PercentEncoding.encode(value))"
    }
}

extension SignatureV4: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<signer of \(region)/\(service)>" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
