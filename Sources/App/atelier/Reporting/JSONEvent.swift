import Foundation
import StepEngine

/// A step's event as one line of JSON.
struct JSONEvent: Encodable {
    var event: String
    var kind: String
    var subject: String?
    var seconds: Double?
    var reason: String?
    var tier: String?
    var message: String?
    var fraction: Double?

    init?(_ event: StepEvent) {
        kind = event.kind.name
        subject = event.subject
        switch event.happening {
        case .willRun:
            self.event = "willRun"
        case .didRun(let seconds, let reason):
            self.event = "didRun"
            self.seconds = seconds
            self.reason = reason.description
        case .didReuse(let tier):
            self.event = "didReuse"
            self.tier = tier.rawValue
        case .didFail(let message):
            self.event = "didFail"
            self.message = message
        case .didCancel:
            self.event = "didCancel"
        case .didProgress(let fraction):
            self.event = "didProgress"
            self.fraction = fraction
        }
    }

    var line: String { JSONLine.of(self) }
}

/// How far the whole is.
struct JSONProgress: Encodable {
    var event = "progress"
    var fraction: Double
    var remainingSeconds: Double

    init(fraction: Double, remaining: Duration) {
        self.fraction = (fraction * 1000).rounded() / 1000
        remainingSeconds = Double(remaining.components.seconds)
    }

    var line: String { JSONLine.of(self) }
}

enum JSONLine {
    static func of(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
