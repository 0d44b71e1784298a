import Foundation

/// Addresses of the web in plain text.
enum WebAddress {
    /// Each once, in their order, without the punctuation that follows them.
    static func all(in text: String) -> [String] {
        var found: [String] = []
        var seen: Set<String> = []
        for word in text.split(whereSeparator: { $0.isWhitespace || "<>\"“”„«»…|".contains($0) }) {
            for start in ["https://", "http://"] {
                guard let range = word.range(of: start, options: .caseInsensitive) else { continue }
                var address = word[range.lowerBound...]
                while let last = address.last, ".,;:!?'’”*_]}".contains(last) || last == ")" && !address.contains("(") {
                    address = address.dropLast()
                }
                if address.count > start.count + 3, seen.insert(String(address)).inserted {
                    found.append(String(address))
                }
                break
            }
        }
        return found
    }

    /// Equal for addresses that differ in case, in `http` for `https`, or in slashes at the end only.
    static func key(_ address: String) -> String {
        var key = address.lowercased().replacing("http://", with: "https://")
        while key.hasSuffix("/") { key.removeLast() }
        return key
    }
}
