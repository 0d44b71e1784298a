/// How many letters of a text belong to which script.
struct ScriptCensus {
    enum Script: String, Hashable, CaseIterable {
        case latin, cyrillic, greek, arabic, hebrew, han, kana, hangul, devanagari, bengali, gurmukhi, gujarati, oriya,
            tamil, telugu, kannada, malayalam, sinhala, thai, lao, burmese, georgian, armenian, ethiopic, khmer
    }

    private(set) var counts: [Script: Int] = [:]

    init(of text: String) {
        for scalar in text.unicodeScalars where scalar.properties.isAlphabetic {
            if let script = Self.script(of: scalar.value) { counts[script, default: 0] += 1 }
        }
    }

    /// The script that carries the text, where a Chinese, Japanese or Korean character counts for as much as three
    /// letters; Japanese and Chinese characters are one.
    var main: (script: Script, letters: Int)? {
        var weights = counts
        for script in [Script.han, .kana, .hangul] { weights[script] = weights[script].map { $0 * 3 } }
        if let kana = weights.removeValue(forKey: .kana) { weights[.han, default: 0] += kana }
        return weights.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }
            .map { (script: $0.key, letters: $0.value) }
    }

    private static let ranges: [(ClosedRange<UInt32>, Script)] = [
        (0x41...0x24F, .latin), (0x370...0x3FF, .greek), (0x400...0x52F, .cyrillic), (0x531...0x58F, .armenian),
        (0x590...0x5FF, .hebrew), (0x600...0x77F, .arabic), (0x8A0...0x8FF, .arabic), (0x900...0x97F, .devanagari),
        (0x980...0x9FF, .bengali), (0xA00...0xA7F, .gurmukhi), (0xA80...0xAFF, .gujarati), (0xB00...0xB7F, .oriya),
        (0xB80...0xBFF, .tamil), (0xC00...0xC7F, .telugu), (0xC80...0xCFF, .kannada), (0xD00...0xD7F, .malayalam),
        (0xD80...0xDFF, .sinhala), (0xE00...0xE7F, .thai), (0xE80...0xEFF, .lao), (0x1000...0x109F, .burmese),
        (0x10A0...0x10FF, .georgian), (0x1100...0x11FF, .hangul), (0x1200...0x137F, .ethiopic),
        (0x1780...0x17FF, .khmer), (0x1E00...0x1EFF, .latin), (0x1F00...0x1FFF, .greek), (0x3041...0x30FF, .kana),
        (0x3130...0x318F, .hangul), (0x3400...0x4DBF, .han), (0x4E00...0x9FFF, .han), (0xAC00...0xD7A3, .hangul),
        (0xF900...0xFAFF, .han), (0xFB50...0xFDFF, .arabic), (0xFE70...0xFEFC, .arabic), (0xFF66...0xFF9D, .kana),
        (0x20000...0x323AF, .han),
    ]

    private static func script(of value: UInt32) -> Script? {
        ranges.first { $0.0.contains(value) }?.1
    }
}
