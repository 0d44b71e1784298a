public import Foundation
public import Networking
public import Resilience

/// What a gateway needs of the world: the network, the clock, secrets, randomness. All of it is given, so that a
/// test can give something else.
public struct GatewayServices: Sendable {
    public var client: HTTPClient
    public var credentials: CredentialStore
    public var time: TimeSource
    /// The wall clock.
    public var date: @Sendable () -> Date
    public var randomness: Randomness
    /// Names calls; every value is a new one.
    public var identity: @Sendable () -> String
    public var observer: any GatewayObserver
    /// Who answers for the provider "local", the first that can.
    public var localModels: [any LocalModel]
    /// Where kept answers survive a restart; `nil`: in memory only.
    public var answerLog: AnswerLog?

    public init(
        client: HTTPClient, credentials: CredentialStore, time: TimeSource = .system,
        date: @escaping @Sendable () -> Date = { Date() }, randomness: Randomness = .system,
        identity: @escaping @Sendable () -> String = { CallName.random(from: .system) },
        observer: any GatewayObserver = GatewayObservers([]),
        localModels: [any LocalModel] = [ExtractiveWriter(), HashedEmbeddings()], answerLog: AnswerLog? = nil
    ) {
        self.client = client
        self.credentials = credentials
        self.time = time
        self.date = date
        self.randomness = randomness
        self.identity = identity
        self.observer = observer
        self.localModels = localModels
        self.answerLog = answerLog
    }
}
