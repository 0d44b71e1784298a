public import HTTPMessages

/// Google Gemini, by the Gemini API (an API key) or by Vertex AI (an access token, a project and a region).
///
/// Both speak of the same contents in the same words; addresses and credentials differ. Settings of an endpoint:
/// - "project": Vertex AI only, required: the Google Cloud project.
/// - "api_version": Vertex AI only: "v1" unless said otherwise. A base address with a path has it there.
/// - "prefill": "false" for a model that does not go on from the beginning of its answer.
///
/// Tool calls carry Google's thought signatures as "extra_content", the way Google's own interface in OpenAI's shape
/// does; a caller that sends them back lets the model go on from its thoughts.
///
/// Source: Gemini API reference, `models.generateContent`; Vertex AI reference, `publishers.models`.
public struct GeminiDialect: Dialect {
    public enum Service: String, Hashable, Sendable {
        case gemini, vertex
    }

    /// The Gemini API's own address.
    public static let usualBase = "https://generativelanguage.googleapis.com/v1beta"
    /// Vertex AI's own address; "{region}" stands for the endpoint's region.
    public static let usualVertexBase = "https://{region}-aiplatform.googleapis.com"

    public let service: Service
    public var name: String { service.rawValue }

    public init(_ service: Service) {
        self.service = service
    }

    /// For people.
    var provider: String { service == .gemini ? "Google Gemini" : "Google Vertex AI" }

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
                message: "\(provider) has no '\(request.operation.path)' that this gateway knows.",
                remedy: "Send the request to a model of another provider.")
        }
    }

    public func decode(
        _ response: HTTPResponse, to request: ModelRequest, from target: CallTarget
    ) throws(UpstreamFailure) -> ModelAnswer {
        switch request.operation {
        case .embeddings: try embeddingsAnswer(response, to: request, from: target)
        case .completion: CompletionsAsChat.completion(of: try chatAnswer(response, from: target))
        default: try chatAnswer(response, from: target)
        }
    }

    public func streamDecoder(for request: ModelRequest, from target: CallTarget) -> any StreamDecoder {
        let chat = GeminiStreamDecoder(self, request: request, target: target)
        return request.operation == .completion ? CompletionStreamDecoder(chat) : chat
    }

    /// The request for a method of a model, such as "generateContent", with the credential of the target on it.
    func request(_ method: String, body: [UInt8], for target: CallTarget) throws(RequestProblem) -> HTTPRequest {
        let address = try target.address(of: "\(try path(of: target)):\(method)")
        var request = HTTPRequest(
            origin: address.origin, target: address.target, headers: ["Content-Type": "application/json"], body: body)
        if case .key(let key)? = target.credential {
            switch service {
            case .gemini: request.headers["x-goog-api-key"] = key
            case .vertex: request.headers["Authorization"] = "Bearer \(key)"
            }
        }
        return request
    }

    /// "/models/gemini-…", or the longer name that Vertex AI wants.
    private func path(of target: CallTarget) throws(RequestProblem) -> String {
        let model = PercentEncoding.encode(target.model, keeping: "/@")
        guard service == .vertex else { return model.contains("/") ? "/\(model)" : "/models/\(model)" }
        let version = target.base.path == "/" ? "/\(target.settings["api_version"] ?? "v1")" : ""
        if model.hasPrefix("projects/") { return "\(version)/\(model)" }
        guard let project = target.settings["project"], !project.isEmpty else {
            throw RequestProblem(
                code: "endpoint.no-project",
                message: "The endpoint of the model '\(target.model)' needs a Google Cloud project and has none.",
                remedy: "Set 'project' for that endpoint in the configuration.")
        }
        guard let region = target.region else { throw CallTarget.noRegion(for: target.model) }
        let place = "\(version)/projects/\(PercentEncoding.encode(project))/locations/\(PercentEncoding.encode(region))"
        return model.contains("/") ? "\(place)/\(model)" : "\(place)/publishers/google/models/\(model)"
    }
}
