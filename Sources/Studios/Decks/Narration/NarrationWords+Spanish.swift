extension NarrationPhrases.Words {
    private static let spanishArticles: Set<String> = ["un", "una", "unos", "unas", "el", "la", "los", "las"]

    static let spanish = Self(
        and: "y", minus: "menos", next: "A continuación:",
        picture: DescriptionPhrase(
            shows: "La imagen muestra", shownThere: "En la imagen:", articles: spanishArticles,
            leadIns: ["imagen de", "foto de", "fotografía de"]),
        video: DescriptionPhrase(
            shows: "El vídeo muestra", shownThere: "En el vídeo:", articles: spanishArticles, leadIns: ["vídeo de"]),
        sound: DescriptionPhrase(
            shows: "La grabación es", shownThere: "En la grabación:", articles: spanishArticles,
            leadIns: ["grabación de"]),
        videoPresent: "Aquí se muestra un vídeo.", soundPresent: "Aquí se reproduce una grabación.",
        tableLists: "La tabla recoge {list}", tableCovers: "Abarca {list}",
        columnExtremes:
            "En la columna {name}, el valor más alto es {high} y el más bajo es {low}",
        columnConstant: "En la columna {name}, el valor es siempre {value}",
        chartKinds: [
            .bar: "El gráfico de barras", .column: "El gráfico de columnas", .line: "El gráfico de líneas",
            .area: "El gráfico de áreas", .pie: "El gráfico circular", .doughnut: "El gráfico de anillos",
            .scatter: "El gráfico de dispersión", .bubble: "El gráfico de burbujas", .radar: "El gráfico radial",
            .stock: "El gráfico de cotizaciones", .surface: "El gráfico de superficie",
        ],
        chart: "El gráfico",
        chartShows: "muestra {name}", chartCompares: "compara {list}", chartCovers: "abarca {list}",
        alsoCompares: "Compara {list}",
        valuesByCategories: "Representa {values} según {categories}",
        valueAxis: "El eje de valores muestra {name}", categoryAxis: "El eje de categorías muestra {name}",
        series: "La serie {name}", unnamedSeries: "La serie", automaticSeries: ["serie", "series"],
        extremes: "El valor más alto es {high} y el más bajo es {low}",
        seriesExtremes: "En la serie {name}, el valor más alto es {high} y el más bajo es {low}",
        single: "tiene el valor {value}",
        trends: [
            .level: "se mantiene en {value}",
            .risesSteadily: "sube de forma constante desde {first} hasta {last}",
            .fallsSteadily: "baja de forma constante desde {first} hasta {last}",
            .risesThenFalls: "sube desde {first} hasta {turn} y luego baja hasta {last}",
            .fallsThenRises: "baja desde {first} hasta {turn} y luego sube hasta {last}",
            .risesUnsteadily: "sube con altibajos desde {first} hasta {last}",
            .fallsUnsteadily: "baja con altibajos desde {first} hasta {last}",
            .returns: "sube y baja, y empieza y termina en {value}",
        ],
        atCategory: "{value} en {name}", atYear: "{value} en {name}")
}
