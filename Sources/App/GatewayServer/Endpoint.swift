import Foundation
import Gateway

/// What a path of the server stands for.
enum Endpoint: Equatable {
    case model(ModelOperation)
    case models
    case modelNamed(String)
    case health
    case regions
    case metrics
    case experiments
    case score
    case wrongMethod(allowed: String)
    case unknown

    init(method: String, path: String) {
        // The path that nearly every request has comes first.
        if path == "/v1/chat/completions" {
            self = method == "POST" ? .model(.chat) : .wrongMethod(allowed: "POST")
        } else {
            self = Self.other(method: method, path: path)
        }
    }

    private static func other(method: String, path: String) -> Endpoint {
        if let operation = ModelOperation.allCases.first(where: { path == "/v1" + $0.path }) {
            return method == "POST" ? .model(operation) : .wrongMethod(allowed: "POST")
        }
        let isReading = method == "GET" || method == "HEAD"
        switch path {
        case "/v1/models": return isReading ? .models : .wrongMethod(allowed: "GET")
        case "/health": return isReading ? .health : .wrongMethod(allowed: "GET")
        case "/health/regions": return isReading ? .regions : .wrongMethod(allowed: "GET")
        case "/metrics": return isReading ? .metrics : .wrongMethod(allowed: "GET")
        case "/v1/experiments": return isReading ? .experiments : .wrongMethod(allowed: "GET")
        case "/v1/scores": return method == "POST" ? .score : .wrongMethod(allowed: "POST")
        default: break
        }
        guard path.hasPrefix("/v1/models/") else { return .unknown }
        let name = path.dropFirst("/v1/models/".count)
        guard !name.isEmpty, let decoded = String(name).removingPercentEncoding else { return .unknown }
        return isReading ? .modelNamed(decoded) : .wrongMethod(allowed: "GET")
    }
}
