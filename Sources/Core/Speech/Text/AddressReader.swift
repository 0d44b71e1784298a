/// Says web addresses, e-mail addresses, file names and paths so that a listener could write them down, and leaves out
/// what no listener could.
struct AddressReader {
    let vocabulary: SpokenVocabulary

    /// What to say for `core` if it is an address of any kind.
    func read(_ core: String) -> String? {
        guard core.contains(where: { "./@\\".contains($0) }) else { return nil }
        return webAddress(core) ?? mailAddress(core) ?? path(core) ?? dottedName(core)
    }

    // MARK: The web

    private func webAddress(_ core: String) -> String? {
        var rest = core[...]
        if let scheme = core.firstRange(of: "://"), core[..<scheme.lowerBound].allSatisfy(\.isLetter) {
            rest = core[scheme.upperBound...]
        } else if core.lowercased().hasPrefix("mailto:") {
            return mailAddress(String(core.dropFirst(7)))
        } else {
            let host = core.prefix { $0 != "/" }.lowercased()
            guard host.hasPrefix("www.") || (core.contains("/") && isHost(host)) else { return nil }
        }
        rest = rest.prefix { $0 != "?" && $0 != "#" }
        let parts = rest.split(separator: "/")
        guard let first = parts.first else { return "" }
        var host = first.prefix { $0 != ":" }
        if let at = host.lastIndex(of: "@") { host = host[host.index(after: at)...] }  // a name and a password
        if host.lowercased().hasPrefix("www.") { host = host.dropFirst(4) }
        var spoken = [names(host)]
        let isLocale = { (part: Substring) in part.count == 5 && part.dropFirst(2).first == "-" }  // "en-us"
        for part in parts.dropFirst().filter({ !isLocale($0) }).prefix(2) {
            let words = readable(part)
            guard !words.isEmpty else { break }
            spoken.append(words)
        }
        return spoken.joined(separator: vocabulary.isNeutral ? "/" : " \(vocabulary.slash) ")
    }

    private static let topDomains: Set<String> = [
        "com", "org", "net", "edu", "gov", "io", "dev", "ai", "app", "co", "uk", "de", "fr", "es", "it", "pt", "eu",
        "ch",
        "at", "nl", "be", "se", "no", "dk", "fi", "pl", "br", "mx", "ar", "ca", "us", "au", "jp", "cn", "in", "info",
        "tv",
        "me", "rs", "sh", "ly", "gl", "cloud", "tech", "page", "wiki", "guide", "blog", "site", "online", "academy",
    ]

    private func isHost(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2 && Self.topDomains.contains(String(labels[labels.count - 1]))
            && labels.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isWordPart || $0 == "-" } }
    }

    /// The words of one part of a path; "" when it is an identifier that nobody could follow.
    private func readable(_ part: Substring) -> String {
        var name = part
        if let dot = name.lastIndex(of: "."),
            ["html", "htm", "php", "aspx", "md"].contains(name[name.index(after: dot)...])
        {
            name = name[..<dot]
        }
        guard name.count <= 40, !name.contains("%") else { return "" }
        let words = name.split { !$0.isWordPart }
        let digits = name.filter(\.isNumber).count
        guard name != "index", digits * 3 <= name.count || (words.count == 1 && digits == name.count && digits <= 4)
        else {
            return ""
        }
        return words.map { spokenNumber(String($0)) }.joined(separator: " ")
    }

    // MARK: Mail, files, names

    private func mailAddress(_ core: String) -> String? {
        let parts = core.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), isNameLike(parts[0]), isNameLike(parts[1])
        else { return nil }
        if vocabulary.isNeutral { return core }
        return "\(names(parts[0])) \(vocabulary.at) \(names(parts[1]))"
    }

    private func isNameLike(_ text: Substring) -> Bool {
        !text.hasPrefix(".") && !text.hasSuffix(".") && text.allSatisfy { $0.isWordPart || "._-+".contains($0) }
    }

    private func path(_ core: String) -> String? {
        guard !vocabulary.isNeutral else { return nil }
        let isWindows = core.count > 3 && core.dropFirst().hasPrefix(":\\") || core.hasPrefix("\\\\")
        let separators = core.filter { $0 == "/" || $0 == "\\" }.count
        let isRooted = ["/", "~/", "./", "../"].contains { core.hasPrefix($0) && core.count > $0.count }
        guard isWindows || isRooted || separators >= 2 || (separators == 1 && core.contains(".")) else { return nil }
        guard core.allSatisfy({ $0.isWordPart || "/\\._-~:+".contains($0) }), core.contains(where: \.isLetter) else {
            return nil
        }
        let parts = core.split { "/\\:~".contains($0) }.filter { $0 != "." && $0 != ".." }
        let spoken = parts.map(names).joined(separator: " \(vocabulary.slash) ")
        return core.hasPrefix("/") ? "\(vocabulary.slash) \(spoken)" : spoken
    }

    /// `main.py`, `example.com`, `foo.bar()`: letters on both sides of a dot.
    private func dottedName(_ core: String) -> String? {
        guard !vocabulary.isNeutral else { return nil }
        let bare = core.hasSuffix("()") ? core.dropLast(2) : core[...]
        let parts = bare.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count >= 2, isNameLike(bare), parts.allSatisfy({ $0.contains(where: \.isLetter) }),
            parts.contains(where: { $0.count > 1 })
        else { return nil }
        // "end.Next" lacks a space after the stop; "z.B." is an abbreviation.
        if parts.count == 2, parts[0].count > 2, parts[0].allSatisfy(\.isLowercase), let first = parts[1].first,
            first.isUppercase, parts[1].dropFirst().allSatisfy(\.isLowercase)
        {
            return "\(parts[0]). \(parts[1])"
        }
        if parts.allSatisfy({ $0.count <= 2 }) { return nil }
        return names(bare)
    }

    /// `docs.example-site.org` as "docs dot example site dot org".
    private func names(_ text: Substring) -> String {
        if vocabulary.isNeutral { return String(text) }
        return text.split(separator: ".").map { label in
            label.split { !$0.isWordPart }.map { CodeReader.words(String($0)) }.joined(separator: " ")
        }
        .filter { !$0.isEmpty }.joined(separator: " \(vocabulary.dot) ")
    }

    private func spokenNumber(_ word: String) -> String {
        guard vocabulary.spellsNumbers, word.allSatisfy(\.isASCIIDigit) else { return word }
        return EnglishNumbers.cardinal(word)
    }
}

extension Character {
    var isASCIIDigit: Bool { isASCII && isWholeNumber }
}
