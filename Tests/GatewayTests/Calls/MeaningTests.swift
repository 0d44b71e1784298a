import JSON
import Testing

@testable import Gateway

@Suite("A question that means the same")
struct MeaningTests {
    @Test("is answered from the semantic cache once one of its kind was learnt, and never for another tenant or number")
    func meaning() async throws {
        try await withUpstream({ _ in .answer("A lighthouse on a cliff.") }) { upstream in
            var bench = try GatewayBench(.scripted(upstream))
            bench.routes[0].cache.semantic = SemanticCacheConfiguration(errorBound: 1, auditShare: 0)
            let gateway = try bench.gateway()
            let learning = Task { await gateway.learn() }
            defer { learning.cancel() }
            let text = "Please describe the old lighthouse that stands on the cliff above the harbour with 3 boats"
            let first = try await source(of: text, gateway)
            while gateway.semanticStatistics["task"]?.entries ?? 0 == 0 { await Task.yield() }
            #expect(first == .model)
            #expect(try await source(of: text + " please", gateway) == .semanticCache)
            #expect(try await source(of: text.replacing("3", with: "4"), gateway) == .model)
            #expect(try await source(of: text + " please", gateway, tenant: "other") == .model)
        }
    }

    private func source(of text: String, _ gateway: Gateway, tenant: String = "") async throws -> CallReport.Source {
        let body: JSONValue = ["model": "task", "messages": [["role": "user", "content": .string(text)]]]
        let request = ModelRequest(operation: .chat, body: body)
        return try await gateway.answer(request, for: Caller(tenant: tenant)).report.source
    }
}
