/// Words that mean numbers, and what they mean. Articles ("un", "eine") are left out: they count nothing.
package enum NumberWords {
    /// The number that `word` means, in digits.
    package static func value(of word: String, in language: NarrationPhrases.Language) -> String? {
        tables[language == .other ? .english : language]?[word.lowercased()]
    }

    private static let tables: [NarrationPhrases.Language: [String: String]] = [
        .english: table(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
                + "seventeen eighteen nineteen",
            tens: "twenty thirty forty fifty sixty seventy eighty ninety",
            others: [
                "hundred": "100", "thousand": "1000", "million": "1000000", "billion": "1000000000", "dozen": "12",
                "half": "2", "twice": "2", "double": "2", "triple": "3", "quarter": "4", "first": "1", "second": "2",
                "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7", "eighth": "8", "ninth": "9",
                "tenth": "10", "both": "2", "twofold": "2",
            ]),
        .spanish: table(
            "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
                + "diecisiete dieciocho diecinueve",
            tens: "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
            others: [
                "cien": "100", "ciento": "100", "mil": "1000", "millón": "1000000", "millones": "1000000",
                "docena": "12", "mitad": "2", "doble": "2", "triple": "3", "primero": "1", "primera": "1",
                "segundo": "2", "segunda": "2", "tercero": "3", "tercera": "3", "cuarto": "4", "ambos": "2",
            ]),
        .german: table(
            "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn "
                + "siebzehn achtzehn neunzehn",
            tens: "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
            others: [
                "hundert": "100", "tausend": "1000", "million": "1000000", "millionen": "1000000", "dutzend": "12",
                "hälfte": "2", "halb": "2", "doppelt": "2", "dreifach": "3", "erste": "1", "zweite": "2", "dritte": "3",
                "vierte": "4", "fünfte": "5", "beide": "2",
            ]),
        .french: table(
            "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize", from: 2,
            tens: "vingt trente quarante cinquante soixante",
            others: [
                "zéro": "0", "cent": "100", "mille": "1000", "million": "1000000", "millions": "1000000",
                "douzaine": "12",
                "moitié": "2", "double": "2", "triple": "3", "premier": "1", "première": "1", "deuxième": "2",
                "second": "2", "seconde": "2", "troisième": "3", "quatrième": "4", "cinquième": "5",
            ]),
    ]

    private static func table(
        _ small: String, from first: Int = 0, tens: String, others: [String: String]
    ) -> [String: String] {
        var table = others
        for (index, word) in small.split(separator: " ").enumerated() { table[String(word)] = String(first + index) }
        for (index, word) in tens.split(separator: " ").enumerated() { table[String(word)] = String((index + 2) * 10) }
        return table
    }

    /// The nouns of the German phrases.
    package static let germanNouns: Set<String> = [
        "Nächstes", "Bild", "Video", "Aufnahme", "Tabelle", "Spalte", "Wert", "Diagramm", "Reihe", "Jahr",
        "Schwankungen", "Werteachse", "Rubrikenachse", "Balkendiagramm", "Säulendiagramm", "Liniendiagramm",
        "Flächendiagramm", "Kreisdiagramm", "Ringdiagramm", "Streudiagramm", "Blasendiagramm", "Netzdiagramm",
        "Kursdiagramm", "Oberflächendiagramm",
    ]
}
