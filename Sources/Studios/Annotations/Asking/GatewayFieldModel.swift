import Foundation
package import Gateway
import JSON

/// Asks through the gateway, each field on a route of its own.
package struct GatewayFieldModel: FieldModel {
    private let gateway: Gateway

    /// - Throws: ``AnnotationError`` `annotate.no-route` when a field has no route.
    package init(_ gateway: Gateway) throws {
        self.gateway = gateway
        let routes = gateway.configuration.routes.map(\.name)
        for field in SlideField.allCases where !routes.contains(field.route) && !routes.contains("*") {
            throw AnnotationError.noRoute(field)
        }
    }

    package func identity(for field: SlideField) -> String {
        guard let route = route(for: field) else { return field.route }
        let models = pools(of: route).flatMap { name, endpoints in
            endpoints.map { endpoints in endpoints.map { "\($0.provider):\($0.model)" } } ?? [name]
        }
        var seen: Set<String> = []
        return field.route + " " + models.filter { seen.insert($0).inserted }.joined(separator: ", ")
    }

    /// The family of all models that may answer for the field; the program's own writer reads no prompts.
    package func family(for field: SlideField) -> ModelFamily {
        guard let route = route(for: field) else { return .frontier }
        let endpoints = pools(of: route).flatMap { $0.endpoints ?? [] }.filter { $0.provider != Self.local }
        return ModelFamily(ofModels: endpoints.map(\.model))
    }

    private static let local = "local"

    private func route(for field: SlideField) -> RouteConfiguration? {
        let routes = gateway.configuration.routes
        return routes.first { $0.name == field.route } ?? routes.first { $0.name == "*" }
    }

    /// The pools that answer on a route, in the order in which they are asked; the endpoints are `nil` for one that is not
    /// configured, such as "local".
    private func pools(of route: RouteConfiguration) -> [(name: String, endpoints: [EndpointConfiguration]?)] {
        let pools = gateway.configuration.pools
        return (route.variants.map(\.pool) + route.fallbacks).map { name in
            (name, pools.first { $0.name == name }?.endpoints)
        }
    }

    // MARK: Asking

    package func ask(_ question: ModelQuestion) async throws -> ModelReply {
        do {
            return try await send(question)
        } catch let error as GatewayError where error.code == "answer.schema" && question.schema != nil {
            // The model cannot keep to a schema. What it says may be understood all the same: see ``FieldAnswer``.
            var free = question
            free.schema = nil
            var reply = try await send(free)
            // The gateway had asked twice before it gave up.
            reply.calls += 2
            return reply
        }
    }

    private func send(_ question: ModelQuestion) async throws -> ModelReply {
        let reply = try await gateway.answer(ModelRequest(operation: .chat, body: Self.body(question)))
        guard case .answer(let answer) = reply.content else {
            throw AnnotationError.unusableAnswer(question.field, "it has no text")
        }
        // A model that thinks until its limit is reached has no text at all.
        let text = answer.json?["choices"]?[0]?["message"]?["content"]?.string ?? ""
        return ModelReply(
            text: text, model: reply.report.model, isCut: answer.finish == .length,
            isLocal: reply.report.model.hasPrefix("local/"), cost: reply.report.cost, calls: reply.report.attempts)
    }

    /// The question in the shape of OpenAI's interface.
    static func body(_ question: ModelQuestion) -> JSONValue {
        var content: [JSONValue] = [["type": "text", "text": .string(question.material)]]
        if let picture = question.picture {
            let address = "data:image/jpeg;base64," + Data(picture).base64EncodedString()
            content.append(["type": "image_url", "image_url": ["url": .string(address)]])
        }
        var messages: [JSONValue] = [
            ["role": "system", "content": .string(question.instructions)],
            ["role": "user", "content": question.picture == nil ? .string(question.material) : .array(content)],
        ]
        if let repair = question.repair {
            let problems = repair.problems.map { "- \($0)" }.joined(separator: "\n")
            // Some providers refuse messages without a word.
            if !repair.answer.isEmpty { messages.append(["role": "assistant", "content": .string(repair.answer)]) }
            messages.append([
                "role": "user",
                "content": .string(
                    "Mend this and answer with the whole text again, in the same form, and nothing else:\n\(problems)"),
            ])
        }
        var body: JSONValue = ["model": .string(question.field.route), "messages": .array(messages)]
        if let schema = question.schema {
            body["response_format"] = [
                "type": "json_schema",
                "json_schema": ["name": .string(question.field.rawValue), "strict": true, "schema": schema],
            ]
        }
        return body
    }
}
