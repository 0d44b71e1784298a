import HTTPMessages
import JSON
import Networking
import Resilience
import TestKit
import Testing

@testable import Gateway

@Suite("Who answers to a name")
struct RouteTableTests {
    private var configuration: GatewayConfiguration {
        GatewayConfiguration(
            pools: [
                PoolConfiguration(
                    name: "fast",
                    endpoints: [
                        EndpointConfiguration(name: "f1", provider: "openai", model: "small-1"),
                        EndpointConfiguration(name: "f2", provider: "openai", model: "small-2"),
                    ]),
                PoolConfiguration(
                    name: "deep", endpoints: [EndpointConfiguration(name: "d", provider: "openai", model: "large")]),
            ],
            routes: [RouteConfiguration(name: "task", variants: [RouteVariant(pool: "deep")])],
            aliases: ["gpt-4o": "task", "again": "gpt-4o", "large": "nowhere", "round": "circle", "circle": "round"])
    }

    @Test("is a route, a pool, a model, or what an alias stands for")
    func names() {
        let table = RouteTable(configuration)
        #expect(table.route(for: "task")?.variants.map(\.pool) == ["deep"])
        #expect(table.route(for: "fast")?.variants.map(\.pool) == ["fast"])
        #expect(table.route(for: "small-2")?.variants.map(\.pool) == ["fast"])
        #expect(table.route(for: "gpt-4o")?.name == "task")
        #expect(table.route(for: "again")?.name == "task")
        // An alias that leads nowhere does not hide what there is.
        #expect(table.route(for: "large")?.variants.map(\.pool) == ["deep"])
        #expect(table.route(for: "round") == nil && table.route(for: "unknown") == nil)
        #expect(table.names == ["again", "deep", "fast", "gpt-4o", "large", "small-1", "small-2", "task"])
    }

    @Test("is the open pool for every other name, which is passed on")
    func open() async throws {
        try await withUpstream({ .answer("well", model: $0.body["model"]?.string ?? "") }) { upstream in
            var bench = try GatewayBench(.scripted(upstream, model: "*"))
            bench.routes = []
            let gateway = try bench.gateway()
            #expect(try await gateway.ask(.chat(model: "whatever")).report.model == "whatever")
            #expect(gateway.modelNames == ["main"])
        }
    }

    @Test("is nobody: the caller is told what there is")
    func unknown() async throws {
        let gateway = try GatewayBench(.offline).gateway()
        let error = try await gateway.failure(.chat(model: "nothing"))
        #expect(error.status == 404 && error.code == "model.unknown")
        #expect(error.remedy?.contains("task") == true)
        var request = ModelRequest.chat()
        request.body["model"] = nil
        #expect(try await gateway.failure(request).code == "model.missing")
    }
}

@Suite("Variants of a route")
struct VariantTests {
    private func shares(_ chooser: inout VariantChooser, draws: Int = 5000) -> [Double] {
        var generator = SeededGenerator(seed: 7)
        var counts = Array(repeating: 0, count: chooser.records.count)
        for _ in 0..<draws { if let index = chooser.choose(using: &generator) { counts[index] += 1 } }
        return counts.map { Double($0) / Double(draws) }
    }

    @Test("share the traffic by their weights")
    func weights() {
        var chooser = VariantChooser(variants: [
            RouteVariant(pool: "a", weight: 9), RouteVariant(pool: "b", weight: 1), RouteVariant(pool: "c", weight: 0),
        ])
        let shares = shares(&chooser)
        #expect(abs(shares[0] - 0.9) < 0.02 && abs(shares[1] - 0.1) < 0.02 && shares[2] == 0)
        var none = VariantChooser(variants: [RouteVariant(pool: "a", weight: 0)])
        var generator = SeededGenerator(seed: 1)
        #expect(none.choose(using: &generator) == nil)
    }

    @Test("leave the traffic to the best when a bandit is on", arguments: BanditConfiguration.Goal.allCases)
    func bandit(goal: BanditConfiguration.Goal) {
        for seed in UInt64(0)..<4 {
            var generator = SeededGenerator(seed: seed)
            var chooser = VariantChooser(
                variants: [RouteVariant(pool: "good"), RouteVariant(pool: "bad")],
                bandit: BanditConfiguration(goal: goal, floor: 0.05))
            var last = 0
            for round in 0..<2000 {
                guard let index = chooser.choose(using: &generator) else { return }
                let isGood = index == 0
                let noise = Double.random(in: 0..<0.2, using: &generator)
                let failed = Double.random(in: 0..<1, using: &generator) < (isGood ? 0.02 : 0.3)
                chooser.record(
                    index, succeeded: !failed, latency: failed ? 0.001 : (isGood ? 0.5 : 1) + noise,
                    cost: failed ? 0 : isGood ? 0.01 : 0.02)
                if !failed { chooser.record(index, score: (isGood ? 0.7 : 0.4) + noise) }
                if round >= 1500, isGood { last += 1 }
            }
            #expect(last > 440, "\(goal) with seed \(seed): \(last) of 500")
            #expect(last < 500)
        }
    }

    @Test("are not judged by a failure that is quick and costs nothing", arguments: BanditConfiguration.Goal.allCases)
    func failingVariant(goal: BanditConfiguration.Goal) {
        var generator = SeededGenerator(seed: 3)
        var chooser = VariantChooser(
            variants: [RouteVariant(pool: "works"), RouteVariant(pool: "broken")],
            bandit: BanditConfiguration(goal: goal, floor: 0.05))
        var broken = 0
        for _ in 0..<1000 {
            guard let index = chooser.choose(using: &generator) else { return }
            if index == 1 { broken += 1 }
            chooser.record(index, succeeded: index == 0, latency: index == 0 ? 1 : 0.001, cost: index == 0 ? 0.01 : 0)
            if index == 0 { chooser.record(0, score: 0.5) }
        }
        #expect(broken < 120)
    }

    @Test("share by weight while nobody has judged them")
    func unjudged() {
        var chooser = VariantChooser(
            variants: [RouteVariant(pool: "a", weight: 3), RouteVariant(pool: "b", weight: 1)],
            bandit: BanditConfiguration(goal: .score))
        let shares = shares(&chooser)
        #expect(abs(shares[0] - 0.75) < 0.02)
    }

    @Test("are compared by what they did, and by the scores of callers")
    func scores() async throws {
        try await withUpstreams({ _ in .answer("from a") }, { _ in .answer("from b", model: "model-b") }) {
            one, other in
            var bench = try GatewayBench(.scripted(one))
            bench.addFallback("second", try .scripted(other, name: "two", model: "model-b"))
            bench.routes[0].fallbacks = []
            bench.routes[0].variants = [RouteVariant(pool: "main", weight: 3), RouteVariant(pool: "second")]
            let gateway = try bench.gateway()
            for _ in 0..<100 {
                let reply = try await gateway.ask()
                #expect(reply.report.variant == (reply.report.model == "model-a" ? "main" : "second"))
                #expect(gateway.score(id: reply.report.id, value: reply.report.variant == "main" ? 1 : 0.5))
                #expect(!gateway.score(id: reply.report.id, value: 1), "once")
            }
            #expect(!gateway.score(id: "nobody", value: 1))
            let records = try #require(gateway.experiments()["task"])
            #expect(records.map(\.calls).reduce(0, +) == 100)
            #expect((60...90).contains(records[0].calls))
            #expect(records[0].score.mean == 1 && records[1].score.mean == 0.5)

            // A change of the variants does not mix up who is judged.
            let reply = try await gateway.ask()
            bench.routes[0].variants.reverse()
            try gateway.reload(bench.configuration)
            #expect(gateway.score(id: reply.report.id, value: 0.25))
            let judged = try #require(gateway.experiments()["task"]?.first { $0.score.count == 1 })
            #expect(judged.variant.name == reply.report.variant)
        }
    }
}

@Suite("A changed configuration")
struct ReloadTests {
    @Test("drops no request, and what is not changed keeps what is known of it")
    func reload() async throws {
        let door = Door()
        try await withUpstreams(
            { _ in .status(500) }, { $0.number == 0 ? .answer("well") : .held(by: door, then: .answer("old")) }
        ) { bad, good in
            var bench = try GatewayBench(.scripted(bad), .scripted(good, name: "two"))
            let gateway = try bench.gateway()
            _ = try await gateway.ask()
            async let underWay = gateway.ask()
            await good.holds.wait(for: 1)
            let before = gateway.endpointReports()
            #expect(before[1].gate.inFlight == 1)

            // One more endpoint in front: the others keep their state, wherever they are now.
            let third = try EndpointConfiguration.scripted(good, name: "three")
            bench.pools[0].endpoints.insert(third, at: 0)
            try gateway.reload(bench.configuration)
            let after = gateway.endpointReports()
            #expect(after.map(\.name) == ["three", "one", "two"])
            #expect(after[1].counts == before[0].counts)
            #expect(after[2].counts == before[1].counts)
            #expect(after[2].gate.inFlight == 1)
            #expect(after[0].counts.calls == 0)

            // And one goes: the call that it has under way ends as it began.
            bench.pools[0].endpoints = [third]
            try gateway.reload(bench.configuration)
            good.change { _ in .answer("new") }
            #expect(try await gateway.ask().text == "new")
            door.open()
            #expect(try await underWay.text == "old")
        }
    }

    @Test("that cannot be run leaves the present one in use")
    func invalid() async throws {
        var bench = GatewayBench(.offline)
        let gateway = try bench.gateway()
        bench.routes[0].fallbacks = ["nowhere"]
        #expect(throws: ConfigurationProblem.self) { try gateway.reload(bench.configuration) }
        #expect(gateway.configuration.routes[0].fallbacks.isEmpty)
        #expect(try await gateway.ask(.chat("Still here.")).text == "Still here.")
        bench.routes[0].fallbacks = []
        bench.pools[0].endpoints.append(EndpointConfiguration(name: "x", provider: "nobody", model: "m"))
        #expect(throws: ConfigurationProblem.self) { try gateway.reload(bench.configuration) }
    }
}
