import Foundation

/// Figures as people read them.
package enum Figures {
    /// "0.4 s", "12 s", "3 min 5 s", "2 h 4 min"
    package static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "?" }
        if seconds < 9.95 { return String(format: "%.1f s", seconds) }
        let whole = Int(seconds.rounded())
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3600) h \(whole % 3600 / 60) min"
    }

    /// US dollars: cents, and below a dime as many digits as say something.
    package static func dollars(_ amount: Double) -> String {
        guard amount.isFinite else { return "?" }
        if amount == 0 { return "$0" }
        if abs(amount) >= 0.1 { return String(format: "$%.2f", amount) }
        if abs(amount) >= 0.001 { return String(format: "$%.4f", amount) }
        return String(format: "$%.6f", amount)
    }

    /// "1 call", "2 calls"
    package static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(number) \(number == 1 ? one : many ?? one + "s")"
    }
}
