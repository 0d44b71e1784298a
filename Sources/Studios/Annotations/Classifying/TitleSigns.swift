/// What the words of a title speak for, in English, Spanish, German and French.
enum TitleSigns {
    /// The whole title, but for punctuation.
    private static let whole: [SlideKind: Set<String>] = [
        .agenda: [
            "agenda", "overview", "outline", "contents", "table of contents", "topics", "roadmap", "schedule", "plan",
            "índice", "contenido", "contenidos", "temario", "orden del día", "inhalt", "inhaltsverzeichnis",
            "überblick",
            "übersicht", "gliederung", "ablauf", "ordre du jour", "sommaire", "programme", "module overview",
        ],
        .knowledgeCheck: [
            "quiz", "test", "knowledge check", "self-test", "self test", "check your knowledge", "pop quiz",
            "check your understanding", "test your knowledge", "cuestionario", "prueba de conocimientos",
            "comprobación de conocimientos", "wissenstest", "lernkontrolle", "verständnisfragen", "testfragen",
            "vérification des connaissances", "testez vos connaissances",
        ],
        .answers: [
            "answer", "answers", "solution", "solutions", "answer key", "respuesta", "respuestas", "solución",
            "soluciones", "antwort", "antworten", "lösung", "lösungen", "réponse", "réponses", "corrigé",
        ],
        .closing: [
            "thank you", "thanks", "summary", "conclusion", "conclusions", "wrap-up", "wrap up", "recap", "takeaways",
            "key takeaways", "next steps", "questions", "any questions", "q&a", "q & a", "the end", "contact",
            "gracias",
            "muchas gracias", "resumen", "conclusiones", "conclusión", "preguntas", "próximos pasos", "danke",
            "vielen dank", "zusammenfassung", "fazit", "fragen", "ausblick", "merci", "merci beaucoup", "résumé",
            "synthèse",
        ],
    ]

    /// Somewhere in the title, as whole words.
    private static let within: [SlideKind: [String]] = [
        .agenda: [
            "agenda", "today's topics", "what we'll cover", "what we will cover", "what you will learn",
            "what you'll learn", "learning objectives", "objetivos de aprendizaje", "lernziele",
            "objectifs d'apprentissage",
            "lo que aprenderás", "was sie lernen", "ce que vous apprendrez",
        ],
        .knowledgeCheck: ["quiz", "knowledge check", "wissenstest", "cuestionario"],
        .answers: ["answer key", "quiz answers", "quiz solution", "respuestas del"],
        .closing: [
            "thank you", "thanks", "summary", "key takeaways", "gracias", "resumen", "vielen dank", "zusammenfassung",
            "merci",
        ],
    ]

    static func signs(of facts: SlideFacts) -> [KindSign] {
        let bare = facts.title.lowercased().replacing("’", with: "'")
        let title = String(bare.drop { !$0.isLetter }).trimmed
        guard !title.isEmpty else { return [] }
        var signs: [KindSign] = []
        for (kind, titles) in whole where titles.contains(title) {
            signs.append(KindSign(kind: kind, weight: 0.85, reason: "the title is '\(facts.title)'"))
        }
        if signs.isEmpty {
            for (kind, phrases) in within {
                guard let phrase = phrases.first(where: { " \(title) ".contains(" \($0) ") }) else { continue }
                signs.append(KindSign(kind: kind, weight: 0.6, reason: "the title holds '\(phrase)'"))
            }
        }
        if let match = title.firstMatch(
            of:
                /^(module|lesson|unit|chapter|módulo|unidad|lección|capítulo|modul|lektion|kapitel|leçon|chapitre|unité)\s+\d+/
        ),
            facts.points.isEmpty, !facts.hasData
        {
            signs.append(KindSign(kind: .moduleTitle, weight: 0.8, reason: "the title begins '\(match.output.0)'"))
        }
        if let match = title.firstMatch(of: /^(question|pregunta|frage)\s+\d+$/), facts.points.count > 1 {
            signs.append(KindSign(kind: .knowledgeCheck, weight: 0.7, reason: "the title is '\(match.output.0)'"))
        }
        return signs.sorted { $0.kind.rawValue < $1.kind.rawValue }
    }
}

extension String {
    /// Without the punctuation and signs at its end.
    fileprivate var trimmed: String {
        var text = self[...]
        while let last = text.last, !last.isLetter && !last.isNumber { text = text.dropLast() }
        return String(text)
    }
}
