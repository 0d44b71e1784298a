/// A line before an answer that announces it, such as "Sure, here is the script:" or "## Script".
///
/// A text may well begin with a line that ends in a colon. So a line counts only when it is short, and is either the bare
/// name of such a text or says "here is" and names one, in English, German, Spanish or French.
enum Announcement {
    private static let longest = 120

    static func isOne(_ line: some StringProtocol) -> Bool {
        guard line.utf8.count <= longest else { return false }
        let bare = String(line).filter { !"*_".contains($0) }.drop { $0.isWhitespace }
        let isHeading = bare.hasPrefix("#")
        let text = bare.drop { $0 == "#" || $0.isWhitespace }
        guard isHeading || text.last { !$0.isWhitespace } == ":" else { return false }
        let words = text.lowercased().replacing("’", with: "'").split { !$0.isLetter && !$0.isNumber && $0 != "'" }
            .map(String.init)
        return isName(words) || !isHeading && isOffer(words)
    }

    /// "Script", "The speaker notes", "JSON output".
    private static func isName(_ words: [String]) -> Bool {
        guard (1...4).contains(words.count), let last = words.last else { return false }
        return kinds.contains(last) && words.dropLast().allSatisfy { kinds.contains($0) || fillers.contains($0) }
    }

    /// "Certainly! Here is a short script for this slide": a text of ours, soon after the offer, and little after it.
    private static func isOffer(_ words: [String]) -> Bool {
        let words = words.drop(while: courtesies.contains)
        let start = words.prefix(2).joined(separator: " ") + " "
        guard let offer = offers.first(where: { start.hasPrefix($0 + " ") }) else { return false }
        let rest = words.dropFirst(offer.split(separator: " ").count)
        guard let first = rest.first, fillers.contains(first) || kinds.contains(first) else { return false }
        guard let kind = rest.prefix(4).lastIndex(where: kinds.contains) else { return false }
        return rest.distance(from: kind, to: rest.endIndex) <= 5
    }

    private static let courtesies = words(
        "sure certainly of course okay ok absolutely great yes gerne natürlich klar selbstverständlich sicher okay claro "
            + "por supuesto desde luego vale bien sûr certainement d'accord")

    private static let offers = [
        "here is", "here are", "here's", "below is", "below are", "hier ist", "hier sind", "hier kommt", "hier kommen",
        "hier folgt", "hier folgen", "aquí está", "aquí están", "aquí tienes", "aquí tiene", "voici", "voilà",
        "ci dessous",
    ]

    /// What the texts that are asked for are called.
    private static let kinds = words(
        "script text description notes references sources output json response paragraph guidance "
            + "skript sprechtext beschreibung notizen hinweise quellen ausgabe absatz alternativtext alternativtexte "
            + "guion guión texto descripción notas referencias fuentes párrafo texte scénario remarques paragraphe "
            + "références")

    private static let fillers = words(
        "the a my your alt slide speaker spoken student instructor teacher developer learner alternative final "
            + "der die das folie el la las los le les l")

    private static func words(_ list: String) -> Set<String> { Set(list.split(separator: " ").map(String.init)) }
}
