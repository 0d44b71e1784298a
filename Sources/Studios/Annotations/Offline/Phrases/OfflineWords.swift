import Decks

/// The words that the offline writer puts between what is on a slide, in one language.
///
/// They hold no names, and no numbers but those that are counted on the slide. Noun phrases begin with their article
/// in lower case. The plural nouns of German are datives: they follow "mit".
struct OfflineWords: Sendable {
    /// Two to twelve.
    var numbers: [String]
    var nouns: [Counted: CountedNoun]
    var openingQuote: String
    var closingQuote: String

    // Noun phrases
    var charts: [ChartElement.Kind: String]
    var chart: String
    /// A thing and its subject: "a column chart of Sales".
    var about: PhraseTemplate
    /// "{kind} with {list}"
    var with: PhraseTemplate
    var axes: PhraseTemplate
    var valueAxis: PhraseTemplate
    var categoryAxis: PhraseTemplate
    var range: PhraseTemplate
    /// How a series goes, without its values; follow its name.
    var courses: [Trend.Course: String]
    var table: String
    var rowsAre: PhraseTemplate
    var diagram: String
    /// Before the items of a long diagram.
    var beginsWith: PhraseTemplate
    var group: String
    var groupOfPictures: PhraseTemplate
    var looks: [PictureSight.Look: String]
    var picture: String
    var withText: PhraseTemplate
    var withTexts: PhraseTemplate
    var mainly: PhraseTemplate
    var titled: PhraseTemplate
    var colours: [String: String]
    var video: String
    var sound: String
    var places: [SlidePlace: String]

    // Descriptions
    var subtitleIs: PhraseTemplate
    var textIs: PhraseTemplate
    var listOf: PhraseTemplate
    var listRange: PhraseTemplate
    var labelsOf: PhraseTemplate
    var listing: String
    var onlyTitle: String
    var empty: String

    // Scripts
    var welcome: PhraseTemplate
    var topics: PhraseTemplate
    var answerNow: String
    var seeHere: PhraseTemplate
    var lookNow: String

    // Notes for teachers
    var stress: PhraseTemplate
    var clarify: PhraseTemplate
    var warn: PhraseTemplate
    var askMeaning: PhraseTemplate
    var askHighest: PhraseTemplate
    var askTable: PhraseTemplate
    var askWords: PhraseTemplate
    var askWhatIsShown: String
    var walkThrough: PhraseTemplate
    var announce: PhraseTemplate
    var askExpectation: String
    var letAnswer: String
    var giveReason: String
    var askOpen: String

    // Notes for learners
    var keyTerms: PhraseTemplate
    var explainYourself: PhraseTemplate
    var rememberSlide: String

    // Notes for builders
    var slideHas: PhraseTemplate
    var chartIsData: PhraseTemplate
    var tableIsData: String
    var diagramIsData: String
    var pictureSize: PhraseTemplate
    var pictureColours: PhraseTemplate
    var pictureText: String
    var recordingStays: String
    var keepLayout: String
    var title: String
}

/// Where on a slide something is.
enum SlidePlace: String, Sendable, CaseIterable {
    case left, right, top, bottom, middle, topLeft, topRight, bottomLeft, bottomRight
}
