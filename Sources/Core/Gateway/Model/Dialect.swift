public import Foundation
public import HTTPMessages

/// How one kind of provider is spoken to: pure translation between OpenAI's shape and the provider's own.
///
/// A dialect has no socket, clock or state: time and credentials come in with the target.
public protocol Dialect: Sendable {
    /// The name in configuration and reports, such as "openai" or "bedrock".
    var name: String { get }

    func supports(_ operation: ModelOperation) -> Bool

    /// The HTTP request that asks `request` of `target`.
    ///
    /// - Throws: ``RequestProblem`` when the provider has no way to express it, naming the field.
    func encode(_ request: ModelRequest, for target: CallTarget) throws(RequestProblem) -> HTTPRequest

    /// Reads a whole answer with a status of 200 to 299.
    ///
    /// - Throws: an ``UpstreamFailure`` (`malformed`) for what is not an answer: invalid or empty JSON, an answer
    ///   without choices; or the failure that the body tells of, since some providers report errors inside a 200.
    func decode(_ response: HTTPResponse, to request: ModelRequest, from target: CallTarget)
        throws(UpstreamFailure) -> ModelAnswer

    /// Reads a streamed answer with a status of 200 to 299.
    func streamDecoder(for request: ModelRequest, from target: CallTarget) -> any StreamDecoder

    /// What an answer with another status means.
    func failure(_ response: HTTPResponse, from target: CallTarget) -> UpstreamFailure

    /// The request that lets the model of `target` go on after `text`, which it (or another) has already said;
    /// `nil` where the provider or this model cannot be given the beginning of its answer.
    ///
    /// The answer to it begins where `text` ends: nothing of `text` is said again.
    func continuation(of request: ModelRequest, after text: String, for target: CallTarget) -> ModelRequest?

    /// The request that asks `target` for the models that it has; `nil` where the provider lists none in OpenAI's shape.
    func listing(of target: CallTarget) throws(RequestProblem) -> HTTPRequest?
}

extension Dialect {
    public func listing(of target: CallTarget) throws(RequestProblem) -> HTTPRequest? { nil }
}

/// Where and as whom a call is made.
public struct CallTarget: Hashable, Sendable {
    /// The endpoint's base address, such as `https://api.openai.com/v1`, without a slash at the end.
    public var base: HTTPAddress
    /// The model's name at the provider.
    public var model: String
    public var credential: Credential?
    /// Such as "us-central1"; `nil` where the provider has none.
    public var region: String?
    /// Settings of one provider only, by the names of the configuration: "project", "api_version", "voice".
    public var settings: [String: String]
    /// The wall clock: signatures contain it, and HTTP dates are compared with it.
    public var time: Date

    public init(
        base: HTTPAddress, model: String, credential: Credential? = nil, region: String? = nil,
        settings: [String: String] = [:], time: Date
    ) {
        self.base = base
        self.model = model
        self.credential = credential
        self.region = region
        self.settings = settings
        self.time = time
    }
}

/// What a provider knows a caller by. It never appears in a description.
public enum Credential: Hashable, Sendable {
    /// A key or token: each dialect knows the field that it goes into.
    case key(String)
    /// An AWS access key (Signature Version 4).
    case aws(accessKey: String, secret: String, sessionToken: String?)
}

extension Credential: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "<credential>" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
