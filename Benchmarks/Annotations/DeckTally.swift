import Foundation

/// What was counted on one deck, or on all.
struct DeckTally {
    static let head = """
        | deck | subjects | alt text missing or unfit: before, after | tips on it | flags | parts: untouched, of which identical | changed, \
        added | invalid by schema, of | order kept | pages: equal, all | read back by python-pptx | second run | score | seconds |
        |---|---|---|---|---|---|---|---|---|---|---|---|---|---|
        """

    var subjects = 0
    var poorBefore = 0
    var poorAfter = 0
    var tipsBefore = 0
    var tipsAfter = 0
    var flags = 0
    var untouched = 0
    var identical = 0
    var changed = 0
    var added = 0
    var held = 0
    var invalid = 0
    var isOrderKept = true
    var pages = 0
    var equalPages = 0
    var texts = 0
    var textsRead = 0
    var isSecondEqual = true
    var scores = ""
    var seconds = 0.0

    mutating func add(_ other: DeckTally) {
        subjects += other.subjects
        poorBefore += other.poorBefore
        poorAfter += other.poorAfter
        tipsBefore += other.tipsBefore
        tipsAfter += other.tipsAfter
        flags += other.flags
        untouched += other.untouched
        identical += other.identical
        changed += other.changed
        added += other.added
        held += other.held
        invalid += other.invalid
        isOrderKept = isOrderKept && other.isOrderKept
        pages += other.pages
        equalPages += other.equalPages
        texts += other.texts
        textsRead += other.textsRead
        isSecondEqual = isSecondEqual && other.isSecondEqual
        seconds += other.seconds
    }

    var cells: String {
        [
            "\(subjects)", "\(poorBefore), \(poorAfter)", "\(tipsBefore), \(tipsAfter)", "\(flags)",
            "\(untouched), \(identical)",
            "\(changed), \(added)", "\(invalid), \(held)", isOrderKept ? "yes" : "NO", "\(equalPages), \(pages)",
            "\(textsRead) of \(texts)",
            isSecondEqual ? "equal" : "DIFFERS", scores, seconds.text(),
        ].joined(separator: " | ")
    }
}
