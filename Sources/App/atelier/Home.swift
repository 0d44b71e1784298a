import Caching
import Essentials
import Foundation

/// Where Atelier keeps its results, and how much: `ATELIER_HOME` and `ATELIER_CACHE_LIMIT`.
struct Home {
    let folder: URL
    let quota: Collector.Quota

    static let defaultFolder = URL.homeDirectory.appending(path: ".atelier")

    init(environment: [String: String] = ProcessInfo.processInfo.environment) throws {
        folder = environment["ATELIER_HOME"].flatMap { $0.isEmpty ? nil : URL(filePath: $0) } ?? Self.defaultFolder
        guard let limit = environment["ATELIER_CACHE_LIMIT"], !limit.isEmpty else {
            quota = Collector.Quota()
            return
        }
        guard let bytes = Self.bytes(limit), bytes >= 0 else { throw HomeError.limit(limit) }
        quota = Collector.Quota(bytes: bytes)
    }

    /// `500M`, `20G` or a plain number of bytes.
    static func bytes(_ text: String) -> Int? {
        let factors: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40]
        let digits = text.uppercased().hasSuffix("B") ? String(text.dropLast()) : text
        if let last = digits.last, let factor = factors[Character(last.uppercased())] {
            return Double(digits.dropLast()).flatMap { Int(exactly: ($0 * Double(factor)).rounded()) }
        }
        return Int(digits)
    }
}

struct HomeError: DescribedFailure {
    let code: String
    let message: String
    let remedy: String?
    let category = FailureCategory.usage

    static func limit(_ text: String) -> HomeError {
        HomeError(
            code: "home.limit", message: "ATELIER_CACHE_LIMIT is '\(text)', which is not a size.",
            remedy: "Use a number with K, M, G or T, such as 20G.")
    }
}
