public import Gateway
import HTTPMessages
public import Resilience
import Synchronization

/// The keys, and what their holders use: asked at the door, and told of every call to an endpoint.
///
/// A key pays for all calls that are made on its behalf: retries, hedges and repairs included. Whoever shares another's
/// answer, or gets one from the cache, pays nothing.
public final class KeyAccounts: GatewayObserver {
    let time: TimeSource
    private let doorkeeper: Mutex<Doorkeeper>

    /// Who pays for the calls of a task. The tasks that work on its behalf inherit it, wherever in the gateway.
    @TaskLocal static var payer: Payer?

    /// One request of the holder of a key.
    final class Payer: Sendable {
        let key: String
        /// Tokens that were counted for it and of which it is not yet known whether they are used.
        fileprivate let estimate: Mutex<Double>

        fileprivate init(key: String, estimate: Double) {
            self.key = key
            self.estimate = Mutex(estimate)
        }

        fileprivate func takeEstimate() -> Double {
            estimate.withLock { estimate in
                defer { estimate = 0 }
                return estimate
            }
        }
    }

    public init(keys: [KeyConfiguration], time: TimeSource = .system) {
        self.time = time
        doorkeeper = Mutex(Doorkeeper(keys: keys))
    }

    func change(keys: [KeyConfiguration]) {
        doorkeeper.withLock { $0.change(keys: keys) }
    }

    func withDoorkeeper<Result>(_ body: (inout Doorkeeper) -> Result) -> Result {
        doorkeeper.withLock { body(&$0) }
    }

    /// Whose request it is; `nil` where no keys are configured.
    func key(of request: ReceivedRequest) throws(HTTPProblem) -> KeyConfiguration? {
        try doorkeeper.withLock { doorkeeper throws(HTTPProblem) in try doorkeeper.key(of: request) }
    }

    /// Lets the holder of the key in, or says why not.
    func admit(_ key: KeyConfiguration, asking request: ModelRequest) throws(HTTPProblem) -> Payer {
        let now = time.now()
        let estimate = try doorkeeper.withLock { doorkeeper throws(HTTPProblem) in
            try doorkeeper.charge(key, for: request, at: now)
        }
        return Payer(key: key.name, estimate: estimate)
    }

    /// The answer took no call: the tokens that were counted for it are given back.
    func release(_ payer: Payer) {
        let estimate = payer.takeEstimate()
        doorkeeper.withLock { $0.settle(payer.key, estimated: estimate, used: 0, dollars: 0, at: time.now()) }
    }

    public func attemptEnded(_ attempt: AttemptRecord) {
        guard let payer = Self.payer, let usage = attempt.usage else { return }
        let used = Double(usage.input) + Double(usage.output)
        let estimate = payer.takeEstimate()
        doorkeeper.withLock {
            $0.settle(payer.key, estimated: estimate, used: used, dollars: attempt.cost ?? 0, at: time.now())
        }
    }

    public func requestEnded(_ request: RequestRecord) {}
}
