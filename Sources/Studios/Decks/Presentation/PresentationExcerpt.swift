import Essentials
package import Foundation

/// Copies a presentation in such a form that an office program draws some of its slides only.
///
/// All slides keep their places, so that numbers on them stay right; those that are not to be shown become empty and
/// hidden. What they alone used (pictures, charts, media, notes) is left out, and everything else is passed on as it
/// is packed.
package enum PresentationExcerpt {
    /// Writes to `destination` a copy of `source` that shows the slides of these numbers, which count from 1 and
    /// include hidden slides. A hidden slide that is asked for is shown.
    ///
    /// The same source and numbers give the same bytes.
    ///
    /// - Throws: ``DeckError``: `deck.no-such-slide`, `zip.not-written`, or what is wrong with the source.
    package static func write(from source: URL, showing slideNumbers: Set<Int>, to destination: URL) throws {
        try excerpt(of: ZipArchive(contentsOf: source), showing: slideNumbers).write(to: destination)
    }

    /// The same, from an archive to a writer.
    package static func excerpt(of archive: ZipArchive, showing slideNumbers: Set<Int>) throws -> ZipWriter {
        let package = try OpenPackage(archive)
        let reader = PartReader(package)
        let outline = try PresentationOutline(reader)
        let numbers = 1...outline.slides.count
        guard !slideNumbers.isEmpty, slideNumbers.allSatisfy(numbers.contains) else {
            throw DeckError(
                code: "deck.no-such-slide",
                message: "'\(archive.name)' has \(numbers.count) slides; "
                    + "\(slideNumbers.sorted().map(String.init).joined(separator: ", ")) cannot be shown.",
                remedy: "Name slides from 1 to \(numbers.count).", category: .usage)
        }
        let changes = try changes(to: outline, showing: slideNumbers, reader)
        return try assemble(package, changes, reader)
    }

    /// What differs from the source: parts by their keys.
    private struct Changes {
        var bytes: [String: Data] = [:]
        /// What a changed slide still refers to.
        var relationships: [String: [Relationship]] = [:]
    }

    private static func changes(
        to outline: PresentationOutline, showing slideNumbers: Set<Int>, _ reader: PartReader
    ) throws -> Changes {
        var changes = Changes()
        for (index, part) in outline.slides.enumerated() {
            if slideNumbers.contains(index + 1) {
                let bytes = try reader.package.bytes(of: part)
                if let shown = try SlideVisibility.shown(bytes, part: part) {
                    changes.bytes[PartName.key(part)] = shown
                }
                continue
            }
            let layout = try reader.relationships(of: part).all.first { $0.kind == "slideLayout" && $0.part != nil }
            changes.bytes[PartName.key(part)] = emptySlide
            changes.bytes[PartName.key(PartName.relationships(of: part))] = relationships(to: layout)
            changes.relationships[PartName.key(part)] = layout.map { [$0] } ?? []
        }
        return changes
    }

    /// The entries in their order: what is reachable from the package, with its lists of relationships.
    private static func assemble(_ package: OpenPackage, _ changes: Changes, _ reader: PartReader) throws -> ZipWriter {
        let reachable = try reachableParts(changes, reader)
        var writer = ZipWriter()
        for entry in package.archive.entries where !entry.isFolder {
            let key = PartName.key(entry.name)
            let owner = PartName.owner(ofRelationships: entry.name).map(PartName.key)
            guard key == PartName.key(OpenPackage.contentTypesName) || reachable.contains(owner ?? key) else {
                continue
            }
            if let bytes = changes.bytes[key] {
                try writer.add(entry.name, bytes)
            } else {
                try writer.copy(entry, from: package.archive)
            }
        }
        return writer
    }

    private static func reachableParts(_ changes: Changes, _ reader: PartReader) throws -> Set<String> {
        var reachable: Set<String> = [""]
        var waiting = [""]
        while let part = waiting.popLast() {
            let own = try changes.relationships[PartName.key(part)] ?? reader.relationships(of: part).all
            for target in own.compactMap(\.part) where reachable.insert(PartName.key(target)).inserted {
                waiting.append(target)
            }
        }
        return reachable
    }

    // MARK: An empty slide

    private static let emptySlide = Data(
        """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <p:sld xmlns:a="\(OfficeXML.drawing)" xmlns:r="\(OfficeXML.relationships)" \
        xmlns:p="\(OfficeXML.presentation)" show="0"><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/>\
        <p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/></p:spTree></p:cSld>\
        <p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>
        """.utf8)

    private static func relationships(to layout: Relationship?) -> Data {
        let list = layout.flatMap { layout in
            layout.part.map { part in
                """
                <Relationship Id="rId1" Type="\(OfficeXML.relationships)/slideLayout" Target="/\(escaped(part))"/>
                """
            }
        }
        return Data(
            """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\(list ?? "")\
            </Relationships>
            """.utf8)
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    }
}
