import Foundation
import HTTPMessages
import JSON
import TestKit
import Testing

@testable import Gateway

@Suite("Signature Version 4, the suite of its authors", .enabled(if: sharedFixtures != nil))
struct SignatureV4FixtureTests {
    private static let folder = sharedFixtures?.appending(path: "gateway/sigv4")

    static let cases: [String] = {
        guard let folder else { return [] }
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    }()

    @Test("all seventeen cases are there")
    func casesAreThere() {
        #expect(Self.cases.count == 17)
    }

    @Test("signs in the header", arguments: cases)
    func signsInTheHeader(name: String) throws {
        let example = try Example(name)
        let signed = example.signer.sign(example.request, at: example.time)
        #expect(signed.canonicalRequest == example.text("header-canonical-request"))
        #expect(signed.stringToSign == example.text("header-string-to-sign"))
        #expect(signed.signature == example.text("header-signature"))
        let expected = try Example.request(in: example.text("header-signed-request"))
        #expect(signed.request.headers["Authorization"] == expected.headers["Authorization"])
        #expect(
            signed.request.headers["X-Amz-Security-Token"] == expected.headers["X-Amz-Security-Token"])
        var prepared = example.signer
        prepared.prepare(for: example.time)
        #expect(prepared.sign(example.request, at: example.time).signature == signed.signature)
    }

    @Test("signs in the query", arguments: cases)
    func signsInTheQuery(name: String) throws {
        let example = try Example(name)
        let signed = example.signer.presign(example.request, at: example.time, expiresIn: example.expiration)
        #expect(signed.canonicalRequest == example.text("query-canonical-request"))
        #expect(signed.stringToSign == example.text("query-string-to-sign"))
        #expect(signed.signature == example.text("query-signature"))
        #expect(signed.request.target == (try Example.request(in: example.text("query-signed-request")).target))
    }

    /// One case: a request, who signs it and when, and what comes out.
    private struct Example {
        let request: HTTPRequest
        let signer: SignatureV4
        let time: Date
        let expiration: Int
        private let folder: URL

        init(_ name: String) throws {
            folder = try #require(SignatureV4FixtureTests.folder).appending(path: name)
            let context = try JSONValue(parsing: Array(Data(contentsOf: folder.appending(path: "context.json"))))
            let credentials = context["credentials"]
            signer = SignatureV4(
                accessKey: credentials?["access_key_id"]?.string ?? "",
                secret: credentials?["secret_access_key"]?.string ?? "", sessionToken: credentials?["token"]?.string,
                region: context["region"]?.string ?? "", service: context["service"]?.string ?? "",
                pathRule: context["normalize"]?.bool == false ? .literal : .normalized,
                addsBodyDigest: context["sign_body"]?.bool ?? false)
            time = try Date(context["timestamp"]?.string ?? "", strategy: .iso8601)
            expiration = try #require(context["expiration_in_seconds"]?.int)
            request = try Self.request(in: String(contentsOf: folder.appending(path: "request.txt"), encoding: .utf8))
        }

        func text(_ name: String) -> String {
            (try? String(contentsOf: folder.appending(path: "\(name).txt"), encoding: .utf8)) ?? "?"
        }

        /// Reads a request as it stands on the wire.
        static func request(in text: String) throws -> HTTPRequest {
            let sides = text.replacing("\r\n", with: "\n").split(separator: "\n\n", maxSplits: 1)
            var lines = try #require(sides.first).split(separator: "\n")
            let words = lines.removeFirst().split(separator: " ")
            var headers = HeaderFields()
            for line in lines {
                let pair = line.split(separator: ":", maxSplits: 1)
                headers.add(name: String(pair[0]), value: pair.count > 1 ? String(pair[1]) : "")
            }
            let host = try #require(headers["Host"])
            headers["Host"] = nil
            return HTTPRequest(
                method: String(words[0]), origin: Origin(scheme: .https, host: host),
                target: words[1..<words.count - 1].joined(separator: " "), headers: headers,
                body: sides.count > 1 ? Array(sides[1].utf8) : [])
        }
    }
}
