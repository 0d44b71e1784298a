import Foundation
import HTTPMessages
import Networking
import Resilience
import Synchronization

/// Gets access tokens for Google service accounts, and keeps them fresh: one request at a time for each account,
/// whoever waits for it.
final class AccessTokens: Sendable {
    private let client: HTTPClient
    private let credentials: CredentialStore
    private let date: @Sendable () -> Date
    private let sources = Mutex<[String: AccessTokenSource]>([:])
    private let refreshes = SingleFlight<String, Bool>()

    private static let largestAnswer = 64 << 10
    /// For a token, however much time the call that needs it has.
    private static let longestCall = Duration.seconds(15)
    /// For a new token while the old one is good yet.
    private static let patience = Duration.seconds(2)

    init(client: HTTPClient, credentials: CredentialStore, date: @escaping @Sendable () -> Date) {
        self.client = client
        self.credentials = credentials
        self.date = date
    }

    /// - Parameter path: the JSON key file of the account.
    /// - Throws: ``UpstreamFailure`` of whoever gives tokens; ``CredentialError`` or ``ServiceAccountProblem`` when the
    ///   file is missing or not one; `CancellationError`.
    func token(forServiceAccount path: String, deadline: ContinuousClock.Instant) async throws -> Credential {
        while true {
            let (decision, before) = try decide(path)
            switch decision {
            case .use(let token): return token
            case .useAndRefresh(let token, let request):
                // It is good for some minutes yet, but whoever comes next should not have to wait.
                try await refresh(path, with: request, before: before, deadline: min(deadline, .now + Self.patience))
                return token
            case .refresh(let request):
                try await refresh(path, with: request, before: before, deadline: min(deadline, .now + Self.longestCall))
            case .wait: _ = try await refreshes.value(for: path) { true }
            case .rest(_, let failure): throw failure
            }
        }
    }

    /// What to do, and how things were before that was decided.
    private func decide(_ path: String) throws -> (AccessTokenSource.Decision, before: AccessTokenSource) {
        let now = date()
        let known: (AccessTokenSource.Decision, before: AccessTokenSource)? = sources.withLock { sources in
            guard let before = sources[path], let decision = sources[path]?.token(at: now) else { return nil }
            return (decision, before)
        }
        if let known { return known }
        guard case .key(let text) = try credentials.credential(from: .file(path), at: .now) else {
            throw CredentialError(place: "file \(path)")
        }
        let account = try ServiceAccount(keyFile: Array(text.utf8))
        return sources.withLock { sources in
            let before = sources[path] ?? AccessTokenSource(account)
            var source = before
            let decision = source.token(at: now)
            sources[path] = source
            return (decision, before)
        }
    }

    /// - Parameter before: what is put back when the call is given up, which says nothing about who gives tokens: the
    ///   next one who comes asks again.
    private func refresh(
        _ path: String, with request: HTTPRequest, before: AccessTokenSource, deadline: ContinuousClock.Instant
    ) async throws {
        do {
            _ = try await refreshes.value(for: path) { [self] in
                await ask(request, for: path, before: before, deadline: deadline)
                return true
            }
        } catch {
            sources.withLock { $0[path] = before }
            throw error
        }
    }

    private func ask(
        _ request: HTTPRequest, for path: String, before: AccessTokenSource, deadline: ContinuousClock.Instant
    ) async {
        do throws(TransportError) {
            let exchange = try await client.send(request, limits: CallLimits(deadline: deadline))
            let body = try await exchange.collect(upTo: Self.largestAnswer)
            let response = HTTPResponse(status: exchange.head.status, headers: exchange.head.headers, body: body)
            sources.withLock { $0[path]?.received(response, at: date()) }
        } catch {
            sources.withLock { sources in
                if error.kind == .cancelled {
                    sources[path] = before
                } else {
                    sources[path]?.failed(UpstreamFailure(error), at: date())
                }
            }
        }
    }
}
