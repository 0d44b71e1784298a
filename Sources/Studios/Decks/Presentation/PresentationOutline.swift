/// What the main part of a presentation says: which slides there are, in which order, and how large they are
/// (ECMA-376 part 1, section 19.2.1.26).
struct PresentationOutline {
    let part: String
    let root: XMLElement
    let relationships: Relationships
    let size: SlideSize
    /// The parts of the slides, in the order in which they are presented.
    let slides: [String]
    /// What each slide is known by, wherever it stands: its number in the list, or its part when that is no use.
    let identifiers: [String]
    /// The number that the first slide shows.
    let firstNumber: Int

    private static let maximumSide = 56 * 914_400
    private static let maximumRatio = 20

    init(_ reader: PartReader) throws {
        let name = reader.package.archive.name
        guard let part = try reader.relationships(of: "").part("officeDocument") else {
            throw PresentationError.notPresentation(name, "a package without a document")
        }
        if let other = PresentationOutline.otherDocument(reader.package.contentType(of: part)) {
            throw PresentationError.notPresentation(name, other)
        }
        let root = try reader.tree(part)
        guard root.is(OfficeXML.presentation, "presentation") else {
            throw XMLFailure.damaged("it is no presentation").error(in: part)
        }
        self.part = part
        self.root = root
        relationships = try reader.relationships(of: part)
        size = try PresentationOutline.size(root, name: name)
        slides = try PresentationOutline.slides(root, relationships, in: reader.package)
        let list = root.child(OfficeXML.presentation, "sldIdLst")?.children(OfficeXML.presentation, "sldId") ?? []
        let numbers = list.compactMap { $0.attribute("id") }
        identifiers = numbers.count == slides.count && Set(numbers).count == numbers.count ? numbers : slides
        firstNumber = min(max(root.number("firstSlideNum") ?? 1, 0), 1_000_000)
    }

    /// What a main part is whose media type is not a presentation's.
    static func otherDocument(_ type: String?) -> String? {
        guard let type, !type.contains("presentationml"), !type.contains("ms-powerpoint") else { return nil }
        if type.contains("wordprocessingml") || type.contains("ms-word") { return "a Word document" }
        if type.contains("spreadsheetml") || type.contains("ms-excel") { return "an Excel workbook" }
        return "a package of type '\(type)'"
    }

    private static func size(_ root: XMLElement, name: String) throws -> SlideSize {
        guard let element = root.child(OfficeXML.presentation, "sldSz") else {
            return SlideSize(width: 9_144_000, height: 6_858_000)
        }
        let size = SlideSize(width: element.number("cx") ?? 0, height: element.number("cy") ?? 0)
        let sides = 1...maximumSide
        guard sides.contains(size.width), sides.contains(size.height), size.width <= size.height * maximumRatio,
            size.height <= size.width * maximumRatio
        else { throw PresentationError.sizeAbsurd(name, size) }
        return size
    }

    /// Slide parts that no list names are refused too: they are what is left when a list was damaged, and a film that
    /// silently lacks slides is worse than none. Office programs, Google Slides and LibreOffice leave none behind.
    private static func slides(
        _ root: XMLElement, _ relationships: Relationships, in package: OpenPackage
    ) throws -> [String] {
        let listed = root.child(OfficeXML.presentation, "sldIdLst")?.children(OfficeXML.presentation, "sldId") ?? []
        let parts = listed.compactMap { $0.relationship("id") }.compactMap { relationships[$0]?.part }
        let held = package.parts.filter { package.contentType(of: $0)?.hasSuffix("presentationml.slide+xml") ?? false }
        if listed.isEmpty && held.isEmpty { throw PresentationError.noSlides(package.archive.name) }
        var seen = Set<String>()
        if let twice = parts.first(where: { !seen.insert($0).inserted }) {
            throw PresentationError.slideListedTwice(package.archive.name, twice)
        }
        guard parts.count == listed.count, held.allSatisfy(seen.contains) else {
            throw PresentationError.slidesMissing(package.archive.name, listed: listed.count, held: held.count)
        }
        return parts
    }
}
