import Gateway
import JSON
import NIOPosix
import Networking
import Testing

@testable import Annotations

@Suite("A model behind the gateway")
struct GatewayFieldModelTests {
    private func question(_ field: SlideField, repair: ModelQuestion.Repair? = nil) -> ModelQuestion {
        ModelQuestion(
            field: field, instructions: "Write.", material: "Title: Lenses", schema: FieldAnswer.schema(for: field),
            repair: repair)
    }

    @Test("that reached its limit gives what it wrote, and says that it is cut")
    func cut() async throws {
        try await FieldUpstream.run({ _ in FieldUpstream.Answer(text: "You see", finish: "length") }) { upstream in
            let reply = try await upstream.model.ask(question(.script))
            #expect(reply.isCut && reply.text == "You see" && !reply.isLocal)
        }
    }

    @Test("that thought until its limit has no text, and is cut as well")
    func thoughts() async throws {
        try await FieldUpstream.run({ _ in FieldUpstream.Answer(text: nil, finish: "length") }) { upstream in
            let reply = try await upstream.model.ask(question(.altText))
            #expect(reply.isCut && reply.text.isEmpty)
            // There is nothing to show it of what it said.
            _ = try await upstream.model.ask(question(.script, repair: .init(answer: "", problems: ["Be shorter."])))
            let messages = try #require(upstream.bodies.last?["messages"]?.array)
            #expect(messages.map { $0["role"]?.string } == ["system", "user", "user"])
        }
    }

    @Test("that is not cut says so, and is shown its answer when it is to mend it")
    func whole() async throws {
        try await FieldUpstream.run({ _ in FieldUpstream.Answer(text: "You see a lens.") }) { upstream in
            let reply = try await upstream.model.ask(
                question(.script, repair: .init(answer: "Today we", problems: ["No lead-in."])))
            #expect(!reply.isCut && reply.text == "You see a lens." && reply.calls == 1)
            let messages = try #require(upstream.bodies.last?["messages"]?.array)
            #expect(messages.map { $0["role"]?.string } == ["system", "user", "assistant", "user"])
            #expect(messages[2]["content"]?.string == "Today we")
            #expect(messages[3]["content"]?.string?.contains("- No lead-in.") == true)
        }
    }

    @Test("that cannot keep to a schema is asked without one, and understood")
    func schemaless() async throws {
        let wrapped = "Here is the JSON:\n```json\n{\"references\": []}\n```"
        try await FieldUpstream.run({ _ in FieldUpstream.Answer(text: wrapped) }) { upstream in
            let reply = try await upstream.model.ask(question(.references))
            #expect(try FieldAnswer.value(of: reply.text, for: .references, names: [:]) == .references([]))
            // With the schema, its repair by the gateway, and without.
            #expect(upstream.bodies.map { $0["response_format"] != nil } == [true, true, false])
            #expect(reply.calls == 3)
        }
    }

    // MARK: Families

    private func model(_ models: [String], fallbacks: [String] = []) throws -> GatewayFieldModel {
        var pools = models.enumerated().map { index, name in
            PoolConfiguration(
                name: "pool\(index)",
                endpoints: [EndpointConfiguration(name: "e\(index)", provider: "openai", model: name)])
        }
        pools.append(
            PoolConfiguration(
                name: "own", endpoints: [EndpointConfiguration(name: "own", provider: "local", model: "local")]))
        let usual = RouteConfiguration(
            name: "*", variants: [RouteVariant(pool: "pool0")],
            fallbacks: models.indices.dropFirst().map { "pool\($0)" } + fallbacks)
        let script = RouteConfiguration(name: SlideField.script.route, variants: [RouteVariant(pool: "pool0")])
        let configuration = GatewayConfiguration(pools: pools, routes: [usual, script])
        let client = HTTPClient(group: MultiThreadedEventLoopGroup.singleton)
        let services = GatewayServices(client: client, credentials: CredentialStore(environment: [:]))
        return try GatewayFieldModel(Gateway(configuration, services: services))
    }

    @Test("is of the family of all models that its route may ask, whatever the program itself writes")
    func families() throws {
        #expect(try model(["meta-llama/Llama-3.1-8B-Instruct"]).family(for: .altText) == .openWeight)
        #expect(try model(["llama3.2:3b", "qwen2.5:7b"], fallbacks: ["own"]).family(for: .altText) == .openWeight)
        #expect(try model(["llama3.2:3b", "gpt-4.1"]).family(for: .altText) == .frontier)
        // The route of the field asks the first only.
        #expect(try model(["llama3.2:3b", "gpt-4.1"]).family(for: .script) == .openWeight)
        #expect(try model(["gpt-4.1"], fallbacks: ["own"]).family(for: .altText) == .frontier)
    }

    @Test("is told apart by its route and its models, in their order, each once")
    func identity() throws {
        let several = try model(["llama3.2:3b", "gpt-4.1", "llama3.2:3b"], fallbacks: ["own"])
        #expect(
            several.identity(for: .altText) == "slides.alt-text openai:llama3.2:3b, openai:gpt-4.1, local:local")
        #expect(several.identity(for: .script) == "slides.script openai:llama3.2:3b")
    }
}
