import Foundation
import HTTPMessages
import Resilience

extension CallTarget {
    /// The time of the call in whole seconds since 1970, for answers of providers that do not say theirs.
    var created: Int {
        let seconds = time.timeIntervalSince1970
        return seconds.isFinite && abs(seconds) < 1e15 ? Int(seconds) : 0
    }

    /// How long the provider asks to be left alone.
    func wait(askedBy headers: HeaderFields) -> Duration? {
        RetryAfter.wait(secondsSince1970: time.timeIntervalSince1970) { headers[$0] }
    }
}
