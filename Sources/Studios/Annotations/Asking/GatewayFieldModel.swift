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
        let configuration = gateway.configuration
        guard
            let route = configuration.routes.first(where: { $0.name == field.route })
                ?? configuration.routes.first(where: { $0.name == "*" })
        else { return field.route }
        let pools = route.variants.map(\.pool) + route.fallbacks
        let models = pools.flatMap { pool in
            configuration.pools.first { $0.name == pool }?.endpoints.map { "\($0.provider):\($0.model)" } ?? [pool]
        }
        var seen: Set<String> = []
        return field.route + " " + models.filter { seen.insert($0).inserted }.joined(separator: ", ")
    }

    package func ask(_ question: ModelQuestion) async throws -> ModelReply {
        let request = ModelRequest(operation: .chat, body: Self.body(question))
        let reply = try await gateway.answer(request)
        guard case .answer(let answer) = reply.content,
            let text = answer.json?["choices"]?[0]?["message"]?["content"]?.string
        else { throw AnnotationError.unusableAnswer(question.field, "it has no text") }
        guard answer.finish != .length else { throw AnnotationError.unusableAnswer(question.field, "it is cut off") }
        return ModelReply(
            text: text, model: reply.report.model, isLocal: reply.report.model.hasPrefix("local/"),
            cost: reply.report.cost, calls: reply.report.attempts)
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
            messages.append(["role": "assistant", "content": .string(repair.answer)])
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
