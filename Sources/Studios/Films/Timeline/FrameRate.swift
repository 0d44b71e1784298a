package import Essentials

/// Pictures per second as a fraction, so that 29.97 is exactly 30000/1001.
package struct FrameRate: Hashable, Sendable, Codable {
    /// Pictures in ``denominator`` seconds.
    package let numerator: Int
    package let denominator: Int

    package static let film = FrameRate(uncheckedNumerator: 24, denominator: 1)
    package static let pal = FrameRate(uncheckedNumerator: 25, denominator: 1)
    package static let thirty = FrameRate(uncheckedNumerator: 30, denominator: 1)
    package static let ntsc = FrameRate(uncheckedNumerator: 30_000, denominator: 1_001)

    /// - Throws: ``TimelineError`` unless both parts are between 1 and a million and the rate is at most 1,000.
    package init(_ numerator: Int, _ denominator: Int = 1) throws {
        let parts = 1...1_000_000
        guard parts.contains(numerator), parts.contains(denominator), numerator <= denominator * 1_000,
            numerator * 10 >= denominator
        else {
            throw TimelineError.invalidRate(numerator, denominator)
        }
        self.init(uncheckedNumerator: numerator, denominator: denominator)
    }

    private init(uncheckedNumerator numerator: Int, denominator: Int) {
        self.numerator = numerator
        self.denominator = denominator
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(fields.decode(Int.self, forKey: .numerator), fields.decode(Int.self, forKey: .denominator))
    }

    private enum CodingKeys: String, CodingKey {
        case numerator, denominator
    }

    /// Seconds at which a frame starts.
    package func seconds(ofFrame frame: Int) -> Double {
        Double(frame) * Double(denominator) / Double(numerator)
    }

    /// The number of whole frames nearest to `seconds`, at least 0.
    package func frames(in seconds: Double) -> Int {
        let frames = (seconds * Double(numerator) / Double(denominator)).rounded()
        return frames.isFinite ? Int(min(max(0, frames), 1e12)) : 0
    }
}

extension FrameRate: CustomStringConvertible {
    /// The form that FFmpeg takes: `30` or `30000/1001`.
    package var description: String {
        denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)"
    }
}

/// Why a film cannot be laid out.
package struct TimelineError: DescribedFailure, Equatable {
    package let code: String
    package let message: String
    package let remedy: String?
    package let category = FailureCategory.usage

    static func invalidRate(_ numerator: Int, _ denominator: Int) -> TimelineError {
        TimelineError(
            code: "timeline.rate", message: "\(numerator)/\(denominator) is not a frame rate.",
            remedy: "Use a rate between 0.1 and 1000 pictures a second, such as 30 or 30000/1001.")
    }

    static func invalid(_ what: String, slide: Int?) -> TimelineError {
        let place = slide.map { " of slide \($0 + 1)" } ?? ""
        return TimelineError(code: "timeline.value", message: "The \(what)\(place) is out of range.", remedy: nil)
    }
}
