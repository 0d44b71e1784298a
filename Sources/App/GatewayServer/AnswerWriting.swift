import Gateway
import HTTPMessages

/// How answers go over the wire.
enum AnswerWriting {
    static func response(_ answer: ModelAnswer, _ report: CallReport) -> HTTPResponse {
        var headers: HeaderFields = ["Content-Type": answer.mediaType]
        add(report, to: &headers)
        return HTTPResponse(status: 200, headers: headers, body: answer.payload)
    }

    static func streamHead(_ report: CallReport) -> HTTPResponseHead {
        // Proxies in between must not collect the pieces (nginx reads the third field).
        var headers: HeaderFields = [
            "Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-cache",
            "X-Accel-Buffering": "no",
        ]
        add(report, to: &headers)
        return HTTPResponseHead(status: 200, headers: headers)
    }

    /// What the caller is told besides the answer.
    private static func add(_ report: CallReport, to headers: inout HeaderFields) {
        headers.add(name: "x-request-id", value: report.id)
        headers.add(name: "x-atelier-model", value: clean(report.model))
        headers.add(name: "x-atelier-route", value: clean(report.route))
        headers.add(name: "x-atelier-cache", value: report.source.headerWord)
        headers.add(name: "x-atelier-attempts", value: String(report.attempts))
        if let endpoint = report.endpoint { headers.add(name: "x-atelier-endpoint", value: clean(endpoint)) }
        if let variant = report.variant { headers.add(name: "x-atelier-variant", value: clean(variant)) }
        if report.isFallback { headers.add(name: "x-atelier-fallback", value: "true") }
        if let cost = report.cost { headers.add(name: "x-atelier-cost", value: dollars(cost)) }
    }

    /// Names come from configurations and from providers; a header takes visible ASCII only.
    private static func clean(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) { return text }
        return String(decoding: text.utf8.map { $0 > 0x20 && $0 < 0x7F ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
    }

    /// US dollars to a millionth of a cent.
    private static func dollars(_ amount: Double) -> String {
        let units = Int((min(max(amount, 0), 1e9) * 1e8).rounded())
        let fraction = String(units % 100_000_000)
        return "\(units / 100_000_000).\(String(repeating: "0", count: 8 - fraction.count))\(fraction)"
    }
}

extension CallReport.Source {
    /// The value of `x-atelier-cache`.
    var headerWord: String {
        switch self {
        case .model: "miss"
        case .cache: "hit"
        case .semanticCache: "semantic"
        case .shared: "shared"
        }
    }
}
