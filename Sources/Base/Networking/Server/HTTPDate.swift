/// An instant as HTTP writes it, "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7).
enum HTTPDate {
    /// - Parameter seconds: since 1970, not negative.
    static func bytes(at seconds: Int) -> [UInt8] {
        let days = seconds / 86400
        let clock = seconds % 86400
        let (year, month, day) = civil(days)
        var text: [UInt8] = []
        text.reserveCapacity(29)
        text += weekdays[(days + 4) % 7].utf8
        text += ", ".utf8
        appendTwoDigits(day, to: &text)
        text += " \(months[month - 1]) \(year) ".utf8
        appendTwoDigits(clock / 3600, to: &text)
        text.append(UInt8(ascii: ":"))
        appendTwoDigits(clock / 60 % 60, to: &text)
        text.append(UInt8(ascii: ":"))
        appendTwoDigits(clock % 60, to: &text)
        text += " GMT".utf8
        return text
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static func appendTwoDigits(_ number: Int, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "0") + UInt8(number / 10))
        text.append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    /// The date of a day since 1970 (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days).
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}
