/// Reads the three forms of a date in HTTP (RFC 9110, section 5.6.7).
enum HTTPDate {
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    /// The seconds since 1970 (UTC) that `text` names, or `nil` when it is no date.
    ///
    /// - Parameter now: the present, in seconds since 1970: it gives the two-digit year of RFC 850 its century (a
    ///   date that seems more than 50 years ahead lies in the past).
    static func parse(_ text: String, now: Double) -> Int? {
        guard text.utf8.count <= 64 else { return nil }
        var words = text.lowercased().split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init)
        guard let weekday = words.first, weekdays.contains(where: { weekday.hasPrefix($0) }) else { return nil }
        words.removeFirst()
        switch words.count {
        case 5 where words[4] == "gmt":  // Sun, 06 Nov 1994 08:49:37 GMT
            return seconds(day: words[0], month: words[1], year: number(words[2], digits: 4), time: words[3])
        case 3 where words[2] == "gmt":  // Sunday, 06-Nov-94 08:49:37 GMT
            let date = words[0].split(separator: "-", omittingEmptySubsequences: false).map(String.init)
            guard date.count == 3, let short = number(date[2], digits: 2) else { return nil }
            return seconds(day: date[0], month: date[1], year: fullYear(short, now: now), time: words[1])
        case 4:  // Sun Nov  6 08:49:37 1994
            return seconds(day: words[1], month: words[0], year: number(words[3], digits: 4), time: words[2])
        default:
            return nil
        }
    }

    private static func seconds(day: String, month: String, year: Int?, time: String) -> Int? {
        let clock = time.split(separator: ":", omittingEmptySubsequences: false).map { number(String($0), digits: 2) }
        guard let year, year >= 1583, let month = months.firstIndex(of: month).map({ $0 + 1 }),
            let day = number(day, digits: day.utf8.count == 1 ? 1 : 2), day >= 1, day <= days(in: month, of: year),
            clock.count == 3, let hour = clock[0], let minute = clock[1], let second = clock[2],
            hour < 24, minute < 60, second <= 60
        else { return nil }
        return daysSince1970(year: year, month: month, day: day) * 86_400 + hour * 3600 + minute * 60 + second
    }

    private static func number(_ text: String, digits: Int) -> Int? {
        guard text.utf8.count == digits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }

    private static func fullYear(_ short: Int, now: Double) -> Int {
        let present = 1970 + Int(min(max(now, 0), 1e11) / 31_556_952)
        let sameCentury = present / 100 * 100 + short
        if sameCentury > present + 50 { return sameCentury - 100 }
        return sameCentury + 100 <= present + 50 ? sameCentury + 100 : sameCentury
    }

    private static func days(in month: Int, of year: Int) -> Int {
        let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    /// Days of the Gregorian calendar, counted in years that begin with March (Hinnant, "chrono-compatible low-level
    /// date algorithms", 2013).
    private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
