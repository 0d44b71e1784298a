import Essentials
import Foundation
import HTTPMessages
import JSON
import Resilience
import Testing

@testable import Gateway

@Suite("Google service account")
struct ServiceAccountTests {
    private let time = Date(timeIntervalSince1970: 1_767_225_600)

    static func keyFile(_ change: (inout JSONValue) -> Void = { _ in }) -> [UInt8] {
        var json: JSONValue = [
            "type": "service_account", "project_id": "example-project", "private_key_id": "key-1",
            "private_key": .string(privateKey), "client_email": "gateway@example-project.iam.gserviceaccount.com",
            "token_uri": "https://oauth2.googleapis.com/token",
        ]
        change(&json)
        return json.serialized()
    }

    private func source() throws -> AccessTokenSource {
        AccessTokenSource(try ServiceAccount(keyFile: Self.keyFile()))
    }

    private func tokenResponse(_ token: String, seconds: Int = 3599) -> HTTPResponse {
        let json: JSONValue = [
            "access_token": .string(token), "expires_in": JSONValue(seconds), "token_type": "Bearer",
        ]
        return HTTPResponse(status: 200, body: json.serialized())
    }

    @Test("asks for a token with a statement signed as openssl signs it")
    func asksForAToken() throws {
        let account = try ServiceAccount(keyFile: Self.keyFile())
        #expect(account.project == "example-project")
        #expect(account.assertion(at: time) == Self.assertion)
        let request = account.tokenRequest(at: time)
        #expect(request.origin.description == "https://oauth2.googleapis.com")
        #expect(request.target == "/token")
        #expect(request.headers["Content-Type"] == "application/x-www-form-urlencoded")
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=\(Self.assertion)")
    }

    @Test("says what a key file lacks, and shows nothing of it")
    func saysWhatAFileLacks() {
        let files: [([UInt8], String)] = [
            (Array("no".utf8), "JSON"), (Self.keyFile { $0["type"] = "authorized_user" }, "service_account"),
            (Self.keyFile { $0["client_email"] = nil }, "client_email"),
            (Self.keyFile { $0["private_key"] = "-----BEGIN PRIVATE KEY-----" }, "private_key"),
            (Self.keyFile { $0["token_uri"] = "ftp://x" }, "token_uri"),
        ]
        for (file, word) in files {
            let problem = #expect(throws: ServiceAccountProblem.self) { _ = try ServiceAccount(keyFile: file) }
            #expect(problem?.message.contains(word) == true)
            #expect(problem?.description.contains("BEGIN") == false)
        }
    }

    @Test("fetches a token once, uses it, and renews it before it ends while it is still used")
    func keepsATokenFresh() throws {
        var source = try source()
        guard case .refresh = source.token(at: time) else { throw Unexpected("no request for a first token") }
        #expect(source.token(at: time) == .wait)
        source.received(tokenResponse("first"), at: time)
        #expect(source.token(at: time + 10) == .use(.key("first")))
        #expect(source.token(at: time + 3298) == .use(.key("first")))
        guard case .useAndRefresh(.key("first"), _) = source.token(at: time + 3300) else {
            throw Unexpected("no renewal in time")
        }
        #expect(source.token(at: time + 3301) == .use(.key("first")))
        source.received(tokenResponse("second"), at: time + 3302)
        #expect(source.token(at: time + 3303) == .use(.key("second")))
        source.invalidate()
        guard case .refresh = source.token(at: time + 3304) else { throw Unexpected("an invalid token is kept") }
    }

    @Test("rests after failures, longer each time, and goes on with a token that still holds")
    func restsAfterFailures() throws {
        var source = try source()
        let refusal = HTTPResponse(
            status: 400, body: Array(#"{"error":"invalid_grant","error_description":"Invalid JWT"}"#.utf8))
        var now = time
        for pause in [1, 2, 4, 8, 16, 32, 60, 60] as [TimeInterval] {
            guard case .refresh = source.token(at: now) else { throw Unexpected("no further try") }
            source.received(refusal, at: now)
            guard case .rest(let until, let failure) = source.token(at: now + pause - 0.5) else {
                throw Unexpected("no rest after a failure")
            }
            #expect(until == now + pause)
            #expect(
                failure.blame == .credentials && failure.code == "invalid_grant" && failure.message == "Invalid JWT")
            now += pause
        }
        _ = source.token(at: now)
        source.received(tokenResponse("token", seconds: 320), at: now)
        guard case .useAndRefresh = source.token(at: now + 20) else { throw Unexpected("no renewal") }
        source.failed(UpstreamFailure(.network, message: "gone"), at: now + 20)
        #expect(source.token(at: now + 20.5) == .use(.key("token")))
        guard case .refresh = source.token(at: now + 291) else {
            throw Unexpected("a token is used to its last second")
        }
        source.received(HTTPResponse(status: 200, body: Array("{}".utf8)), at: now + 291)
        guard case .rest(_, let failure) = source.token(at: now + 291) else { throw Unexpected("no rest at the end") }
        #expect(failure.failureClass == .malformed)
    }

    private struct Unexpected: Error {
        let what: String

        init(_ what: String) {
            self.what = what
        }
    }

    /// Signed by `openssl dgst -sha256 -sign`.
    private static let assertion = """
        eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImtleS0xIn0.eyJpc3MiOiJnYXRld2F5QGV4YW1wbGUtcHJvamVj\
        dC5pYW0uZ3NlcnZpY2VhY2NvdW50LmNvbSIsInNjb3BlIjoiaHR0cHM6Ly93d3cuZ29vZ2xlYXBpcy5jb20vYXV0aC9jbG91\
        ZC1wbGF0Zm9ybSIsImF1ZCI6Imh0dHBzOi8vb2F1dGgyLmdvb2dsZWFwaXMuY29tL3Rva2VuIiwiaWF0IjoxNzY3MjI1NjAw\
        LCJleHAiOjE3NjcyMjkyMDB9.Jj2MKrwUPEC5Ki2g1iu03Wwh4CE9SP2mhfQrck7FDqnnMmPXqtHJdT9yhx1lKwQ5S8udVSA\
        V3ASHhUPYUWqmeLz1tOTxiA-fLc9U66TbpTIJ76Bc9eqwIc2qRScPl5cGxdLdRH2ZGEMhhlj1X6ym8WQFtOqr0nHovkIUP71\
        1BbE
        """

    // A key made for these tests; nothing else knows it.
    private static let privateKey = """
        -----BEGIN PRIVATE KEY-----
        MIICdwIBADANBgkqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBANv3E0shSWeJZjaK
        +b5ADk5jzPO6LlnV6Kd1NMCefgegKNS32/Yv29oyh/SfI+ejVK1jOcEXpfE1yiyC
        YH4sUsG54XSZ1GryCISWsa601HIGW5KnYHPhdVHa0BqDtmrjGyZk3kt1ZT7lPhSm
        DwcfOJk80i8b1l3Qfc+9zGt8/Cl1AgMBAAECgYEAsEuwjPCa0n7PCzwLui3AyZc3
        dshrydil5UENDKx6ukXlM8hAZWoqPRFu4eKCdm7zuRvj+ByqBU9lQJMmHzoLAHkh
        qiYsgh6fPUI/hid11J9Wt3ZAYltCVMn1xdLFhgZJ7ZToKG0TuVm/zu51Vp2a0WOJ
        67EA7lo0jvBHOv2jhekCQQDz58lvfzaDm4vIycq99BAxR4TB+NnSLqqulg9J8aX0
        PZY/HBZwZXx5A0O08rOTBeWL1SBxNcmbaeA2TzyWy+Q7AkEA5t9iCj2dQsJ/XK8l
        5Fsw8VH6AaJlZTeBTVYgquljDw1YoZBGDV8ZI7tGn2zCCBUc/hDWvYPWJ1vO/ONA
        3pK+DwJATWJX9ckdyam7MuxbJ+Nck9YGF+jVayslOhkgJqzFo3U6yzElKWn5kQdp
        Hur18IqpZrErBuAy4902puSC67Eq6wJAb5dXbvW7FnKmVuk9mnPNY0cpXTLeaZ77
        e6L+pT2rqLHdvjHa+kmWACRcDWDnJDr4SYFgGjgoAdwpXyiEyVAKVwJBAJuAMoKt
        mCSAqrKfd9gYqVGaUo5LcDLFh1ngjsbrm1jH2Xcgr56u8iD5JXK/gZzq7bi3CcMo
        6pkG0pFZS1Cd1w8=
        -----END PRIVATE KEY-----
        """
}
