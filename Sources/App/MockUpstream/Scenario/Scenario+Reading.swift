public import Essentials
import Foundation
import JSON
import Yams

extension Scenario {
    /// Reads a scenario from YAML or JSON.
    ///
    /// - Throws: ``ScenarioProblem`` naming the place that is wrong.
    public init(reading text: String) throws(ScenarioProblem) {
        do {
            if text.allSatisfy(\.isWhitespace) {
                self.init()
            } else if (try? JSONValue(parsing: text)) != nil {
                // Not all JSON is YAML: escapes in strings differ.
                self = try JSONDecoder().decode(Scenario.self, from: Data(text.utf8))
            } else {
                self = try YAMLDecoder().decode(Scenario.self, from: text)
            }
        } catch let error as DecodingError {
            throw ScenarioProblem(error)
        } catch {
            throw ScenarioProblem("The scenario is neither YAML nor JSON: \(error)")
        }
    }

    /// The scenario as JSON, which ``init(reading:)`` reads back.
    public func json() -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return (try? encoder.encode(self)).map(Array.init) ?? []
    }
}

/// Why a text is no scenario.
public struct ScenarioProblem: DescribedFailure, Hashable {
    public let code = "scenario.invalid"
    public let message: String
    public var remedy: String? { "Look at 'atelier mock-upstream --help' for an example." }
    public var category: FailureCategory { .usage }

    init(_ message: String) {
        self.message = message
    }

    init(_ error: DecodingError) {
        let context: DecodingError.Context
        switch error {
        case .typeMismatch(_, let found), .valueNotFound(_, let found), .dataCorrupted(let found): context = found
        case .keyNotFound(let key, let found):
            self.init("The scenario has no '\(key.stringValue)' at '\(Self.path(found))'.")
            return
        @unknown default:
            self.init("The scenario cannot be read: \(error).")
            return
        }
        let cause = context.underlyingError.map { ": \($0)" } ?? ""
        let path = Self.path(context)
        let place = path.isEmpty ? "its beginning" : path
        self.init("The scenario is wrong at '\(place)': \(context.debugDescription)\(cause).")
    }

    private static func path(_ context: DecodingError.Context) -> String {
        context.codingPath.map { $0.intValue.map { "[\($0 + 1)]" } ?? $0.stringValue }.joined(separator: ".")
    }
}
