/// Takes a text apart into words that can be compared.
///
/// What must agree exactly comes out as hard words: numbers (written out, too), units, signs, quotations, code, paths,
/// addresses, negations and whatever turns a meaning round. Scripts without spaces come out letter by letter, all
/// hard, since their words are not known here.
struct TextScanner {
    private(set) var words: [Word] = []
    /// Written numbers that may go on: "twenty" before "five".
    private var pending: [String] = []
    private let scalars: [Unicode.Scalar]
    private let isShouting: Bool
    private var index = 0
    /// How many words there were after the last number.
    private var numberEnd = 0
    /// The preposition that the next name or number would be tied to.
    private var heldPreposition: String?
    private var isSentenceStart = true

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        let letters = scalars.filter { $0.properties.isCased }
        isShouting = !letters.isEmpty && letters.allSatisfy { !$0.properties.isLowercase }
    }

    static func words(of text: String) -> [Word] {
        var scanner = TextScanner(text)
        scanner.scan()
        return scanner.words
    }

    private mutating func scan() {
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar.properties.isWhitespace {
                index += 1
            } else if let end = endOfQuotation() {
                add("“" + text(index + 1, end) + "”", .hard)
                index = end + 1
            } else {
                scanChunk()
            }
        }
        addCompound()
    }

    /// The closing mark of the quotation that begins here; `nil` where none begins.
    private func endOfQuotation() -> Int? {
        let closing: Set<Unicode.Scalar>
        switch scalars[index] {
        case "\"": closing = ["\""]
        case "“", "„": closing = ["”", "“"]
        case "«": closing = ["»"]
        case "「": closing = ["」"]
        case "`": closing = ["`"]
        case "'", "‘":
            // An apostrophe is between letters; a quotation begins after a space and ends before one.
            guard index == 0 || !Self.isPart(scalars[index - 1]) else { return nil }
            closing = ["'", "’"]
        default: return nil
        }
        let isSingle = closing.contains("’")
        var end = index + 1
        while end < scalars.count {
            let isInside = isSingle && end + 1 < scalars.count && Self.isPart(scalars[end + 1])
            if closing.contains(scalars[end]), !isInside, end > index + 1 { return end }
            end += 1
        }
        return nil
    }

    /// What stands between two spaces, without the punctuation around it.
    private mutating func scanChunk() {
        var end = index
        while end < scalars.count, !scalars[end].properties.isWhitespace, !Self.quotes.contains(scalars[end]) {
            end += 1
        }
        if end == index {
            index += 1  // a quotation mark that opens nothing
            return
        }
        var first = index
        var last = end
        while first < last, Self.punctuation.contains(scalars[first]) { first += 1 }
        while last > first, Self.punctuation.contains(scalars[last - 1]) { last -= 1 }
        if first < last, isCallOrOption(from: index, first, last, end) {
            addCompound()
            add(text(index, end), .hard)
        } else if first < last {
            addChunk(first, last)
        }
        if last < end, scalars[last..<end].contains(where: { ".!?;:,".unicodeScalars.contains($0) }) {
            addCompound()
            isSentenceStart = scalars[last..<end].contains { ".!?:".unicodeScalars.contains($0) }
        }
        index = end
    }

    /// Whether it is "map()" or "-r", which lose their meaning with what looks like punctuation.
    private func isCallOrOption(from start: Int, _ first: Int, _ last: Int, _ end: Int) -> Bool {
        if last + 1 < end, scalars[last] == "(", scalars[last + 1] == ")" { return true }
        return scalars[start] == "-" && scalars[first].properties.isAlphabetic
            && scalars[start..<first].allSatisfy { $0 == "-" }
    }

    private mutating func addChunk(_ first: Int, _ last: Int) {
        if isCode(first, last) {
            addCompound()
            return add(text(first, last), .hard)
        }
        var start = first
        while start < last {
            let scalar = scalars[start]
            if Self.isUnspaced(scalar) {
                addCompound()
                add(String(scalar), .hard)
                start += 1
            } else if scalar.properties.numericType != nil {
                start = addNumber(start, last)
            } else if Self.isPart(scalar) {
                var end = start
                while end < last,
                    Self.isPart(scalars[end]) && !Self.isUnspaced(scalars[end])
                        || end < last - 1 && end > start && Self.apostrophes.contains(scalars[end])
                {
                    end += 1
                }
                addWord(text(start, end))
                start = end
            } else {
                if !Self.punctuation.contains(scalar) && !Self.apostrophes.contains(scalar) {
                    addCompound()
                    add(String(scalar), .hard)
                }
                start += 1
            }
        }
    }

    /// Digits with their points and commas, and the sign before them.
    private mutating func addNumber(_ start: Int, _ last: Int) -> Int {
        addCompound()
        if start > 0, "-−".unicodeScalars.contains(scalars[start - 1]) { add("-", .hard) }
        var end = start
        while end < last,
            scalars[end].properties.numericType != nil
                || end + 1 < last && ".,".unicodeScalars.contains(scalars[end])
                    && scalars[end + 1].properties.numericType != nil
        {
            end += 1
        }
        var number = text(start, end)
        // 1,000,000 is 1000000, while 1,5 may be a fraction: only groups of three are taken away.
        let groups = number.split(separator: ",", omittingEmptySubsequences: false)
        let isGrouped = groups.dropFirst().allSatisfy { $0.prefix { $0 != "." }.count == 3 }
        if groups.count > 1, groups[0].count <= 3, isGrouped { number = groups.joined() }
        add("#" + number, .hard)
        return end
    }

    private mutating func addWord(_ original: String) {
        let lower = original.lowercased().replacing("’", with: "'")
        if let number = WordLists.numbers[lower] {
            return addWritten(lower, number)
        }
        addCompound()
        if words.last?.kind == .hard, isAfterNumber, let unit = WordLists.units[lower] { return add(unit, .hard) }
        if lower.hasSuffix("n't") {
            let verb = String(lower.dropLast(3))
            if WordLists.turning.contains(verb) { add(verb, .turning) }
            return add("not", .hard)
        }
        if lower == "cannot" { return add("not", .hard) }
        let isAcronym = !isShouting && original.utf8.count > 1 && original == original.uppercased()
        if isAcronym && original != lower { return add(original, .cased) }
        var word = lower
        for ending in ["'s", "'re", "'ve", "'m", "'d", "'ll", "'"] where word.hasSuffix(ending) {
            word.removeLast(ending.count)
            break
        }
        if WordLists.negations.contains(word) { return add(word, .hard) }
        if WordLists.turning.contains(word) { return add(word, .turning) }
        if WordLists.light.contains(word) { return add(word, .light) }
        let isCapital = !isShouting && original.unicodeScalars.first?.properties.isUppercase ?? false
        add(word.stem, isCapital ? isSentenceStart ? .leading : .cased : .content)
    }

    private var isAfterNumber: Bool { numberEnd == words.count && numberEnd > 0 }

    private mutating func add(_ text: String, _ kind: WordKind) {
        if kind != .light, let last = words.last, last.kind == .light, let held = heldPreposition {
            // "to Rome", "for 5": what ties a name or a number to the rest is as hard as they are.
            let isTied = kind == .cased || kind == .leading || kind == .hard && text.hasPrefix("#")
            if isTied { words[words.count - 1] = Word(held, .hard) }
        }
        if !(kind == .light && (text == "the" || text == "a" || text == "an")) {
            heldPreposition = kind == .light && WordLists.attached.contains(text) ? text : nil
            words.append(Word(text, kind))
        } else if heldPreposition == nil {
            words.append(Word(text, kind))
        }
        isSentenceStart = false
        if kind == .hard, text.hasPrefix("#") { numberEnd = words.count }
    }

    /// Written numbers that stand together are one: "twenty-five", "three hundred and two thousand".
    private mutating func addCompound() {
        guard !pending.isEmpty else { return }
        var total = 0.0
        var group = 0.0
        for word in pending {
            let value = Double(WordLists.numbers[word] ?? 0)
            if value == 100 {
                group = max(group, 1) * 100
            } else if value > 100 {
                total += max(group, 1) * value
                group = 0
            } else {
                group += value
            }
        }
        pending.removeAll()
        let number = total + group
        add(number < 1e15 ? "#\(Int(number))" : "#\(number)", .hard)
    }

    /// A number that is written out: it may go on the one before ("twenty-five"), or stand for itself ("one, two").
    private mutating func addWritten(_ word: String, _ value: Int) {
        guard value > 0 else {  // such as "double" and "fifth", which are not added up
            addCompound()
            return add("#\(value)", .hard)
        }
        if let before = pending.last.flatMap({ WordLists.numbers[$0] }), before < 100, value < 100,
            !(before >= 20 && value < 10)
        {
            addCompound()
        }
        pending.append(word)
    }
}

// The kinds of characters.
extension TextScanner {
    private static let quotes: Set<Unicode.Scalar> = ["\"", "“", "”", "„", "«", "»", "「", "」", "`"]
    private static let apostrophes: Set<Unicode.Scalar> = ["'", "’", "‘"]
    private static let punctuation: Set<Unicode.Scalar> = [
        ".", ",", ";", ":", "!", "?", "(", ")", "[", "]", "…", "–", "—", "-", "¿", "¡", "。", "、", "，", "！", "？", "'",
        "’", "‘", "*",
    ]

    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || scalar.properties.generalCategory == .nonspacingMark
    }

    /// Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese.
    private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x9FFF, 0xAC00...0xD7AF,
            0xF900...0xFAFF, 0x20000...0x3FFFF:
            true
        default: false
        }
    }

    /// Whether it is an identifier, a path, an address, a version or a piece of code, where every character counts.
    private func isCode(_ first: Int, _ last: Int) -> Bool {
        var letters = 0
        var digits = 0
        var seenLower = false
        for place in first..<last {
            let scalar = scalars[place]
            let isInner = place > first && place < last - 1
            switch scalar {
            case "_", "\\", "=", "@", "<", ">", "{", "}", "#", "$", "^", "|", "~", "&", "+", "*": return true
            case "/", ":": if isInner { return true }
            case ".": if isInner, letters > 0 || !Self.isDigit(scalars[place + 1]) { return true }
            case "(", "[": if isInner { return true }
            case "-": if isInner, digits > 0 || Self.isDigit(scalars[place + 1]) { return true }
            default:
                if Self.isDigit(scalar) {
                    digits += 1
                } else if scalar.properties.isAlphabetic, !Self.isUnspaced(scalar) {
                    letters += 1
                    if seenLower, scalar.properties.isUppercase { return true }
                    seenLower = scalar.properties.isLowercase
                } else {
                    seenLower = false
                }
            }
        }
        // "5kg" is a number with its unit; "B2" and "4th" are names of something.
        guard letters > 0, digits > 0 else { return false }
        let unit = scalars[first..<last].drop { Self.isDigit($0) || $0 == "." || $0 == "," }
        let tail = String(String.UnicodeScalarView(unit))
        return WordLists.units[tail.lowercased()] == nil
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.numericType != nil && !isUnspaced(scalar)
    }

    private func text(_ first: Int, _ end: Int) -> String {
        String(String.UnicodeScalarView(scalars[first..<end]))
    }
}
