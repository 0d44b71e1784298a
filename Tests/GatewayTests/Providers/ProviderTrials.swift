import Foundation
import Gateway
import HTTPMessages
import JSON
import Testing

/// Requests and targets for the tests of providers.
enum ProviderTrials {
    static let time = Date(timeIntervalSince1970: 1_750_000_000.5)

    static func target(
        _ base: String, model: String, key: String? = "sk-test-0123456789", settings: [String: String] = [:]
    ) throws -> CallTarget {
        CallTarget(
            base: try #require(HTTPAddress(base)), model: model, credential: key.map { .key($0) }, settings: settings,
            time: time)
    }

    static func chat(_ fields: JSONObject = [:], messages: JSONValue = [["role": "user", "content": "Hi"]])
        -> ModelRequest
    {
        var body: JSONObject = ["model": "route", "messages": messages]
        for (name, value) in fields { body[name] = value }
        return ModelRequest(operation: .chat, body: .object(body))
    }

    static func body(of request: HTTPRequest) throws -> JSONValue {
        try JSONValue(parsing: request.body)
    }

    static func response(_ json: JSONValue, status: Int = 200, headers: HeaderFields = [:]) -> HTTPResponse {
        HTTPResponse(status: status, headers: headers, body: json.serialized())
    }
}
