import Gateway
import HTTPMessages
import JSON
import Resilience
import Telemetry

/// What the server tells about itself.
extension GatewayServer {
    func listModels(_ request: ReceivedRequest) async throws -> HTTPResponse {
        let key = try accounts.key(of: request)
        let models = try await gateway.models().filter { key?.opens(model: $0.name) ?? true }
        return HTTPResponse(status: 200, json: ["object": "list", "data": .array(models.map(Self.json))])
    }

    func showModel(_ name: String, _ request: ReceivedRequest) async throws -> HTTPResponse {
        let key = try accounts.key(of: request)
        guard key?.opens(model: name) ?? true, let model = try await gateway.models().first(where: { $0.name == name })
        else {
            throw HTTPProblem(
                status: 404, code: "model.unknown", message: "There is no route or model '\(name.prefix(100))'.",
                field: "model")
        }
        return HTTPResponse(status: 200, json: Self.json(model))
    }

    private static func json(_ model: ListedModel) -> JSONValue {
        [
            "id": .string(model.name), "object": "model", "created": JSONValue(model.created),
            "owned_by": .string(model.owner),
        ]
    }

    /// Every endpoint, and how it does. The status is 200 as long as one of them can be called.
    func regions(_ request: ReceivedRequest) throws(HTTPProblem) -> HTTPResponse {
        try admitOperator(request)
        let reports = gateway.endpointReports()
        let works = reports.contains { $0.status != .resting }
        return HTTPResponse(
            status: works || reports.isEmpty ? 200 : 503,
            json: ["status": works ? "ok" : "down", "endpoints": .array(reports.map(Self.json))])
    }

    private static func json(_ report: EndpointReport) -> JSONValue {
        var json: JSONValue = [
            "name": .string(report.name), "pool": .string(report.pool), "provider": .string(report.provider),
            "model": .string(report.model), "region": report.region.map { .string($0) } ?? .null,
            "status": .string(report.status.rawValue), "calls": JSONValue(report.counts.calls),
            "failures": JSONValue(report.counts.failures), "probes": JSONValue(report.counts.probes),
            "in_flight": JSONValue(report.gate.inFlight), "waiting": JSONValue(report.gate.waiting),
            "concurrency_limit": JSONValue(report.gate.limit),
        ]
        json["latency_ms"] = report.latency.map { JSONValue(($0 / .microseconds(1)).rounded() / 1000) }
        json["round_trip_ms"] = report.counts.roundTrip.map { JSONValue(($0 / .microseconds(1)).rounded() / 1000) }
        json["rests_for_s"] = report.restsFor.map { JSONValue(($0 / .milliseconds(100)).rounded(.up) / 10) }
        json["calls_per_second_limit"] = report.gate.learnedRate.map { JSONValue($0) }
        if let failure = report.counts.lastFailure {
            json["last_failure"] = [
                "class": .string(failure.failureClass.rawValue), "message": .string(failure.message),
                "status": failure.status.map { JSONValue($0) } ?? .null,
            ]
        }
        return json
    }

    func exposition(_ request: ReceivedRequest) throws(HTTPProblem) -> HTTPResponse {
        try admitOperator(request)
        metrics.set(Self.inProgress, to: Double(desk.underWay))
        for report in gateway.endpointReports() {
            metrics.set(Self.endpointUp, [report.name], to: report.status == .resting ? 0 : 1)
            metrics.set(Self.endpointInFlight, [report.name], to: Double(report.gate.inFlight))
            metrics.set(Self.endpointWaiting, [report.name], to: Double(report.gate.waiting))
        }
        for (route, statistics) in gateway.cacheStatistics {
            metrics.set(Self.cacheLookups, [route, "hit"], to: Double(statistics.hits))
            metrics.set(Self.cacheLookups, [route, "miss"], to: Double(statistics.misses))
        }
        for (route, statistics) in gateway.semanticStatistics { expose(statistics, of: route) }
        return HTTPResponse(
            status: 200, headers: ["Content-Type": "text/plain; version=0.0.4; charset=utf-8"],
            body: Array(metrics.exposition().utf8))
    }

    private static let inProgress = MetricDefinition(
        "atelier_gateway_requests_in_progress", help: "Requests that are being answered.", kind: .gauge)
    private static let endpointUp = MetricDefinition(
        "atelier_gateway_endpoint_up", help: "0 while calls are kept away from the endpoint.", kind: .gauge,
        labels: ["endpoint"])
    private static let endpointInFlight = MetricDefinition(
        "atelier_gateway_endpoint_in_flight", help: "Calls under way.", kind: .gauge, labels: ["endpoint"])
    private static let endpointWaiting = MetricDefinition(
        "atelier_gateway_endpoint_waiting", help: "Requests that wait for the endpoint's limits.", kind: .gauge,
        labels: ["endpoint"])
    private func expose(_ statistics: SemanticStatistics, of route: String) {
        metrics.set(Self.semanticLookups, [route, "hit"], to: Double(statistics.hits))
        metrics.set(Self.semanticLookups, [route, "miss"], to: Double(statistics.misses))
        metrics.set(Self.semanticWrongShare, [route, "estimate"], to: statistics.wrongShare)
        metrics.set(Self.semanticWrongShare, [route, "upper"], to: statistics.wrongShareUpper)
        for (bin, count) in statistics.similarities.enumerated() {
            metrics.set(Self.semanticSimilarities, [route, String(bin * 5)], to: Double(count))
        }
    }

    private static let semanticLookups = MetricDefinition(
        "atelier_gateway_semantic_lookups", help: "Lookups in the semantic cache since the start.", kind: .gauge,
        labels: ["route", "outcome"])
    private static let semanticWrongShare = MetricDefinition(
        "atelier_gateway_semantic_wrong_share",
        help: "The share of wrong hits of the semantic cache: as estimated, and the upper end of its 95 % interval.",
        kind: .gauge, labels: ["route", "bound"])
    private static let semanticSimilarities = MetricDefinition(
        "atelier_gateway_semantic_similarities",
        help: "The greatest similarity that lookups found, by the percentage that its step of 5 begins with.",
        kind: .gauge, labels: ["route", "percent"])
    private static let cacheLookups = MetricDefinition(
        "atelier_gateway_cache_lookups", help: "Lookups in the exact cache since the start.", kind: .gauge,
        labels: ["route", "outcome"])

    // MARK: Comparisons

    func experiments(_ request: ReceivedRequest) throws(HTTPProblem) -> HTTPResponse {
        try admitOperator(request)
        let routes = gateway.experiments().sorted { $0.key < $1.key }.map { name, records -> JSONValue in
            ["route": .string(name), "variants": .array(records.map(Self.json))]
        }
        return HTTPResponse(status: 200, json: ["routes": .array(routes)])
    }

    private static func json(_ record: VariantRecord) -> JSONValue {
        [
            "name": .string(record.variant.name), "pool": .string(record.variant.pool),
            "weight": JSONValue(record.variant.weight), "calls": JSONValue(record.calls),
            "failures": JSONValue(record.failures), "mean_latency_s": JSONValue(record.latency.mean),
            "mean_cost": JSONValue(record.cost.mean), "scores": JSONValue(record.score.count),
            "mean_score": record.score.count > 0 ? JSONValue(record.score.mean) : .null,
        ]
    }

    func score(_ request: ReceivedRequest) throws(HTTPProblem) -> HTTPResponse {
        _ = try accounts.key(of: request)
        guard let body = try? JSONValue(parsing: request.body), let id = body["id"]?.string,
            let value = body["score"]?.double, (0...1).contains(value)
        else {
            throw HTTPProblem(
                status: 400, code: "request.score",
                message: "A score is {\"id\": the x-request-id of the answer, \"score\": a number from 0 to 1}.")
        }
        guard gateway.score(id: id, value: value) else {
            throw HTTPProblem(
                status: 404, code: "score.unknown",
                message: "No variant is known to have answered '\(id.prefix(100))', or it was judged already.")
        }
        return HTTPResponse(status: 200, json: ["status": "ok"])
    }

    /// Reports are for operators, where there are keys at all.
    private func admitOperator(_ request: ReceivedRequest) throws(HTTPProblem) {
        guard let key = try accounts.key(of: request), !key.isOperator else { return }
        throw HTTPProblem(
            status: 403, code: "key.operator", message: "The key '\(key.name)' may not read reports.")
    }
}
