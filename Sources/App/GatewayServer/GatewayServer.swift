import Essentials
public import Gateway
public import HTTPMessages
import JSON
public import Networking
public import Resilience
public import Telemetry

/// The gateway as a server: any client of OpenAI's interface can use it as it is.
///
/// A request is one straight line: who asks, what is asked, the gateway's answer, written as it comes. It runs on the
/// event loop of its connection from beginning to end.
public final class GatewayServer: Sendable {
    let gateway: Gateway
    let metrics: MetricRegistry
    let accounts: KeyAccounts
    private let clock: TimeSource
    let desk: AdmissionDesk

    /// - Parameter accounts: knows the gateway's keys, and should observe the gateway: otherwise nobody pays.
    public init(gateway: Gateway, metrics: MetricRegistry, accounts: KeyAccounts, clock: TimeSource = .system) {
        self.gateway = gateway
        self.metrics = metrics
        self.accounts = accounts
        self.clock = clock
        desk = AdmissionDesk(places: gateway.configuration.server.maximumConcurrency)
    }

    /// Takes a changed configuration into use; see ``Gateway/reload(_:)``. Addresses, threads and the folder of
    /// answers stay as they are.
    ///
    /// - Returns: whether anything is new.
    @discardableResult
    public func reload(_ configuration: GatewayConfiguration) throws(ConfigurationProblem) -> Bool {
        let present = gateway.configuration
        var next = configuration
        next.server.host = present.server.host
        next.server.port = present.server.port
        next.server.threads = present.server.threads
        next.answerStore = present.answerStore
        guard next != present else { return false }
        try next.checkExposure()
        try gateway.reload(next)
        accounts.change(keys: next.keys)
        desk.change(places: next.server.maximumConcurrency)
        return true
    }

    /// Answers one HTTP request.
    public func handle(_ request: ReceivedRequest, _ writer: ResponseWriter) async {
        do {
            try await respond(to: request, writer)
        } catch let problem as HTTPProblem {
            try? await writer.send(problem.response)
        } catch is CancellationError {
            writer.close()
        } catch is NetworkingError {
            // The other side is gone, or the answer has begun and cannot be taken back.
            writer.close()
        } catch {
            do { try await writer.send(HTTPProblem.unexpected(error).response) } catch { writer.close() }
        }
    }

    private func respond(to request: ReceivedRequest, _ writer: ResponseWriter) async throws {
        switch Endpoint(method: request.method, path: request.path) {
        case .model(let operation): try await answer(operation, request, writer)
        case .models: try await writer.send(try await listModels(request))
        case .modelNamed(let name): try await writer.send(try await showModel(name, request))
        case .health: try await writer.send(HTTPResponse(status: 200, json: ["status": "ok"]))
        case .regions: try await writer.send(regions(request))
        case .metrics: try await writer.send(exposition(request))
        case .experiments: try await writer.send(experiments(request))
        case .score: try await writer.send(score(request))
        case .wrongMethod(let allowed): throw HTTPProblem.wrongMethod(request.method, allowed: allowed)
        case .unknown: throw HTTPProblem.unknownPath(request.path)
        }
    }

    // MARK: Models

    private func answer(
        _ operation: ModelOperation, _ received: ReceivedRequest, _ writer: ResponseWriter
    ) async throws {
        let key = try accounts.key(of: received)
        let request = try RequestReading.request(operation, from: received)
        let caller = try RequestReading.caller(received, key: key)
        try desk.enter(priority: caller.priority, at: clock.now())
        defer { desk.leave() }
        guard let key else { return try await answer(request, for: caller, payer: nil, writer) }
        let payer = try accounts.admit(key, asking: request)
        try await KeyAccounts.$payer.withValue(payer) {
            try await answer(request, for: caller, payer: payer, writer)
        }
    }

    private func answer(
        _ request: ModelRequest, for caller: Caller, payer: KeyAccounts.Payer?, _ writer: ResponseWriter
    ) async throws {
        do {
            let reply = try await gateway.answer(request, for: caller, executor: writer.executor)
            if let payer, reply.report.source != .model { accounts.release(payer) }
            switch reply.content {
            case .answer(let answer): try await writer.send(AnswerWriting.response(answer, reply.report))
            case .stream(let stream):
                try await write(stream, reply.report, in: StreamFraming(operation: request.operation), writer)
            }
        } catch let error as GatewayError {
            throw HTTPProblem(error)
        }
    }

    /// Writes a stream as it comes. What goes wrong in the middle is told as an event, and the end is left out:
    /// nobody can take it for a whole answer.
    private func write(
        _ stream: AnswerStream, _ report: CallReport, in framing: StreamFraming, _ writer: ResponseWriter
    ) async throws {
        defer { stream.abandon() }
        try await writer.begin(AnswerWriting.streamHead(report))
        var usage: TokenUsage?
        var hasContent = false
        do {
            while let chunk = try await stream.next() {
                usage = chunk.usage ?? usage
                try await writer.write(framing.event(chunk))
                // The first token goes out before the next ones, which may be there already, are read.
                if chunk.hasContent, !hasContent { writer.flush() }
                hasContent = hasContent || chunk.hasContent
            }
        } catch let error as GatewayError {
            try await writer.write(StreamFraming.event(HTTPProblem(error).body))
            return try await writer.finish()
        }
        let end = framing.end(usage: usage)
        if !end.isEmpty { try await writer.write(end) }
        try await writer.finish()
    }
}
