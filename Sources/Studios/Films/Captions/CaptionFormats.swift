/// Captions for web players (W3C WebVTT).
package enum WebVTT {
    package static func render(_ captions: [Caption]) -> String {
        captions.reduce(into: "WEBVTT\n") { file, caption in
            let lines = caption.cleanLines.map(escaped)
            guard !lines.isEmpty else { return }
            let (start, end) = (clock(caption.start, separator: "."), clock(caption.end, separator: "."))
            file += "\n\(start) --> \(end)\n" + lines.joined(separator: "\n") + "\n"
        }
    }

    private static func escaped(_ line: String) -> String {
        line.reduce(into: "") { text, character in
            switch character {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            default: text.append(character)
            }
        }
    }
}

/// Captions in the oldest format, SubRip (`.srt`), which is also what FFmpeg makes MP4 text tracks of.
package enum SubRip {
    package static func render(_ captions: [Caption]) -> String {
        var number = 0
        return captions.reduce(into: "") { file, caption in
            // The format has no escapes; an arrow in the text could pass for a time.
            let lines = caption.cleanLines.map { $0.replacing("-->", with: "→") }
            guard !lines.isEmpty else { return }
            number += 1
            let (start, end) = (clock(caption.start, separator: ","), clock(caption.end, separator: ","))
            file += "\(number == 1 ? "" : "\n")\(number)\n\(start) --> \(end)\n" + lines.joined(separator: "\n") + "\n"
        }
    }
}

extension Caption {
    /// Lines without line breaks within or blank lines between: either would end the caption.
    fileprivate var cleanLines: [String] {
        lines.flatMap { $0.split(whereSeparator: { $0.isNewline || $0 == "\0" }) }
            .map(String.init).filter { !$0.allSatisfy(\.isWhitespace) }
    }
}

/// `HH:MM:SS.mmm`; hours have more digits when they need them.
private func clock(_ milliseconds: Int, separator: Character) -> String {
    func digits(_ number: Int, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    let time = max(0, milliseconds)
    let (hours, minutes, seconds) = (time / 3_600_000, time / 60_000 % 60, time / 1_000 % 60)
    return "\(digits(hours, 2)):\(digits(minutes, 2)):\(digits(seconds, 2))\(separator)\(digits(time % 1_000, 3))"
}
