package import Foundation
package import HTTPMessages
import JSON
import Resilience

/// Keeps an access token fresh: says when to ask for a new one, and which one to use meanwhile.
///
/// It has no clock and no socket. Whoever drives it sends the requests that it asks for, one at a time, and tells it
/// what came back.
///
///     switch source.token(at: now) {
///     case .use(let token): …
///     case .useAndRefresh(let token, let request): …      // send `request` beside the call
///     case .refresh(let request): …                       // send `request` first
///     case .wait: …                                       // somebody else sends it: ask again when it is answered
///     case .rest(let until, let failure): …               // the last try failed just now
///     }
package struct AccessTokenSource: Sendable {
    package enum Decision: Hashable, Sendable {
        case use(Credential)
        case useAndRefresh(Credential, HTTPRequest)
        case refresh(HTTPRequest)
        case wait
        case rest(until: Date, UpstreamFailure)
    }

    private struct Token: Sendable {
        let text: String
        let expiry: Date
    }

    /// So long before its end a token is renewed.
    private static let head: TimeInterval = 300
    /// A token is not used any more so shortly before its end: the call has to get there.
    private static let margin: TimeInterval = 30
    /// The pause after a failed try, doubled with each further one.
    private static let firstPause: TimeInterval = 1
    private static let longestPause: TimeInterval = 60

    private let account: ServiceAccount
    private var token: Token?
    private var isRefreshing = false
    private var failures = 0
    private var lastFailure: (failure: UpstreamFailure, until: Date)?

    package init(_ account: ServiceAccount) {
        self.account = account
    }

    /// What to do for a call at `now`. After an answer with a request in it, the driver owes
    /// ``received(_:at:)`` or ``failed(_:at:)``.
    package mutating func token(at now: Date) -> Decision {
        let usable = token.flatMap { $0.expiry.timeIntervalSince(now) > Self.margin ? Credential.key($0.text) : nil }
        let isStale = token.map { $0.expiry.timeIntervalSince(now) <= Self.head } ?? true
        let rest = lastFailure.flatMap { $0.until > now ? $0 : nil }
        if isStale, !isRefreshing, rest == nil {
            isRefreshing = true
            let request = account.tokenRequest(at: now)
            return usable.map { .useAndRefresh($0, request) } ?? .refresh(request)
        }
        if let usable { return .use(usable) }
        if isRefreshing { return .wait }
        return rest.map { .rest(until: $0.until, $0.failure) } ?? .wait
    }

    /// Forgets the token: the provider refused it before its time.
    package mutating func invalidate() {
        token = nil
    }

    /// The answer to a request for a token.
    package mutating func received(_ response: HTTPResponse, at now: Date) {
        let json = try? JSONValue(parsing: response.body)
        guard (200..<300).contains(response.head.status), let text = json?["access_token"]?.string, !text.isEmpty else {
            return failed(Self.failure(response, json, at: now), at: now)
        }
        let seconds = json?["expires_in"]?.double ?? 0
        isRefreshing = false
        failures = 0
        lastFailure = nil
        token = Token(text: text, expiry: now.addingTimeInterval(min(max(seconds, 0), 86_400)))
    }

    /// A request for a token got no answer.
    package mutating func failed(_ failure: UpstreamFailure, at now: Date) {
        isRefreshing = false
        failures = min(failures + 1, 16)
        let pause = min(Self.firstPause * pow(2, Double(failures - 1)), Self.longestPause)
        let wait = failure.retryAfter.map { Double($0.components.seconds) } ?? pause
        lastFailure = (failure, now.addingTimeInterval(max(wait, pause)))
    }

    private static func failure(_ response: HTTPResponse, _ json: JSONValue?, at now: Date) -> UpstreamFailure {
        let status = response.head.status
        let code = json?["error"]?.string
        let words = json?["error_description"]?.string ?? "Google gave no access token (status \(status))."
        guard status >= 300 else {
            return UpstreamFailure(.malformed, status: status, code: code, message: String(words.prefix(2000)))
        }
        // "invalid_grant": the account or its key is gone, or the clock of this machine is wrong.
        let meaning = status == 400 ? FailureMeaning(.refused, blame: .credentials) : FailureMeaning(status: status)
        return UpstreamFailure(
            meaning.failureClass, blame: meaning.blame, status: status, code: code,
            message: String(words.prefix(2000)),
            retryAfter: RetryAfter.wait(secondsSince1970: now.timeIntervalSince1970) { response.head.headers[$0] })
    }
}
