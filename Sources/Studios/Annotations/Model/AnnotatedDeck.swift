/// A deck with the fields of its slides: what the reports show, and what is written back.
package struct AnnotatedDeck: Codable, Hashable, Sendable {
    /// The file's name.
    package var name: String
    package var title: String?
    /// BCP 47.
    package var language: String?
    package var slides: [AnnotatedSlide]

    package init(name: String, title: String? = nil, language: String? = nil, slides: [AnnotatedSlide]) {
        self.name = name
        self.title = title
        self.language = language
        self.slides = slides
    }
}

package struct AnnotatedSlide: Codable, Hashable, Sendable {
    /// The place in the deck, from 1, hidden slides counted.
    package var number: Int
    package var isHidden: Bool
    package var title: String?
    package var kind: SlideClassification
    /// A digest of the slide as its author left it (``SlideSign/contents``); `nil` where nobody needs it.
    package var contents: String?
    /// Those that were asked for, in the order of `SlideField.allCases`.
    package var fields: [FieldResult]

    package init(
        number: Int, isHidden: Bool = false, title: String? = nil, kind: SlideClassification, contents: String? = nil,
        fields: [FieldResult]
    ) {
        self.number = number
        self.isHidden = isHidden
        self.title = title
        self.kind = kind
        self.contents = contents
        self.fields = fields
    }
}

/// What became of one field of one slide.
package struct FieldResult: Codable, Hashable, Sendable {
    package enum Outcome: Codable, Hashable, Sendable {
        case written(FieldValue)
        case failed(FieldFailure)
    }

    package var field: SlideField
    package var outcome: Outcome
    /// What the deck held before, where it held something.
    package var old: FieldValue?
    package var provenance: Provenance
    /// What a person should look at before the text is used.
    package var flags: [Flag]
    /// The shapes whose alternative text is a person's, beside others.
    package var shapesByPerson: [Int]

    package init(
        field: SlideField, outcome: Outcome, old: FieldValue? = nil, provenance: Provenance, flags: [Flag] = [],
        shapesByPerson: [Int] = []
    ) {
        self.field = field
        self.outcome = outcome
        self.old = old
        self.provenance = provenance
        self.flags = flags
        self.shapesByPerson = shapesByPerson
    }

    package var value: FieldValue? {
        if case .written(let value) = outcome { value } else { nil }
    }

    /// Whether the text holds an address that nobody could verify: then it does not go into the deck.
    var namesUnverifiedAddress: Bool {
        guard case .text(let text)? = value else { return false }
        return flags.contains { $0.kind == .unverifiedURL && text.contains($0.excerpt) }
    }
}

/// Why a field was not written.
package struct FieldFailure: Codable, Hashable, Sendable {
    package var code: String
    package var message: String
    package var remedy: String?

    package init(code: String, message: String, remedy: String? = nil) {
        self.code = code
        self.message = message
        self.remedy = remedy
    }
}

/// Where a text comes from.
package struct Provenance: Codable, Hashable, Sendable {
    package enum Writer: String, Codable, Hashable, Sendable {
        case model
        /// The program itself, without a model.
        case offline
        /// A person edited it.
        case person
        /// It stood in the deck and was good as it is.
        case deck
    }

    package var writer: Writer
    /// The model that really answered.
    package var model: String?
    /// The prompt's name and version, such as "script/default@2".
    package var prompt: String?
    /// How long it took to make, in seconds; also when it was made in an earlier run.
    package var seconds: Double
    /// In US dollars; `nil` where no price is known.
    package var cost: Double?
    /// Calls to the model, repairs included.
    package var calls: Int
    /// Whether a first answer broke the rules and was repaired by the model.
    package var wasRepaired: Bool
    /// Whether it was made in an earlier run and only looked up in this one.
    package var wasReused: Bool

    package init(
        writer: Writer, model: String? = nil, prompt: String? = nil, seconds: Double = 0, cost: Double? = nil,
        calls: Int = 0, wasRepaired: Bool = false, wasReused: Bool = false
    ) {
        self.writer = writer
        self.model = model
        self.prompt = prompt
        self.seconds = seconds
        self.cost = cost
        self.calls = calls
        self.wasRepaired = wasRepaired
        self.wasReused = wasReused
    }
}

/// Something that is wrong with a text, or that nobody could verify.
package struct Flag: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, Hashable, Sendable {
        /// A number that is neither on the slide nor in its notes, its pictures' text or the sources.
        case unsupportedNumber
        /// A name of which the same is true.
        case unsupportedName
        /// An address that could not be verified.
        case unverifiedURL
        /// The text breaks a rule of its field: too long, a lead-in, a file name.
        case rule
        /// A model was to write it, none answered, and it was written offline.
        case fallback
    }

    package var kind: Kind
    /// The words in question, as they stand in the text; "" when the whole text is meant.
    package var excerpt: String
    /// One sentence for people.
    package var message: String

    package init(kind: Kind, excerpt: String = "", message: String) {
        self.kind = kind
        self.excerpt = excerpt
        self.message = message
    }
}
