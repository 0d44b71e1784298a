import Foundation
import HTTPMessages
import Testing

@testable import Gateway

@Suite("Signature Version 4")
struct SignatureV4Tests {
    private let time = Date(timeIntervalSince1970: 1_772_323_198)  // 2026-02-28 23:59:58 UTC
    private let request = HTTPRequest(
        origin: Origin(scheme: .https, host: "bedrock-runtime.eu-central-1.amazonaws.com"),
        target: "/model/eu.amazon.nova-lite-v1%3A0/converse",
        headers: ["Content-Type": "application/json", "Accept": "application/json"],
        body: Array(#"{"messages":[]}"#.utf8))

    private func signer(sessionToken: String? = nil) -> SignatureV4 {
        SignatureV4(
            accessKey: "AKIDEXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", sessionToken: sessionToken,
            region: "eu-central-1", service: "bedrock")
    }

    @Test("signs a call of Bedrock as Amazon's own library does")
    func signsLikeBotocore() {
        // The expected values were made by botocore 1.44 for the same request at the same time.
        let plain = signer().sign(request, at: time).request.headers
        #expect(plain["X-Amz-Date"] == "20260228T235958Z")
        #expect(
            plain["Authorization"]
                == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260228/eu-central-1/bedrock/aws4_request, "
                + "SignedHeaders=accept;content-type;host;x-amz-date, "
                + "Signature=1bd1cf74d72e89c82d05ec69474406d56c781341da258a9d14742c406d863502")
        let session = signer(sessionToken: "a-session/token+with=signs").sign(request, at: time)
        #expect(session.request.headers["X-Amz-Security-Token"] == "a-session/token+with=signs")
        #expect(session.signature == "2ad5751ccc04f46ccbe2020479796e954988683237b70ad10dcc11e223f232c2")
    }

    @Test("signs the same with a key kept for the day, and the next day with a new one")
    func keepsTheKeyOfTheDay() {
        var kept = signer()
        kept.prepare(for: time)
        for later in [0, 1, 2, 3, 86_400, 400_000] as [TimeInterval] {
            let instant = time.addingTimeInterval(later)
            #expect(kept.sign(request, at: instant).signature == signer().sign(request, at: instant).signature)
        }
        #expect(kept.sign(request, at: time).signature != kept.sign(request, at: time + 2).signature)
    }

    @Test("covers method, path, query, fields and body, and not what proxies change")
    func coversTheRequest() {
        let signature = signer().sign(request, at: time).signature
        var changed = [request, request, request, request, request]
        changed[0].method = "PUT"
        changed[1].target += "-stream"
        changed[2].target += "?a=b"
        changed[3].headers.add(name: "Accept", value: "text/html")
        changed[4].body.append(0x20)
        for other in changed { #expect(signer().sign(other, at: time).signature != signature) }
        var travelled = request
        travelled.headers.add(name: "User-Agent", value: "somebody")
        travelled.headers.add(name: "Connection", value: "keep-alive")
        #expect(signer().sign(travelled, at: time).signature == signature)
    }

    @Test("writes instants in UTC, leap days included")
    func writesInstants() {
        let expected: [(TimeInterval, String)] = [
            (0, "19700101T000000Z"), (951_782_400, "20000229T000000Z"), (1_709_251_199.9, "20240229T235959Z"),
            (4_107_542_400, "21000301T000000Z"), (-5, "19700101T000000Z"), (.infinity, "99991231T235959Z"),
            (.nan, "19700101T000000Z"),
        ]
        for (seconds, text) in expected {
            #expect(SignatureTime(Date(timeIntervalSince1970: seconds)).text == text)
        }
    }

    @Test("never shows the secret")
    func hidesTheSecret() {
        var text = "\(signer()) \(String(reflecting: signer()))"
        dump(signer(), to: &text)
        #expect(!text.contains("wJalr"))
    }
}
