/// The last resort: says a word with signs in it, sign by sign.
struct SignReader {
    let vocabulary: SpokenVocabulary

    func read(_ core: String) -> String {
        guard !vocabulary.isNeutral else { return core }
        let characters = Array(core)
        // Brackets of a type, as in `vector<int>`, compare nothing.
        let hasBrackets = core.contains("<") && core.contains(">")
        var result = ""
        var place = 0
        while place < characters.count {
            let character = characters[place]
            let isVariable = character == "$" && place + 1 < characters.count && characters[place + 1].isLetter
            if isVariable || (hasBrackets && (character == "<" || character == ">")) {
                result += " "
                place += 1
            } else if let (sign, words) = longestSign(characters, at: place), !isInnerHyphen(characters, place, sign) {
                result += " \(words) "
                place += sign
            } else if vocabulary.spellsNumbers, character.isASCIIDigit {
                let end = characters[place...].firstIndex { !$0.isASCIIDigit } ?? characters.count
                // "MP3" and "ISO-8601" stay as they are, which voices can say; a number by itself is spelled.
                let digits = String(characters[place..<end])
                result += touchesLetter(characters, place, end) ? digits : words(digits)
                place = end
            } else {
                result += plain(characters, at: place)
                place += 1
            }
        }
        return result.split(separator: " ").joined(separator: " ").replacing(" ,", with: ",")
    }

    private func touchesLetter(_ characters: [Character], _ start: Int, _ end: Int) -> Bool {
        if end < characters.count, characters[end].isLetter { return true }
        guard start > 0 else { return false }
        let before = characters[start - 1]
        return before.isLetter || (before == "-" && start > 1 && characters[start - 2].isLetter)
    }

    private func words(_ digits: String) -> String {
        guard digits.count == 4, let year = Int(digits), (1900...2099).contains(year) else {
            return EnglishNumbers.cardinal(digits)
        }
        return EnglishNumbers.year(year)
    }

    private func longestSign(_ characters: [Character], at place: Int) -> (length: Int, words: String)? {
        guard !characters[place].isLetter || characters.count == 1 || isGreek(characters[place]) else { return nil }
        for length in [3, 2, 1] where place + length <= characters.count {
            if let words = vocabulary.signs[String(characters[place..<place + length])] { return (length, words) }
        }
        return nil
    }

    private func isGreek(_ character: Character) -> Bool {
        character.unicodeScalars.first.map { (0x370...0x3FF).contains($0.value) || $0.value == 0xB5 } ?? false
    }

    private func isInnerHyphen(_ characters: [Character], _ place: Int, _ length: Int) -> Bool {
        length == 1 && characters[place] == "-"
    }

    private func plain(_ characters: [Character], at place: Int) -> String {
        let character = characters[place]
        switch character {
        case "–", "—": return ", "
        case "_", "\\", "|", "*", "`", "[", "]", "{", "}", "<", ">", "#", "^", "~": return " "
        default:
            let scalar = character.unicodeScalars.first
            let category = scalar?.properties.generalCategory
            return category == .otherSymbol || category == .mathSymbol || category == .modifierSymbol
                ? " " : String(character)
        }
    }
}
