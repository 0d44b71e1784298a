import Foundation
import HTTPMessages

/// How an answer says when to come back.
enum RetryAfterFields {
    /// The fields, and the seconds that they say (`nil` when they say nothing).
    static func fields(_ fault: Fault, scale: Double, now: Date) -> (headers: HeaderFields, wait: Double?) {
        let seconds = min(max(0, fault.wait.value * scale), 86_400)
        switch fault.retryAfter {
        case .none: return ([:], nil)
        case .seconds: return (["Retry-After": String(Int(seconds.rounded(.up)))], seconds.rounded(.up))
        case .milliseconds: return (["retry-after-ms": String(Int((seconds * 1000).rounded(.up)))], seconds)
        case .date:
            let instant = Date(timeIntervalSince1970: (now.timeIntervalSince1970 + seconds).rounded(.up))
            return (["Retry-After": httpDate(instant)], seconds)
        }
    }

    /// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7)
    private static func httpDate(_ date: Date) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        return formatter.string(from: date)
    }
}
