extension NarrationPhrases.Words {
    private static let germanArticles: Set<String> = ["ein", "eine", "einen", "das", "die", "den"]

    static let german = Self(
        and: "und", minus: "minus", next: "Als Nächstes:",
        picture: DescriptionPhrase(
            shows: "Das Bild zeigt", shownThere: "Im Bild:", articles: germanArticles,
            leadIns: ["bild von", "foto von", "abbildung von"]),
        video: DescriptionPhrase(
            shows: "Das Video zeigt", shownThere: "Im Video:", articles: germanArticles, leadIns: ["video von"]),
        sound: DescriptionPhrase(
            shows: "Die Aufnahme ist", shownThere: "In der Aufnahme:", articles: ["ein", "eine", "das", "die", "der"],
            leadIns: []),
        videoPresent: "Hier wird ein Video gezeigt.", soundPresent: "Hier wird eine Aufnahme abgespielt.",
        tableLists: "Die Tabelle enthält {list}", tableCovers: "Sie umfasst {list}",
        columnExtremes:
            "In der Spalte {name} ist der höchste Wert {high} und der niedrigste {low}",
        columnConstant: "In der Spalte {name} ist der Wert immer {value}",
        chartKinds: [
            .bar: "Das Balkendiagramm", .column: "Das Säulendiagramm", .line: "Das Liniendiagramm",
            .area: "Das Flächendiagramm", .pie: "Das Kreisdiagramm", .doughnut: "Das Ringdiagramm",
            .scatter: "Das Streudiagramm", .bubble: "Das Blasendiagramm", .radar: "Das Netzdiagramm",
            .stock: "Das Kursdiagramm", .surface: "Das Oberflächendiagramm",
        ],
        chart: "Das Diagramm",
        chartShows: "zeigt {name}", chartCompares: "vergleicht {list}", chartCovers: "umfasst {list}",
        alsoCompares: "Es vergleicht {list}",
        valuesByCategories: "Es zeigt {values} nach {categories}",
        valueAxis: "Die Werteachse zeigt {name}", categoryAxis: "Die Rubrikenachse zeigt {name}",
        series: "Die Reihe {name}", unnamedSeries: "Die Reihe", automaticSeries: ["reihe", "datenreihe", "series"],
        extremes: "Der höchste Wert ist {high} und der niedrigste {low}",
        seriesExtremes: "In der Reihe {name} ist der höchste Wert {high} und der niedrigste {low}",
        single: "hat den Wert {value}",
        trends: [
            .level: "bleibt gleich bei {value}",
            .risesSteadily: "steigt stetig von {first} auf {last}",
            .fallsSteadily: "fällt stetig von {first} auf {last}",
            .risesThenFalls: "steigt von {first} auf {turn} und fällt dann auf {last}",
            .fallsThenRises: "fällt von {first} auf {turn} und steigt dann auf {last}",
            .risesUnsteadily: "steigt mit Schwankungen von {first} auf {last}",
            .fallsUnsteadily: "fällt mit Schwankungen von {first} auf {last}",
            .returns: "steigt und fällt und beginnt und endet bei {value}",
        ],
        atCategory: "{value} bei {name}", atYear: "{value} im Jahr {name}")
}
