import Dispatch
import Essentials
import Foundation
import JSON
import Resilience

/// What keys have spent, in a small file, so that a restart is no new budget.
///
/// The file is replaced as a whole, every few seconds while something changes, and at the end. One gateway at a time
/// may use it. What the last seconds before a crash cost is not in it.
struct SpendingBook: Sendable {
    let file: URL
    let accounts: KeyAccounts
    /// The wall clock: a period goes on while no gateway runs.
    var date: @Sendable () -> Date = { Date() }

    static let pause = Duration.seconds(5)

    /// Takes up what an earlier run has written down.
    ///
    /// - Throws: ``SpendingBookError`` when there is a file that cannot be read.
    func open() async throws {
        let file = file
        let text = try await Self.besides { () -> [UInt8]? in
            guard FileManager.default.fileExists(atPath: file.path) else { return nil }
            return Array((try? Data(contentsOf: file)) ?? Data())
        }
        guard let text else { return }
        guard let members = (try? JSONValue(parsing: text))?["keys"]?.object else {
            throw SpendingBookError(path: file.path)
        }
        let (now, time) = (accounts.time.now(), date())
        accounts.withDoorkeeper { doorkeeper in
            for (name, record) in members {
                guard let spent = record["spent"]?.double, spent.isFinite, spent >= 0,
                    let end = record["period_end"]?.double, end.isFinite
                else { continue }
                // Bounded, since a file may say anything.
                let left = min(end - time.timeIntervalSince1970, 366 * 86_400)
                guard left > 0 else { continue }
                doorkeeper.accounts[name]?.spent = spent
                doorkeeper.accounts[name]?.periodEnd = now + .seconds(left)
            }
        }
    }

    /// Writes until the task is cancelled, and once more then.
    func run(log: @Sendable (String) -> Void) async {
        var written: JSONValue?
        var isToldOf = false
        while true {
            let isOver = (try? await accounts.time.sleep(accounts.time.now() + Self.pause)) == nil
            let present = entries()
            if present != written ?? .object([:]) {
                do {
                    try await write(present)
                    written = present
                    isToldOf = false
                } catch {
                    if !isToldOf { log("\(file.path) cannot be written: budgets will begin anew after a restart.") }
                    isToldOf = true
                }
            }
            if isOver { return }
        }
    }

    private func entries() -> JSONValue {
        let (now, time) = (accounts.time.now(), date())
        let entries = accounts.withDoorkeeper { doorkeeper in
            doorkeeper.accounts.compactMap { name, account -> (String, JSONValue)? in
                guard let end = account.periodEnd, end > now else { return nil }
                let seconds = (time.timeIntervalSince1970 + now.duration(to: end) / .seconds(1)).rounded()
                return (name, ["spent": JSONValue(account.spent), "period_end": JSONValue(seconds)])
            }
        }
        return .object(JSONObject(entries.sorted { $0.0 < $1.0 }))
    }

    private func write(_ entries: JSONValue) async throws {
        let bytes = JSONValue.object(["keys": entries]).serialized()
        let file = file
        try await Self.besides {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file, options: .atomic)
        }
    }
}

extension SpendingBook {
    /// Files may be on a slow disk, so nobody waits for them on a thread of tasks. Unlike other work this is done even
    /// when the task is cancelled: the last thing that a gateway does is to write.
    private static func besides<Result: Sendable>(
        _ work: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global(qos: .utility).async { continuation.resume(with: Swift.Result { try work() }) }
        }
    }
}

struct SpendingBookError: DescribedFailure {
    let path: String

    var code: String { "spending.unreadable" }
    var message: String { "\(path) cannot be read, so it is not known what keys have spent." }
    var remedy: String? { "Repair it, or delete it to let all budgets begin anew." }
    var category: FailureCategory { .failed }
}
