extension NarrationPhrases.Words {
    private static let frenchArticles: Set<String> = ["un", "une", "des", "le", "la", "les"]

    static let french = Self(
        and: "et", minus: "moins", next: "Ensuite :",
        picture: DescriptionPhrase(
            shows: "L’image montre", shownThere: "Sur l’image :", articles: frenchArticles,
            leadIns: ["image de", "photo de", "photographie de"]),
        video: DescriptionPhrase(
            shows: "La vidéo montre", shownThere: "Dans la vidéo :", articles: frenchArticles, leadIns: ["vidéo de"]),
        sound: DescriptionPhrase(
            shows: "L’enregistrement est", shownThere: "Dans l’enregistrement :", articles: frenchArticles,
            leadIns: ["enregistrement de"]),
        videoPresent: "Une vidéo est présentée ici.", soundPresent: "Un enregistrement est diffusé ici.",
        tableLists: "Le tableau présente {list}", tableCovers: "Il couvre {list}",
        columnExtremes:
            "Dans la colonne {name}, la valeur la plus élevée est {high} et la plus basse est {low}",
        columnConstant: "Dans la colonne {name}, la valeur est toujours {value}",
        chartKinds: [
            .bar: "Le graphique à barres", .column: "L’histogramme", .line: "Le graphique en courbes",
            .area: "Le graphique en aires", .pie: "Le graphique en secteurs", .doughnut: "Le graphique en anneau",
            .scatter: "Le nuage de points", .bubble: "Le graphique en bulles", .radar: "Le graphique en radar",
            .stock: "Le graphique boursier", .surface: "Le graphique en surface",
        ],
        chart: "Le graphique",
        chartShows: "montre {name}", chartCompares: "compare {list}", chartCovers: "couvre {list}",
        alsoCompares: "Il compare {list}",
        valuesByCategories: "Il représente {values} selon {categories}",
        valueAxis: "L’axe des valeurs indique {name}", categoryAxis: "L’axe des catégories indique {name}",
        series: "La série {name}", unnamedSeries: "La série", automaticSeries: ["série", "series"],
        extremes: "La valeur la plus élevée est {high} et la plus basse est {low}",
        seriesExtremes:
            "Dans la série {name}, la valeur la plus élevée est {high} et la plus basse est {low}",
        single: "a la valeur {value}",
        trends: [
            .level: "reste stable à {value}",
            .risesSteadily: "monte régulièrement de {first} à {last}",
            .fallsSteadily: "baisse régulièrement de {first} à {last}",
            .risesThenFalls: "monte de {first} à {turn}, puis baisse à {last}",
            .fallsThenRises: "baisse de {first} à {turn}, puis monte à {last}",
            .risesUnsteadily: "monte avec des hauts et des bas de {first} à {last}",
            .fallsUnsteadily: "baisse avec des hauts et des bas de {first} à {last}",
            .returns: "monte et descend, et commence et finit à {value}",
        ],
        atCategory: "{value} pour {name}", atYear: "{value} en {name}")
}
