import Essentials
public import HTTPMessages

/// Amazon Bedrock: every chat model by the Converse interface, embeddings of Titan and Cohere.
///
/// Credentials are an AWS access key (requests are signed, Signature Version 4) or a Bedrock API key (a bearer
/// token). Settings of an endpoint:
/// - "structured_output": how a JSON schema is enforced: "native" (Converse's `outputConfig`) or "tool" (the model is
///   made to call a tool with that schema). Without it: "tool" for Claude and Nova, "native" for others.
/// - "prefill": "true" or "false", whether the model may be given the beginning of its answer. Without it: true for
///   Claude before 4.6, which refuses it, and false for others.
///
/// Source: Amazon Bedrock API reference, `Converse`, `ConverseStream`, `InvokeModel`.
public struct BedrockDialect: Dialect {
    /// The provider's own address; "{region}" stands for the endpoint's region.
    public static let usualBase = "https://bedrock-runtime.{region}.amazonaws.com"

    /// For people.
    static let provider = "Amazon Bedrock"

    public let name = "bedrock"

    public init() {}

    public func supports(_ operation: ModelOperation) -> Bool {
        operation == .chat || operation == .completion || operation == .embeddings
    }

    public func encode(_ request: ModelRequest, for target: CallTarget) throws(RequestProblem) -> HTTPRequest {
        switch request.operation {
        case .chat: try chatRequest(request, for: target)
        case .completion: try chatRequest(CompletionsAsChat.chatRequest(for: request), for: target)
        case .embeddings: try embeddingsRequest(request, for: target)
        case .speech, .transcription:
            throw RequestProblem(
                code: "request.unsupported-operation",
                message: "\(Self.provider) has no '\(request.operation.path)' that this gateway knows.",
                remedy: "Send the request to a model of another provider.")
        }
    }

    public func decode(
        _ response: HTTPResponse, to request: ModelRequest, from target: CallTarget
    ) throws(UpstreamFailure) -> ModelAnswer {
        switch request.operation {
        case .embeddings: try embeddingsAnswer(response, to: request, from: target)
        case .completion: CompletionsAsChat.completion(of: try chatAnswer(response, to: request, from: target))
        default: try chatAnswer(response, to: request, from: target)
        }
    }

    public func streamDecoder(for request: ModelRequest, from target: CallTarget) -> any StreamDecoder {
        let chat = BedrockStreamDecoder(request: request, target: target)
        return request.operation == .completion ? CompletionStreamDecoder(chat) : chat
    }

    /// The request for a model, with the credential of the target on it.
    func request(
        _ action: String, accepting mediaType: String, body: [UInt8], for target: CallTarget
    ) throws(RequestProblem) -> HTTPRequest {
        let address = try target.address(of: "/model/\(PercentEncoding.encode(target.model))/\(action)")
        var request = HTTPRequest(
            origin: address.origin, target: address.target,
            headers: ["Content-Type": "application/json", "Accept": mediaType], body: body)
        switch target.credential {
        case nil: break
        case .key(let key): request.headers["Authorization"] = "Bearer \(key)"
        case .aws(let accessKey, let secret, let sessionToken):
            guard let region = target.region ?? Self.region(in: address.origin.host) else {
                throw CallTarget.noRegion(for: target.model)
            }
            let signer = SignatureV4(
                accessKey: accessKey, secret: secret, sessionToken: sessionToken, region: region, service: "bedrock")
            request = signer.sign(request, at: target.time).request
        }
        return request
    }

    /// The region in a host such as "bedrock-runtime.eu-west-1.amazonaws.com".
    private static func region(in host: String) -> String? {
        let labels = host.split(separator: ".")
        guard labels.count >= 4, labels[0].hasPrefix("bedrock-runtime") else { return nil }
        return String(labels[1])
    }
}
