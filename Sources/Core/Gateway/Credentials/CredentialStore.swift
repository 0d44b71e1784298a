public import Essentials
import Foundation
import Synchronization

/// Finds secrets at the moment they are needed, so that a renewed key is used without a restart.
///
/// They are kept in memory for some seconds only, and never appear in an error or a description.
public final class CredentialStore: Sendable {
    private struct Kept {
        var text: String
        var until: ContinuousClock.Instant
    }

    private let environment: [String: String]
    private let readFile: @Sendable (String) throws -> String
    private let kept = Mutex<[String: Kept]>([:])
    private static let keptFor = Duration.seconds(5)

    public init(
        environment: [String: String],
        readFile: @escaping @Sendable (String) throws -> String = CredentialStore.contentsOfFile
    ) {
        self.environment = environment
        self.readFile = readFile
    }

    /// The text of a file, in UTF-8.
    public static let contentsOfFile: @Sendable (String) throws -> String = {
        try String(contentsOfFile: $0, encoding: .utf8)
    }

    /// - Throws: ``CredentialError`` naming the variable or the file that is missing or empty.
    public func credential(
        from source: CredentialSource, at now: ContinuousClock.Instant
    ) throws(CredentialError) -> Credential {
        switch source {
        case .environment(let name): return .key(try variable(name))
        case .file(let path): return .key(try contents(of: path, at: now))
        case .awsEnvironment:
            return .aws(
                accessKey: try variable("AWS_ACCESS_KEY_ID"), secret: try variable("AWS_SECRET_ACCESS_KEY"),
                sessionToken: environment["AWS_SESSION_TOKEN"].flatMap { $0.isEmpty ? nil : $0 })
        case .googleServiceAccount(let path): return .key(try contents(of: path, at: now))
        }
    }

    private func variable(_ name: String) throws(CredentialError) -> String {
        guard let value = environment[name]?.trimmingCharacters(in: .whitespacesAndNewlines), !value.isEmpty else {
            throw CredentialError(place: "environment variable \(name)")
        }
        return value
    }

    private func contents(of path: String, at now: ContinuousClock.Instant) throws(CredentialError) -> String {
        if let known = kept.withLock({ $0[path] }), known.until > now { return known.text }
        let text = (try? readFile(path))?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        guard !text.isEmpty else { throw CredentialError(place: "file \(path)") }
        kept.withLock { $0[path] = Kept(text: text, until: now + Self.keptFor) }
        return text
    }
}

extension CredentialStore: CustomReflectable {
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// A secret that is not where the configuration says.
public struct CredentialError: DescribedFailure, Hashable {
    /// "environment variable OPENAI_API_KEY", "file /run/secrets/key".
    public let place: String

    public var code: String { "credential.missing" }
    public var message: String { "There is no key in the \(place)." }
    public var remedy: String? { "Put it there, or change 'key' in the configuration." }
    public var category: FailureCategory { .usage }
}
