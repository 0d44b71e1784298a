import Essentials
import Gateway
import HTTPMessages
import JSON

/// From HTTP to what the gateway understands.
enum RequestReading {
    static func request(_ operation: ModelOperation, from received: ReceivedRequest) throws(HTTPProblem) -> ModelRequest
    {
        if operation == .transcription { return try transcription(received) }
        guard !received.body.isEmpty else {
            throw HTTPProblem(status: 400, code: "request.empty", message: "The request has no body.")
        }
        let body: JSONValue
        do throws(JSONError) {
            body = try JSONValue(parsing: received.body)
        } catch {
            throw HTTPProblem(status: 400, code: "request.json", message: "The body is not JSON: \(error.message)")
        }
        guard body.object != nil else {
            throw HTTPProblem(status: 400, code: "request.json", message: "The body is JSON, but no object.")
        }
        return try checked(ModelRequest(operation: operation, body: body))
    }

    private static func transcription(_ received: ReceivedRequest) throws(HTTPProblem) -> ModelRequest {
        let form: MultipartForm
        do throws(MultipartProblem) {
            form = try MultipartForm(reading: received.body, contentType: received.headers["content-type"] ?? "")
        } catch {
            throw HTTPProblem(status: 400, code: error.code, message: error.description)
        }
        guard let file = form["file"], !file.bytes.isEmpty else {
            throw HTTPProblem(
                status: 400, code: "request.file", message: "The form has no file, or an empty one.", field: "file")
        }
        var fields: [String: [String]] = [:]
        var names: [String] = []
        for part in form.parts where part.name != "file" {
            guard let text = part.text else {
                throw HTTPProblem(
                    status: 400, code: "request.text", message: "The form field '\(part.name)' is not UTF-8.",
                    field: part.name)
            }
            if fields[part.name] == nil { names.append(part.name) }
            fields[part.name, default: []].append(text)
        }
        let members = names.map { ($0, value(of: $0, fields[$0] ?? [])) }
        let upload = UploadedFile(
            name: file.fileName ?? "audio", mediaType: file.mediaType ?? "application/octet-stream", bytes: file.bytes)
        return try checked(
            ModelRequest(operation: .transcription, body: .object(JSONObject(members)), file: upload))
    }

    /// A form has only texts: a name that ends in "[]" is a list, and "stream" is a flag.
    private static func value(of name: String, _ texts: [String]) -> JSONValue {
        if name.hasSuffix("[]") || texts.count > 1 { return .array(texts.map { .string($0) }) }
        let text = texts.first ?? ""
        guard name == "stream" else { return .string(text) }
        switch text.lowercased() {
        case "true", "1": return true
        case "false", "0": return false
        default: return .string(text)
        }
    }

    /// What every provider would refuse is refused here.
    private static func checked(_ request: ModelRequest) throws(HTTPProblem) -> ModelRequest {
        guard let model = request.body["model"], let name = model.string, !name.isEmpty else {
            throw HTTPProblem(
                status: 400, code: "model.missing", message: "'model' must name a route or a model.", field: "model")
        }
        let (needed, isThere) =
            switch request.operation {
            case .chat: ("messages", isList(request.body["messages"]))
            case .completion: ("prompt", isText(request.body["prompt"]) || isList(request.body["prompt"]))
            case .embeddings: ("input", isText(request.body["input"]) || isList(request.body["input"]))
            case .speech: ("input", isText(request.body["input"]))
            case .transcription: ("file", true)
            }
        guard isThere else {
            let form = request.operation == .chat ? "a list of messages" : "a text"
            throw HTTPProblem(
                status: 400, code: "request.\(needed)", message: "'\(needed)' must be \(form), and not empty.",
                field: needed)
        }
        return request
    }

    private static func isText(_ value: JSONValue?) -> Bool { value?.string.map { !$0.isEmpty } ?? false }

    private static func isList(_ value: JSONValue?) -> Bool { value?.array.map { !$0.isEmpty } ?? false }

    /// Who asks, by the key, and how, by the headers.
    static func caller(_ received: ReceivedRequest, key: KeyConfiguration?) throws(HTTPProblem) -> Caller {
        var caller = Caller(tenant: key?.tenant ?? "", priority: key?.priority ?? 5)
        if let control = received.headers["cache-control"]?.lowercased() {
            if control.contains("no-store") {
                caller.cachePolicy = .bypass
            } else if control.contains("no-cache") {
                caller.cachePolicy = .refresh
            }
        }
        if let text = received.headers["x-atelier-deadline"] {
            guard let seconds = Double(text), seconds > 0, seconds <= 86_400 else {
                throw HTTPProblem(
                    status: 400, code: "request.deadline",
                    message: "'x-atelier-deadline' must be a number of seconds up to 86400, not '\(text.prefix(40))'.")
            }
            caller.deadline = .seconds(seconds)
        }
        if let text = received.headers["x-atelier-priority"] {
            guard let priority = Int(text), (0...9).contains(priority) else {
                throw HTTPProblem(
                    status: 400, code: "request.priority",
                    message: "'x-atelier-priority' must be 0 (least) to 9, not '\(text.prefix(40))'.")
            }
            // A key's priority is the most that its holder may claim.
            caller.priority = min(priority, key?.priority ?? 9)
        }
        return caller
    }
}
