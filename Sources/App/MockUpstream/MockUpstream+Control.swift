import Essentials
import HTTPMessages
import JSON
import Networking

/// The mock's own interface, beside the provider's: never delayed, never failing, not in the log.
extension MockUpstream {
    func control(_ request: ReceivedRequest, _ writer: ResponseWriter) async {
        let response: HTTPResponse
        switch (request.method, request.path) {
        case ("GET", "/mock/scenario"): response = Self.json(200, scenario.json())
        case ("PUT", "/mock/scenario"): response = change(request.body)
        case ("GET", "/mock/log"): response = Self.json(200, log.json().serialized())
        case ("DELETE", "/mock/log"):
            log.clear()
            response = HTTPResponse(status: 204)
        default:
            response = Self.problem(404, "The mock has PUT and GET /mock/scenario, GET and DELETE /mock/log.")
        }
        try? await writer.send(response)
    }

    private func change(_ body: [UInt8]) -> HTTPResponse {
        do throws(ScenarioProblem) {
            set(try Scenario(reading: String(decoding: body, as: UTF8.self)))
            return HTTPResponse(status: 204)
        } catch {
            return Self.problem(400, error.description)
        }
    }

    private static func problem(_ status: Int, _ words: String) -> HTTPResponse {
        json(status, JSONValue.object(["error": .string(words)]).serialized())
    }

    private static func json(_ status: Int, _ body: [UInt8]) -> HTTPResponse {
        HTTPResponse(status: status, headers: ["Content-Type": "application/json"], body: body)
    }
}
