extension NarrationPhrases.Words {
    static let english = Self(
        and: "and", minus: "minus", next: "Next:",
        picture: DescriptionPhrase(
            shows: "The picture shows", shownThere: "In the picture:", articles: ["a", "an", "the"],
            leadIns: [
                "picture of", "image of", "photo of", "a picture of", "an image of", "a photo of",
                "picture containing", "a picture containing",
            ]),
        video: DescriptionPhrase(
            shows: "The video shows", shownThere: "In the video:", articles: ["a", "an", "the"], leadIns: ["video of"]),
        sound: DescriptionPhrase(
            shows: "The recording is", shownThere: "In the recording:", articles: ["a", "an", "the"],
            leadIns: ["recording of"]),
        videoPresent: "A video is shown here.", soundPresent: "A recording is played here.",
        tableLists: "The table lists {list}", tableCovers: "It covers {list}",
        columnExtremes:
            "In the column {name}, the highest value is {high} and the lowest is {low}",
        columnConstant: "In the column {name}, the value is always {value}",
        chartKinds: [
            .bar: "The bar chart", .column: "The column chart", .line: "The line chart", .area: "The area chart",
            .pie: "The pie chart", .doughnut: "The doughnut chart", .scatter: "The scatter plot",
            .bubble: "The bubble chart", .radar: "The radar chart", .stock: "The stock chart",
            .surface: "The surface chart",
        ],
        chart: "The chart",
        chartShows: "shows {name}", chartCompares: "compares {list}", chartCovers: "covers {list}",
        alsoCompares: "It compares {list}",
        valuesByCategories: "It plots {values} by {categories}",
        valueAxis: "The value axis shows {name}", categoryAxis: "The category axis shows {name}",
        series: "The series {name}", unnamedSeries: "The series", automaticSeries: ["series"],
        extremes: "The highest value is {high} and the lowest is {low}",
        seriesExtremes: "In the series {name}, the highest value is {high} and the lowest is {low}",
        single: "has the value {value}",
        trends: [
            .level: "stays level at {value}",
            .risesSteadily: "rises steadily from {first} to {last}",
            .fallsSteadily: "falls steadily from {first} to {last}",
            .risesThenFalls: "rises from {first} to {turn}, then falls to {last}",
            .fallsThenRises: "falls from {first} to {turn}, then rises to {last}",
            .risesUnsteadily: "rises with ups and downs from {first} to {last}",
            .fallsUnsteadily: "falls with ups and downs from {first} to {last}",
            .returns: "goes up and down, and starts and ends at {value}",
        ],
        atCategory: "{value} for {name}", atYear: "{value} in {name}")
}
