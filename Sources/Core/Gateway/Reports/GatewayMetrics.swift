import Resilience
public import Telemetry

/// Writes what happens in a gateway into metrics.
public struct GatewayMetrics: GatewayObserver {
    private let registry: MetricRegistry

    public init(_ registry: MetricRegistry) {
        self.registry = registry
    }

    public func attemptEnded(_ attempt: AttemptRecord) {
        let outcome = attempt.failure?.rawValue ?? "success"
        registry.add(to: Self.calls, [attempt.endpoint, outcome])
        if attempt.isHedge { registry.add(to: Self.hedges, [attempt.endpoint]) }
        guard attempt.failure == nil else { return }
        registry.observe(attempt.latency / .seconds(1), in: Self.callSeconds, [attempt.endpoint])
        if let first = attempt.firstToken {
            registry.observe(first / .seconds(1), in: Self.firstTokenSeconds, [attempt.endpoint])
        }
        if let usage = attempt.usage {
            registry.add(Double(usage.input), to: Self.tokens, [attempt.endpoint, "input"])
            registry.add(Double(usage.output), to: Self.tokens, [attempt.endpoint, "output"])
        }
        if let cost = attempt.cost { registry.add(cost, to: Self.dollars, [attempt.endpoint]) }
    }

    public func requestEnded(_ request: RequestRecord) {
        let outcome = request.errorCode ?? request.source?.rawValue ?? "success"
        registry.add(to: Self.requests, [request.route, outcome])
        registry.observe(request.latency / .seconds(1), in: Self.requestSeconds, [request.route])
        if request.isFallback { registry.add(to: Self.fallbacks, [request.route]) }
        guard request.savedSeconds > 0 else { return }
        registry.add(request.savedSeconds, to: Self.savedSeconds, [request.route])
        registry.add(request.savedCost, to: Self.savedDollars, [request.route])
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
