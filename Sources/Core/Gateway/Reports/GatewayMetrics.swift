import Resilience
import Synchronization
public import Telemetry

/// Writes what happens in a gateway into metrics.
public final class GatewayMetrics: GatewayObserver {
    private let registry: MetricRegistry
    /// What nearly every call and request changes, by its endpoint or route: looked up once instead of each time.
    private let usual = Mutex(Usual())

    private struct Usual {
        var endpoints: [String: EndpointSeries] = [:]
        var routes: [String: RouteSeries] = [:]
    }

    public init(_ registry: MetricRegistry) {
        self.registry = registry
    }

    public func attemptEnded(_ attempt: AttemptRecord) {
        if attempt.isHedge { registry.add(to: Self.hedges, [attempt.endpoint]) }
        if let failure = attempt.failure { return registry.add(to: Self.calls, [attempt.endpoint, failure.rawValue]) }
        let series = series(of: attempt.endpoint)
        series.successes.add()
        series.seconds.observe(attempt.latency / .seconds(1))
        if let first = attempt.firstToken { series.firstTokenSeconds.observe(first / .seconds(1)) }
        if let usage = attempt.usage {
            series.input.add(Double(usage.input))
            series.output.add(Double(usage.output))
        }
        if let cost = attempt.cost { series.dollars.add(cost) }
    }

    public func requestEnded(_ request: RequestRecord) {
        let series = series(ofRoute: request.route)
        if request.errorCode == nil, request.source == .model {
            series.answered.add()
        } else {
            let outcome = request.errorCode ?? request.source?.rawValue ?? "success"
            registry.add(to: Self.requests, [request.route, outcome])
        }
        series.seconds.observe(request.latency / .seconds(1))
        if request.isFallback { registry.add(to: Self.fallbacks, [request.route]) }
        guard request.savedSeconds > 0 else { return }
        registry.add(request.savedSeconds, to: Self.savedSeconds, [request.route])
        registry.add(request.savedCost, to: Self.savedDollars, [request.route])
    }

    private func series(of endpoint: String) -> EndpointSeries {
        usual.withLock { usual in
            if let known = usual.endpoints[endpoint] { return known }
            let series = EndpointSeries(endpoint, in: registry)
            usual.endpoints[endpoint] = series
            return series
        }
    }

    private func series(ofRoute route: String) -> RouteSeries {
        usual.withLock { usual in
            if let known = usual.routes[route] { return known }
            let series = RouteSeries(route, in: registry)
            usual.routes[route] = series
            return series
        }
    }
}

/// What a successful call changes.
private final class EndpointSeries: Sendable {
    let successes, seconds, firstTokenSeconds, input, output, dollars: MetricSeries

    init(_ endpoint: String, in registry: MetricRegistry) {
        successes = registry.series(of: GatewayMetrics.calls, [endpoint, "success"])
        seconds = registry.series(of: GatewayMetrics.callSeconds, [endpoint])
        firstTokenSeconds = registry.series(of: GatewayMetrics.firstTokenSeconds, [endpoint])
        input = registry.series(of: GatewayMetrics.tokens, [endpoint, "input"])
        output = registry.series(of: GatewayMetrics.tokens, [endpoint, "output"])
        dollars = registry.series(of: GatewayMetrics.dollars, [endpoint])
    }
}

/// What a request that a model answers changes.
private final class RouteSeries: Sendable {
    let answered, seconds: MetricSeries

    init(_ route: String, in registry: MetricRegistry) {
        answered = registry.series(of: GatewayMetrics.requests, [route, CallReport.Source.model.rawValue])
        seconds = registry.series(of: GatewayMetrics.requestSeconds, [route])
    }
}

extension GatewayMetrics {
    private static let seconds = MetricDefinition.Kind.histogram(bounds: MetricDefinition.secondsBounds)

    static let calls = MetricDefinition(
        "atelier_gateway_calls_total", help: "Calls to endpoints, by how they ended.", kind: .counter,
        labels: ["endpoint", "outcome"])
    static let hedges = MetricDefinition(
        "atelier_gateway_hedges_total", help: "Second calls made because the first was slow.", kind: .counter,
        labels: ["endpoint"])
    static let callSeconds = MetricDefinition(
        "atelier_gateway_call_seconds", help: "Time until an endpoint's whole answer.", kind: seconds,
        labels: ["endpoint"])
    static let firstTokenSeconds = MetricDefinition(
        "atelier_gateway_first_token_seconds", help: "Time until the first content of a stream.", kind: seconds,
        labels: ["endpoint"])
    static let tokens = MetricDefinition(
        "atelier_gateway_tokens_total", help: "Tokens, as endpoints count them.", kind: .counter,
        labels: ["endpoint", "direction"])
    static let dollars = MetricDefinition(
        "atelier_gateway_cost_dollars_total", help: "Cost of calls by the configured prices, in US dollars.",
        kind: .counter, labels: ["endpoint"])
    static let requests = MetricDefinition(
        "atelier_gateway_requests_total", help: "Requests of callers, by where the answer came from or the error.",
        kind: .counter, labels: ["route", "outcome"])
    static let requestSeconds = MetricDefinition(
        "atelier_gateway_request_seconds", help: "Time until a caller's whole answer.", kind: seconds,
        labels: ["route"])
    static let fallbacks = MetricDefinition(
        "atelier_gateway_fallbacks_total", help: "Requests that a fallback answered.", kind: .counter,
        labels: ["route"])
    static let savedSeconds = MetricDefinition(
        "atelier_gateway_cache_saved_seconds_total", help: "Seconds of model calls that caches spared.",
        kind: .counter, labels: ["route"])
    static let savedDollars = MetricDefinition(
        "atelier_gateway_cache_saved_dollars_total", help: "US dollars that caches spared.", kind: .counter,
        labels: ["route"])
}
