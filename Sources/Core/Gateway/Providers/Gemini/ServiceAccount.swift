package import Essentials
package import Foundation
package import HTTPMessages
import JSON
import Resilience

/// A Google service account, which gets short-lived access tokens with a key that never leaves this machine.
///
/// A statement signed with the key (a JSON Web Token, RFC 7519) is exchanged for a token (RFC 7523).
package struct ServiceAccount: Hashable, Sendable {
    /// The account's address, "gateway@project.iam.gserviceaccount.com".
    package let email: String
    /// The Google Cloud project that the account belongs to.
    package let project: String?
    private let tokenAddress: HTTPAddress
    private let keyID: String?
    private let key: PrivateKey

    private static let scope = "https://www.googleapis.com/auth/cloud-platform"
    private static let lifetime = 3600

    /// Reads the JSON key file that Google hands out.
    ///
    /// - Throws: ``ServiceAccountProblem`` naming what is missing. It never shows any of the file.
    package init(keyFile: [UInt8]) throws(ServiceAccountProblem) {
        guard let json = try? JSONValue(parsing: keyFile) else { throw ServiceAccountProblem(missing: "JSON") }
        guard json["type"]?.string == "service_account" else {
            throw ServiceAccountProblem(missing: "the type \"service_account\"")
        }
        guard let email = json["client_email"]?.string, !email.isEmpty else {
            throw ServiceAccountProblem(missing: "\"client_email\"")
        }
        guard let key = json["private_key"]?.string.flatMap({ PrivateKey(pem: $0) }) else {
            throw ServiceAccountProblem(missing: "an RSA key in \"private_key\"")
        }
        let address = json["token_uri"]?.string ?? "https://oauth2.googleapis.com/token"
        guard let tokenAddress = HTTPAddress(address) else {
            throw ServiceAccountProblem(missing: "an address in \"token_uri\"")
        }
        self.email = email
        self.key = key
        self.tokenAddress = tokenAddress
        keyID = json["private_key_id"]?.string
        project = json["project_id"]?.string
    }

    /// The request that gets an access token. It may be sent within the hour from `time` on.
    package func tokenRequest(at time: Date) -> HTTPRequest {
        let form =
            "grant_type=\(PercentEncoding.encode("urn:ietf:params:oauth:grant-type:jwt-bearer"))"
            + "&assertion=\(assertion(at: time))"
        let query = tokenAddress.query.map { "?" + $0 } ?? ""
        return HTTPRequest(
            origin: tokenAddress.origin, target: tokenAddress.path + query,
            headers: ["Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"],
            body: Array(form.utf8))
    }

    /// The signed statement: who asks, for what, of whom, for how long.
    package func assertion(at time: Date) -> String {
        let instant = time.timeIntervalSince1970
        let now = instant.isFinite ? Int(min(max(instant, 0), 1e12)) : 0
        var header: JSONValue = ["alg": "RS256", "typ": "JWT"]
        header["kid"] = keyID.map { .string($0) }
        let claims: JSONValue = [
            "iss": .string(email), "scope": .string(Self.scope),
            "aud": .string("\(tokenAddress.origin)\(tokenAddress.path)"), "iat": JSONValue(now),
            "exp": JSONValue(now + Self.lifetime),
        ]
        let signed = Self.base64URL(header.serialized()) + "." + Self.base64URL(claims.serialized())
        return signed + "." + Self.base64URL(key.signature(of: Array(signed.utf8)) ?? [])
    }

    /// RFC 4648, section 5, without padding.
    private static func base64URL(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}

/// A key file that is not one of a Google service account.
package struct ServiceAccountProblem: DescribedFailure, Hashable {
    private let missing: String

    init(missing: String) {
        self.missing = missing
    }

    package var code: String { "service-account.unreadable" }
    package var message: String { "The file of the Google service account lacks \(missing)." }
    package var remedy: String? { "Download a new JSON key for the account, and name that file." }
    package var category: FailureCategory { .usage }
}
