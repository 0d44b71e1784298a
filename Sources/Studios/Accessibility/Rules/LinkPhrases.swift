/// Texts of links that say nothing.
package enum LinkPhrases {
    package static func areEmpty(_ text: String) -> Bool {
        let words = text.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }).joined(separator: " ")
        return phrases.contains(words)
    }

    private static let phrases: Set<String> = [
        "click", "click here", "click this", "here", "link", "this link", "this", "more", "read more", "learn more",
        "see more", "more info", "more information", "go", "go here", "see here", "follow this link", "website", "url",
        "hier", "hier klicken", "klicken sie hier", "klick hier", "mehr", "mehr erfahren", "weiterlesen", "dieser link",
        "weitere informationen", "mehr informationen",
        "aquí", "aqui", "haz clic aquí", "haga clic aquí", "clic aquí", "pulse aquí", "pincha aquí", "enlace",
        "este enlace", "más", "leer más", "más información", "ver más", "saber más",
        "ici", "cliquez ici", "cliquer ici", "lien", "ce lien", "plus", "lire la suite", "en savoir plus",
        "plus d informations",
    ]
}
