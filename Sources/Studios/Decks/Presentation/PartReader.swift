import Essentials
import Foundation

/// Reads the parts of one package and remembers what is asked for again: digests, relationships, charts.
///
/// A part that is read as a tree is digested in passing, so that no part is unpacked twice. One reading, one thread.
final class PartReader {
    let package: OpenPackage
    private var digests: [String: ContentDigest] = [:]
    private var lists: [String: Relationships] = [:]
    private var backdrops: [String: Backdrop] = [:]
    private var charts: [String: ChartElement] = [:]
    private var diagrams: [String: (nodes: [Paragraph], links: [SlideLink])] = [:]

    init(_ package: OpenPackage) {
        self.package = package
    }

    func tree(_ part: String) throws -> XMLElement {
        let bytes = try package.bytes(of: part)
        if digests[part] == nil {
            var hasher = ContentHasher()
            bytes.withUnsafeBytes { hasher.update($0) }
            digests[part] = hasher.finish()
        }
        return try XMLTree.parse(bytes, part: part, dialect: OfficeXML.dialect)
    }

    /// A slide as its author left it, and what stands on it that was added by annotating it.
    ///
    /// The slide's digest names what is drawn: it does not change with alternative texts.
    func slide(_ part: String, _ record: SlideRecord?) throws -> (root: XMLElement, annotations: SlideAnnotations) {
        var bytes = try package.bytes(of: part)
        var annotations = SlideAnnotations()
        if let record, !record.shapes.isEmpty || record.order != nil,
            var editor = try? SlideEditor(bytes, part: part, number: 0, record: record),
            let found = try? editor.restore()
        {
            annotations = found
            bytes = editor.source.data
        }
        let root = try XMLTree.parse(bytes, part: part, dialect: OfficeXML.dialect)
        var hasher = ContentHasher()
        SlideLooks.bytes(of: bytes, part: part).withUnsafeBytes { hasher.update($0) }
        digests[part] = hasher.finish()
        return (root, annotations)
    }

    func digest(_ part: String) throws -> ContentDigest {
        if let known = digests[part] { return known }
        guard let entry = package.entry(of: part) else { return ContentDigest(of: "") }
        var hasher = ContentHasher()
        try package.archive.unpack(entry) { hasher.update($0) }
        let digest = hasher.finish()
        digests[part] = digest
        return digest
    }

    func relationships(of part: String) throws -> Relationships {
        if let known = lists[part] { return known }
        let list = try package.relationships(of: part)
        lists[part] = list
        return list
    }

    /// What a layout or master means for its slides.
    func backdrop(_ part: String) throws -> Backdrop {
        if let known = backdrops[part] { return known }
        let backdrop = Backdrop(try tree(part))
        backdrops[part] = backdrop
        return backdrop
    }

    /// The chart of a chart part, to be given the identity of the shape that shows it.
    func chart(_ part: String) throws -> ChartElement {
        if let known = charts[part] { return known }
        let chart = ChartReader.chart(try tree(part))
        charts[part] = chart
        return chart
    }

    /// The nodes of the SmartArt whose data part this is, and its links.
    func diagram(_ part: String) throws -> (nodes: [Paragraph], links: [SlideLink]) {
        if let known = diagrams[part] { return known }
        let model = try tree(part)
        var links = LinkReader(try relationships(of: part))
        links.read(model)
        let diagram = (DiagramReader.nodes(model), links.links)
        diagrams[part] = diagram
        return diagram
    }
}
