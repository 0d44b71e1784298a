extension NarrationPhrases {
    /// The phrases of one language. Whole sentences end without their full stop.
    struct Words: Sendable {
        var and: String
        var minus: String
        /// Introduces the title of a part.
        var next: String

        var picture: DescriptionPhrase
        var video: DescriptionPhrase
        var sound: DescriptionPhrase
        var videoPresent: String
        var soundPresent: String

        /// The headings of a table.
        var tableLists: PhraseTemplate
        /// The labels of rows that are not read one by one.
        var tableCovers: PhraseTemplate
        var columnExtremes: PhraseTemplate
        var columnConstant: PhraseTemplate

        /// The kinds of chart with their article, as a sentence begins.
        var chartKinds: [ChartElement.Kind: String]
        var chart: String
        /// Follow the kind of chart.
        var chartShows: PhraseTemplate
        var chartCompares: PhraseTemplate
        var chartCovers: PhraseTemplate
        /// The series, after the title was said.
        var alsoCompares: PhraseTemplate
        var valuesByCategories: PhraseTemplate
        var valueAxis: PhraseTemplate
        var categoryAxis: PhraseTemplate

        /// A series as the subject of a sentence.
        var series: PhraseTemplate
        var unnamedSeries: String
        /// How the automatic names of series begin ("Series 1"), in lower case.
        var automaticSeries: [String]
        var extremes: PhraseTemplate
        var seriesExtremes: PhraseTemplate
        /// Follow the subject.
        var single: PhraseTemplate
        var trends: [Trend.Course: PhraseTemplate]
        /// Follow a value.
        var atCategory: PhraseTemplate
        var atYear: PhraseTemplate
    }
}
