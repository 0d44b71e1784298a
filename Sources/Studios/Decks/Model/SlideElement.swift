/// Something on a slide.
package indirect enum SlideElement: Codable, Hashable, Sendable {
    case text(TextElement)
    case table(TableElement)
    case chart(ChartElement)
    /// SmartArt.
    case diagram(DiagramElement)
    case picture(PictureElement)
    /// An embedded or linked video or sound.
    case media(MediaElement)
    case group(GroupElement)
}

extension SlideElement {
    /// What every element has: its shape.
    package var shape: ShapeIdentity {
        get {
            switch self {
            case .text(let element): element.shape
            case .table(let element): element.shape
            case .chart(let element): element.shape
            case .diagram(let element): element.shape
            case .picture(let element): element.shape
            case .media(let element): element.shape
            case .group(let element): element.shape
            }
        }
        set {
            switch self {
            case .text(var element):
                element.shape = newValue
                self = .text(element)
            case .table(var element):
                element.shape = newValue
                self = .table(element)
            case .chart(var element):
                element.shape = newValue
                self = .chart(element)
            case .diagram(var element):
                element.shape = newValue
                self = .diagram(element)
            case .picture(var element):
                element.shape = newValue
                self = .picture(element)
            case .media(var element):
                element.shape = newValue
                self = .media(element)
            case .group(var element):
                element.shape = newValue
                self = .group(element)
            }
        }
    }
}

/// What every shape has.
package struct ShapeIdentity: Codable, Hashable, Sendable {
    /// Unique within the slide, as far as the program that wrote the file kept to the rules.
    package var id: Int
    package var name: String
    /// The alternative text (`descr`), when there is any.
    package var altText: String?
    package var isDecorative: Bool
    /// Where it is on the slide; `nil` when the layout decides.
    package var frame: ShapeFrame?

    package init(
        id: Int, name: String, altText: String? = nil, isDecorative: Bool = false, frame: ShapeFrame? = nil
    ) {
        self.id = id
        self.name = name
        self.altText = altText
        self.isDecorative = isDecorative
        self.frame = frame
    }
}

/// A rectangle on the slide, in EMU.
package struct ShapeFrame: Codable, Hashable, Sendable {
    package var x: Int
    package var y: Int
    package var width: Int
    package var height: Int

    package init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }
}

/// A shape with text, or one without any whose alternative text says what it shows.
package struct TextElement: Codable, Hashable, Sendable {
    /// What a text box is for.
    package enum Role: String, Codable, Sendable {
        case title, subtitle, body, footer, date, slideNumber, other
    }

    package var shape: ShapeIdentity
    package var role: Role
    /// Empty paragraphs left out.
    package var paragraphs: [Paragraph]

    package init(shape: ShapeIdentity, role: Role, paragraphs: [Paragraph]) {
        self.shape = shape
        self.role = role
        self.paragraphs = paragraphs
    }
}

package struct Paragraph: Codable, Hashable, Sendable {
    /// Line breaks within the paragraph are "\n".
    package var text: String
    /// The outline level, from 0.
    package var level: Int
    package var language: String?

    package init(_ text: String, level: Int = 0, language: String? = nil) {
        self.text = text
        self.level = level
        self.language = language
    }
}

package struct TableElement: Codable, Hashable, Sendable {
    package var shape: ShapeIdentity
    /// All rows have the same number of cells; a cell covered by a merged neighbour is "".
    package var rows: [[String]]
    /// Whether the first row holds headings.
    package var hasHeaderRow: Bool

    package init(shape: ShapeIdentity, rows: [[String]], hasHeaderRow: Bool) {
        self.shape = shape
        self.rows = rows
        self.hasHeaderRow = hasHeaderRow
    }
}

package struct ChartElement: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, Sendable {
        case bar, column, line, area, pie, doughnut, scatter, bubble, radar, stock, surface, other
    }

    package struct Series: Codable, Hashable, Sendable {
        package var name: String?
        /// One value per category; `nil` where the data has a gap.
        package var values: [Double?]
        /// The number format code of the values, such as `0%` or `#,##0.00`.
        package var format: String?
        /// How this series is drawn, in a chart that mixes kinds; `nil` when it is as the chart's kind says.
        package var kind: Kind?

        package init(name: String?, values: [Double?], format: String? = nil, kind: Kind? = nil) {
            self.name = name
            self.values = values
            self.format = format
            self.kind = kind
        }
    }

    package var shape: ShapeIdentity
    package var kind: Kind
    package var title: String?
    package var categoryAxisTitle: String?
    package var valueAxisTitle: String?
    /// The labels along the category axis (for scatter and bubble charts: the x values as text).
    package var categories: [String]
    package var series: [Series]

    package init(
        shape: ShapeIdentity, kind: Kind, title: String? = nil, categoryAxisTitle: String? = nil,
        valueAxisTitle: String? = nil, categories: [String], series: [Series]
    ) {
        self.shape = shape
        self.kind = kind
        self.title = title
        self.categoryAxisTitle = categoryAxisTitle
        self.valueAxisTitle = valueAxisTitle
        self.categories = categories
        self.series = series
    }
}

package struct DiagramElement: Codable, Hashable, Sendable {
    package var shape: ShapeIdentity
    /// The texts of the nodes, in the diagram's order, with their depth.
    package var nodes: [Paragraph]

    package init(shape: ShapeIdentity, nodes: [Paragraph]) {
        self.shape = shape
        self.nodes = nodes
    }
}

package struct PictureElement: Codable, Hashable, Sendable {
    /// How much is cut off each side, as a share of the picture (0...1; negative adds a border).
    package struct Crop: Codable, Hashable, Sendable {
        package var left: Double
        package var top: Double
        package var right: Double
        package var bottom: Double

        package init(left: Double, top: Double, right: Double, bottom: Double) {
            self.left = left
            self.top = top
            self.right = right
            self.bottom = bottom
        }
    }

    package var shape: ShapeIdentity
    /// The name of the part in the package, such as `ppt/media/image1.png`; `nil` for a linked picture.
    package var part: String?
    package var mediaType: String?
    package var crop: Crop?
    /// The part that holds the same picture as SVG, where there is one: `part` is then what older programs show.
    package var vectorPart: String?

    package init(
        shape: ShapeIdentity, part: String?, mediaType: String?, crop: Crop? = nil, vectorPart: String? = nil
    ) {
        self.shape = shape
        self.part = part
        self.mediaType = mediaType
        self.crop = crop
        self.vectorPart = vectorPart
    }
}

package struct MediaElement: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, Sendable {
        case video, audio
    }

    package var shape: ShapeIdentity
    package var kind: Kind
    /// The part in the package, or `nil` when it is linked.
    package var part: String?
    package var mediaType: String?
    /// The part with the picture that stands for it on the slide.
    package var posterPart: String?

    package init(
        shape: ShapeIdentity, kind: Kind, part: String?, mediaType: String?, posterPart: String? = nil
    ) {
        self.shape = shape
        self.kind = kind
        self.part = part
        self.mediaType = mediaType
        self.posterPart = posterPart
    }
}

package struct GroupElement: Codable, Hashable, Sendable {
    package var shape: ShapeIdentity
    package var members: [SlideElement]
    /// Whether some of its shapes that bear no words, and so are no members, make up a drawing.
    package var isDrawing: Bool

    package init(shape: ShapeIdentity, members: [SlideElement], isDrawing: Bool = false) {
        self.shape = shape
        self.members = members
        self.isDrawing = isDrawing
    }
}
