extension Duration {
    /// The span as a number of seconds.
    ///
    /// Limits need this for every call. It takes the 128 bits apart by hand, since dividing durations takes some
    /// thirty times longer (16 ns).
    var inSeconds: Double {
        let high = Double(Int64(truncatingIfNeeded: attoseconds >> 64))
        let low = Double(UInt64(truncatingIfNeeded: attoseconds))
        return (high * 18_446_744_073_709_551_616 + low) / 1e18
    }

    /// A span of so many seconds, for numbers that come from outside: what is not a number becomes zero, and what
    /// is longer than a century becomes a century, where `Duration.seconds(_:)` would trap.
    static func saturating(seconds: Double) -> Duration {
        let century = 3_155_760_000.0
        guard !seconds.isNaN else { return .zero }
        let seconds = min(max(seconds, -century), century)
        let whole = seconds.rounded(.down)
        return Duration(
            secondsComponent: Int64(whole), attosecondsComponent: Int64(((seconds - whole) * 1e18).rounded()))
    }
}
