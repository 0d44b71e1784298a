import Gateway
import HTTPMessages
import JSON
import NIOPosix
import Networking
import Synchronization
import Testing

@testable import Annotations

/// A provider of OpenAI's form on a port of this machine, before a gateway of this process.
struct FieldUpstream: Sendable {
    struct Answer: Sendable {
        /// `nil`: the message has no content.
        var text: String?
        var finish = "stop"
    }

    let model: GatewayFieldModel
    private let asked: AskedBodies

    var bodies: [JSONValue] { asked.all }

    private final class AskedBodies: Sendable {
        private let list = Mutex<[JSONValue]>([])
        var all: [JSONValue] { list.withLock { $0 } }

        /// - Returns: how many there were before.
        func add(_ body: JSONValue) -> Int {
            list.withLock { list in
                list.append(body)
                return list.count - 1
            }
        }
    }

    /// - Parameter answer: by the number of the call, from 0.
    static func run(
        _ answer: @escaping @Sendable (Int) -> Answer, _ body: @Sendable (FieldUpstream) async throws -> Void
    ) async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let server = HTTPServer(configuration: HTTPServer.Configuration(), group: group)
        let client = HTTPClient(group: group)
        let asked = AskedBodies()
        let (ports, told) = AsyncStream<Int>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                try await server.run(
                    onListening: { told.yield($0) },
                    handler: { request, writer in
                        let number = asked.add((try? JSONValue(parsing: request.body)) ?? .null)
                        try? await writer.send(response(answer(number)))
                    })
            }
            defer { tasks.cancelAll() }
            var iterator = ports.makeAsyncIterator()
            let port = try #require(await iterator.next())
            let gateway = try gateway(port: port, client: client)
            try await body(FieldUpstream(model: GatewayFieldModel(gateway), asked: asked))
        }
        await client.shutdown()
    }

    private static func gateway(port: Int, client: HTTPClient) throws -> Gateway {
        let endpoint = EndpointConfiguration(
            name: "here", provider: "openai", base: HTTPAddress("http://127.0.0.1:\(port)/v1"), model: "llama3.2:3b")
        let configuration = GatewayConfiguration(
            pools: [PoolConfiguration(name: "main", endpoints: [endpoint])],
            routes: SlideField.allCases.map {
                RouteConfiguration(name: $0.route, variants: [RouteVariant(pool: "main")])
            })
        return try Gateway(
            configuration,
            services: GatewayServices(client: client, credentials: CredentialStore(environment: [:])))
    }

    private static func response(_ answer: Answer) -> HTTPResponse {
        let json: JSONValue = [
            "id": "answer", "object": "chat.completion", "created": 1, "model": "llama3.2:3b",
            "choices": [
                [
                    "index": 0, "finish_reason": .string(answer.finish),
                    "message": ["role": "assistant", "content": answer.text.map(JSONValue.string) ?? .null],
                ]
            ], "usage": ["prompt_tokens": 10, "completion_tokens": 4, "total_tokens": 14],
        ]
        return HTTPResponse(status: 200, headers: ["Content-Type": "application/json"], body: json.serialized())
    }
}
