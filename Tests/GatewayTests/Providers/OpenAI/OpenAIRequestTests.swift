import Gateway
import HTTPMessages
import JSON
import Testing

@Suite("Requests to OpenAI and its like")
struct OpenAIRequestTests {
    private let dialect = OpenAIDialect()

    private func target(_ base: String = "https://api.openai.com/v1", settings: [String: String] = [:]) throws
        -> CallTarget
    {
        try ProviderTrials.target(base, model: "gpt-5", settings: settings)
    }

    @Test("the body goes through with its unknown fields and order; only the model is replaced")
    func passThrough() throws {
        let request = ProviderTrials.chat(["top_quark": ["a": 1.50, "b": .null], "temperature": 0.70])
        let sent = try dialect.encode(request, for: target())
        #expect(sent.method == "POST")
        #expect(sent.origin.description == "https://api.openai.com")
        #expect(sent.target == "/v1/chat/completions")
        #expect(sent.headers["authorization"] == "Bearer sk-test-0123456789")
        #expect(
            String(decoding: sent.body, as: UTF8.self)
                == request.body.text.replacing(#""route""#, with: #""gpt-5""#))
    }

    @Test("streams ask for the usage, keeping the caller's other options, unless told not to")
    func usage() throws {
        let request = ProviderTrials.chat(["stream": true, "stream_options": ["include_obfuscation": false]])
        let body = try ProviderTrials.body(of: dialect.encode(request, for: target()))
        #expect(body["stream_options"] == ["include_obfuscation": false, "include_usage": true])
        let quiet = try dialect.encode(request, for: target(settings: ["stream_usage": "false"]))
        #expect(try ProviderTrials.body(of: quiet)["stream_options"] == ["include_obfuscation": false])
        let whole = try dialect.encode(ProviderTrials.chat(), for: target())
        #expect(try ProviderTrials.body(of: whole)["stream_options"] == nil)
    }

    @Test("every operation has its path below the base address")
    func paths() throws {
        for operation in ModelOperation.allCases {
            #expect(dialect.supports(operation))
            let file =
                operation == .transcription ? UploadedFile(name: "a.wav", mediaType: "audio/wav", bytes: [1]) : nil
            let request = ModelRequest(operation: operation, body: ["model": "m"], file: file)
            #expect(
                try dialect.encode(request, for: target("http://localhost:11434/v1/")).target == "/v1" + operation.path)
            #expect(try dialect.encode(request, for: target("http://localhost:8000")).target == operation.path)
        }
    }

    @Test("Azure gets its version and its key field, and the address's own query is kept")
    func azure() throws {
        let base = "https://x.openai.azure.com/openai/deployments/d?a=b"
        let sent = try dialect.encode(
            ProviderTrials.chat(), for: target(base, settings: ["api_version": "2025-04-01 preview"]))
        #expect(sent.target == "/openai/deployments/d/chat/completions?a=b&api-version=2025-04-01%20preview")
        #expect(sent.headers["api-key"] == "sk-test-0123456789")
        #expect(sent.headers["authorization"] == nil)
    }

    @Test("a server without a key gets none")
    func noKey() throws {
        let target = try ProviderTrials.target("http://localhost:1234/v1", model: "m", key: nil)
        #expect(try dialect.encode(ProviderTrials.chat(), for: target).headers["authorization"] == nil)
    }

    @Test("a transcription goes as a form with the file last")
    func transcription() throws {
        let file = UploadedFile(
            name: "talk.mp3", mediaType: "audio/mpeg", bytes: Array("--atelier-form-7f1d0c2b9e".utf8))
        let body: JSONValue = [
            "model": "route", "language": "de", "temperature": 0.2, "timestamp_granularities[]": ["word", "segment"],
            "stream": true, "prompt": .null,
        ]
        let sent = try dialect.encode(ModelRequest(operation: .transcription, body: body, file: file), for: target())
        let form = try MultipartForm(reading: sent.body, contentType: try #require(sent.headers["content-type"]))
        #expect(
            form.parts.map(\.name)
                == [
                    "model", "language", "temperature", "timestamp_granularities[]", "timestamp_granularities[]",
                    "stream",
                    "file",
                ])
        #expect(form["model"]?.text == "gpt-5")
        #expect(form["temperature"]?.text == "0.2")
        #expect(form["stream"]?.text == "true")
        #expect(
            form["file"] == FormPart(name: "file", fileName: "talk.mp3", mediaType: "audio/mpeg", bytes: file.bytes))
        #expect(throws: RequestProblem.self) {
            try dialect.encode(ModelRequest(operation: .transcription, body: body), for: target())
        }
    }

    @Test("chat goes on after a text only at servers that are told to know how")
    func continuation() throws {
        let request = ProviderTrials.chat()
        #expect(try dialect.continuation(of: request, after: "Once ", for: target()) == nil)
        let vllm = try target(settings: ["prefill": "true"])
        let continued = try #require(dialect.continuation(of: request, after: "Once ", for: vllm))
        #expect(continued.body["messages"]?[1] == ["role": "assistant", "content": "Once "])
        #expect(continued.body["continue_final_message"] == true)
        #expect(continued.body["add_generation_prompt"] == false)
        let again = try #require(dialect.continuation(of: continued, after: "upon", for: vllm))
        #expect(again.body["messages"]?.array?.count == 2)
        #expect(again.body["messages"]?[1]?["content"] == "Once upon")
        let prefix = try target(settings: ["prefill": "prefix"])
        #expect(dialect.continuation(of: request, after: "O", for: prefix)?.body["messages"]?[1]?["prefix"] == true)
        for fields: JSONObject in [["n": 2], ["response_format": ["type": "json_object"]]] {
            #expect(dialect.continuation(of: ProviderTrials.chat(fields), after: "O", for: vllm) == nil)
        }
    }

    @Test("a prompt goes on everywhere")
    func completionContinuation() throws {
        let request = ModelRequest(operation: .completion, body: ["model": "m", "prompt": "Once"])
        #expect(try dialect.continuation(of: request, after: " upon", for: target())?.body["prompt"] == "Once upon")
        let filling = ModelRequest(operation: .completion, body: ["model": "m", "prompt": "Once", "suffix": "end"])
        #expect(try dialect.continuation(of: filling, after: " upon", for: target()) == nil)
    }
}
