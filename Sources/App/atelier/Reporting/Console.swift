import Foundation
import Synchronization

/// Standard output and standard error, a line at a time, with at most one line at the bottom that is drawn again and
/// again.
final class Console: Sendable {
    /// Whether somebody watches: then a bar is drawn, otherwise plain lines are printed.
    let isTerminal: Bool
    private let bar = Mutex("")

    init(isTerminal: Bool = isatty(STDERR_FILENO) == 1) {
        self.isTerminal = isTerminal
    }

    /// A line on standard output.
    func print(_ line: String) {
        bar.withLock { bar in
            erase(bar)
            Self.write(line + "\n", to: .standardOutput)
            draw(bar)
        }
    }

    /// A line on standard error, for people.
    func note(_ line: String) {
        bar.withLock { bar in
            erase(bar)
            Self.write(line + "\n", to: .standardError)
            draw(bar)
        }
    }

    /// Replaces the bar; "" removes it. Nothing happens where nobody watches.
    func show(bar line: String) {
        guard isTerminal else { return }
        bar.withLock { bar in
            guard bar != line else { return }
            erase(bar)
            bar = line
            draw(bar)
        }
    }

    /// Columns of the terminal.
    var width: Int {
        var size = winsize()
        return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    }

    private func erase(_ bar: String) {
        if isTerminal, !bar.isEmpty { Self.write("\r\u{1B}[K", to: .standardError) }
    }

    private func draw(_ bar: String) {
        if isTerminal, !bar.isEmpty { Self.write(bar, to: .standardError) }
    }

    private static func write(_ text: String, to file: FileHandle) {
        // A reader that has gone away is no reason to stop the work.
        try? file.write(contentsOf: Data(text.utf8))
    }
}
