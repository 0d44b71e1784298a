extension NarrationPhrases {
    /// The phrases of one language. Whole sentences end without their full stop.
    package struct Words: Sendable {
        package var and: String
        var minus: String
        /// Introduces the title of a part.
        var next: String

        package var picture: DescriptionPhrase
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
        package var unnamedSeries: String
        /// How the automatic names of series begin ("Series 1"), in lower case.
        package var automaticSeries: [String]
        package var extremes: PhraseTemplate
        var seriesExtremes: PhraseTemplate
        /// Follow the subject.
        package var single: PhraseTemplate
        package var trends: [Trend.Course: PhraseTemplate]
        /// Follow a value.
        package var atCategory: PhraseTemplate
        var atYear: PhraseTemplate
    }
}
