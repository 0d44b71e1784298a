import Foundation
import HTTPMessages
import Networking

/// The programs of a comparison: a mock provider, and what stands before it. They are stopped together.
final class GatewayField {
    private(set) var ways: [GatewayWay] = []
    private var processes: [Process] = []
    private let folder: URL

    init(_ place: Place, folder: URL) throws {
        self.folder = folder
        let (mock, ours, nginx, litellm) = (18_110, 18_111, 18_112, 18_113)
        let provider = try start(
            place.tool, ["mock-upstream", "--port", "\(mock)", "--log-capacity", "0", "--threads", "1"])
        ways.append(GatewayWay(name: "directly", port: mock, process: provider))
        let gateway = try start(
            place.tool, ["gateway", "serve", "--port", "\(ours)", "--config", try ownConfiguration(mock).path])
        ways.append(GatewayWay(name: "Atelier", port: ours, process: gateway))
        if FileManager.default.isExecutableFile(atPath: "/usr/sbin/nginx") {
            let process = try start("/usr/sbin/nginx", ["-c", try nginxConfiguration(nginx, mock).path])
            ways.append(GatewayWay(name: "nginx, proxy only", port: nginx, process: process))
        }
        if let program = ProcessInfo.processInfo.environment["LITELLM"] {
            let process = try start(
                program,
                ["--config", try liteLLMConfiguration(mock).path, "--port", "\(litellm)", "--host", "127.0.0.1"])
            ways.append(GatewayWay(name: "LiteLLM proxy", port: litellm, process: process, rate: 20))
        }
    }

    func stop() {
        for process in processes where process.isRunning { process.terminate() }
        for process in processes { process.waitUntilExit() }
    }

    private func start(_ program: String, _ arguments: [String]) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        // LiteLLM refuses to start without a master key otherwise.
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["LITELLM_DANGEROUSLY_PERMIT_WEAK_OR_UNSET_MASTER_KEY": "true"]) { $1 }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        processes.append(process)
        return process
    }

    /// The route looks into its cache, and never finds anything: every request of the load is a new one to it.
    private func ownConfiguration(_ mock: Int) throws -> URL {
        try file(
            "atelier.yaml",
            """
            pools:
              mock:
                provider: openai
                url: http://127.0.0.1:\(mock)/v1
                model: mock
                price: { input: 0.1, output: 0.4 }
            routes:
              mock: { pool: mock, cache: { exact: true, size: 8MB }, hedging: { budget: 3% } }
            """)
    }

    private func nginxConfiguration(_ port: Int, _ mock: Int) throws -> URL {
        let paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map { "\($0)_temp_path \(folder.path)/\($0);" }.joined(separator: " ")
        return try file(
            "nginx.conf",
            """
            worker_processes 2; daemon off; pid \(folder.path)/nginx.pid; error_log /dev/null;
            events { worker_connections 4096; }
            http { access_log off; keepalive_requests 100000000; \(paths)
              upstream mock { server 127.0.0.1:\(mock); keepalive 128; keepalive_requests 100000000; }
              server { listen 127.0.0.1:\(port); location / { proxy_pass http://mock; proxy_http_version 1.1;
                proxy_set_header Connection ""; proxy_buffering off; } } }
            """)
    }

    private func liteLLMConfiguration(_ mock: Int) throws -> URL {
        try file(
            "litellm.yaml",
            """
            model_list:
              - model_name: mock
                litellm_params: { model: openai/mock, api_base: "http://127.0.0.1:\(mock)/v1", api_key: none }
            litellm_settings: { telemetry: false }
            """)
    }

    private func file(_ name: String, _ text: String) throws -> URL {
        let file = folder.appending(path: name)
        try Data(text.utf8).write(to: file)
        return file
    }
}

/// One way to the provider.
struct GatewayWay {
    let name: String
    let port: Int
    let process: Process
    /// Requests a second of the steady load: fewer for what cannot bear more.
    var rate = 500

    private var origin: Origin { Origin(scheme: .http, host: "127.0.0.1", port: port) }

    /// A request like no other: a number that counts up is in it.
    func request(isStreaming: Bool = false) -> HTTPRequest {
        let body = """
            {"model":"mock","stream":\(isStreaming),"max_tokens":20,"user":"\(UInt64.random(in: 0...(.max)))",\
            "messages":[{"role":"system","content":"You are a helpful assistant."},\
            {"role":"user","content":"Describe this slide in one sentence, please."}]}
            """
        return HTTPRequest(
            origin: origin, target: "/v1/chat/completions", headers: ["Content-Type": "application/json"],
            body: Array(body.utf8))
    }

    func awaitReady(_ client: HTTPClient) async throws {
        for _ in 0..<300 {
            if let exchange = try? await client.send(request()), exchange.head.status == 200 {
                _ = try await exchange.collect(upTo: 1 << 20)
                return
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw BenchmarkError("\(name) does not answer")
    }

    /// Requests a second in a closed loop, by wrk.
    func throughput(connections: Int) throws -> Double {
        let script = """
            local n = 0
            request = function()
              n = n + 1
              return wrk.format("POST", "/v1/chat/completions", {["Content-Type"] = "application/json"},
                '{"model":"mock","max_tokens":20,"user":"' .. n .. '-\(UInt32.random(in: 0...(.max)))","messages":[' ..
                '{"role":"system","content":"You are a helpful assistant."},' ..
                '{"role":"user","content":"Describe this slide in one sentence, please."}]}')
            end
            """
        let file = FileManager.default.temporaryDirectory.appending(path: "wrk-\(UUID().uuidString).lua")
        try Data(script.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let finished = try runWell(
            "wrk", ["-t1", "-c\(connections)", "-d5s", "-s", file.path, "http://127.0.0.1:\(port)/v1/chat/completions"])
        try check(!finished.text.contains("Non-2xx"), "\(name) gave errors: \(finished.text)")
        let line = finished.text.split(separator: "\n").first { $0.hasPrefix("Requests/sec:") }
        return line.flatMap { Double($0.dropFirst(13).trimmingCharacters(in: .whitespaces)) } ?? 0
    }

    /// Of the process that was started; nothing for programs that work in children.
    var residentMegabytes: Double? {
        let path = "/proc/\(process.processIdentifier)/status"
        guard let text = try? String(contentsOfFile: path, encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS:") }),
            let kilobytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Double($0) })
        else { return nil }
        return kilobytes / 1024
    }
}
