import Foundation

/// An instant as AWS signatures write it: UTC, to the second, "20150830T123600Z" and "20150830".
struct SignatureTime: Hashable, Sendable {
    let day: String
    let text: String

    /// Instants before 1970 or after 9999 are written as the nearest of those.
    init(_ date: Date) {
        let last = 253_402_300_799.0
        let instant = date.timeIntervalSince1970
        let seconds = Int(instant.isNaN ? 0 : min(max(instant, 0), last).rounded(.down))
        let (year, month, dayOfMonth) = Self.civil(daysSince1970: seconds / 86_400)
        let secondOfDay = seconds % 86_400
        day = Self.digits(year, 4) + Self.digits(month, 2) + Self.digits(dayOfMonth, 2)
        text =
            day + "T" + Self.digits(secondOfDay / 3600, 2) + Self.digits(secondOfDay / 60 % 60, 2)
            + Self.digits(secondOfDay % 60, 2) + "Z"
    }

    private static func digits(_ number: Int, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }

    /// The date in the Gregorian calendar (Howard Hinnant, "chrono-compatible low-level date algorithms"): years
    /// are counted from March, so that the leap day is the last of its year.
    private static func civil(daysSince1970: Int) -> (year: Int, month: Int, day: Int) {
        let days = daysSince1970 + 719_468
        let era = days / 146_097
        let dayOfEra = days % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}
