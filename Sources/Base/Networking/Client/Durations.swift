import NIOCore

extension Duration {
    /// For NIO's clocks; what is longer than ten years is cut, what is negative is zero.
    var timeAmount: TimeAmount {
        let longest: Int64 = 10 * 365 * 86_400
        let (seconds, attoseconds) = components
        if seconds < 0 || attoseconds < 0 { return .zero }
        if seconds >= longest { return .seconds(longest) }
        return .nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}
