/// Says names out of programs: `foo_bar()`, `userName`, `std::vector`.
enum CodeReader {
    /// What to say for `core` if it is such a name.
    static func read(_ core: String) -> String? {
        var name = core[...]
        let isCall = name.hasSuffix("()")
        if isCall { name = name.dropLast(2) }
        while name.hasPrefix("-") || name.hasPrefix("_") || name.hasPrefix("@") || name.hasPrefix("#") {
            name = name.dropFirst()
        }
        let isOption = core.hasPrefix("--") && name.count > 1
        let isTagged = (core.hasPrefix("@") || core.hasPrefix("#")) && name.first?.isLetter == true
        guard let first = name.first, first.isLetter || core.hasPrefix("_") else { return nil }
        guard name.allSatisfy({ $0.isWordPart || "_:.-".contains($0) }) else { return nil }
        let isSnake = name.dropFirst().contains("_")
        guard isCall || isOption || isTagged || isSnake || name.contains("::") || isCamel(name) else { return nil }
        return name.split { !$0.isWordPart }.map { words(String($0)) }.joined(separator: " ")
    }

    /// `userName` as "user Name"; a word that is not in camel case stays as it is.
    static func words(_ name: String) -> String {
        guard isCamel(name[...]) else { return name }
        var result = ""
        var last: Character?
        for character in name {
            if character.isUppercase, let last, last.isLowercase { result += " " }
            result.append(character)
            last = character
        }
        return result
    }

    /// A small first part of two letters or more, then a capital. Not `iPhone` or `eBay`, and not `PowerPoint`.
    private static func isCamel(_ name: Substring) -> Bool {
        let small = name.prefix(while: \.isLowercase)
        guard small.count >= 2, small.count < name.count else { return false }
        return name[small.endIndex].isUppercase && name.allSatisfy(\.isWordPart)
    }
}
