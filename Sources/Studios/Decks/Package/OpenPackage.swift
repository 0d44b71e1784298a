package import Foundation

/// A package of parts (Open Packaging Conventions, ECMA-376 part 2) in an archive: what every PPTX is.
package struct OpenPackage: Sendable {
    package let archive: ZipArchive
    private let entries: [String: ZipEntry]
    private let types: ContentTypes

    static let contentTypesName = "[Content_Types].xml"

    /// - Throws: ``DeckError``: `package.no-content-types` when the archive is no package, `package.duplicate-part`, or
    ///   what is wrong with the list of content types.
    package init(_ archive: ZipArchive) throws {
        self.archive = archive
        var entries: [String: ZipEntry] = [:]
        for entry in archive.entries where !entry.isFolder {
            if let other = entries.updateValue(entry, forKey: PartName.key(entry.name)) {
                throw DeckError(
                    code: "package.duplicate-part",
                    message: "'\(archive.name)' is damaged: '\(other.name)' and '\(entry.name)' are the same part.",
                    remedy: "Save the file again from the program that made it.")
            }
        }
        self.entries = entries
        guard let list = entries[PartName.key(OpenPackage.contentTypesName)] else {
            throw DeckError(
                code: "package.no-content-types",
                message: "'\(archive.name)' is no office document: it has no '\(OpenPackage.contentTypesName)'.",
                remedy: "Give a PPTX, ODP or PDF file.")
        }
        types = try ContentTypes(XMLTree.parse(archive.bytes(of: list), part: list.name))
    }

    /// The names of all parts that hold content, in the archive's order.
    package var parts: [String] {
        archive.entries.lazy.filter { entry in
            !entry.isFolder && entry.name != OpenPackage.contentTypesName
                && PartName.owner(ofRelationships: entry.name) == nil
        }.map(\.name)
    }

    /// The part's name as the archive spells it.
    package func spelling(of part: String) -> String? {
        entry(of: part)?.name
    }

    package func entry(of part: String) -> ZipEntry? {
        entries[PartName.key(part)]
    }

    /// The media type that the package states for a part.
    package func contentType(of part: String) -> String? {
        types.type(of: part)
    }

    /// - Throws: `package.missing-part`, or what is wrong with the entry.
    package func bytes(of part: String) throws -> Data {
        guard let entry = entry(of: part) else {
            throw DeckError(
                code: "package.missing-part", message: "'\(archive.name)' is damaged: it has no part '\(part)'.",
                remedy: "Save the file again from the program that made it.")
        }
        return try archive.bytes(of: entry)
    }

    /// What a part refers to; "" asks for the relationships of the package itself. None when it has no list.
    package func relationships(of part: String) throws -> Relationships {
        guard let entry = entry(of: PartName.relationships(of: part)) else { return Relationships() }
        let root = try XMLTree.parse(archive.bytes(of: entry), part: entry.name)
        return Relationships(root.children.compactMap { relationship($0, from: part) })
    }

    private func relationship(_ element: XMLElement, from source: String) -> Relationship? {
        guard element.name == "Relationship", let id = element.attribute("Id"), let type = element.attribute("Type"),
            let target = element.attribute("Target")
        else { return nil }
        let kind = String(type.split(separator: "/").last ?? "")
        return Relationship(
            id: id, kind: kind,
            target: element.attribute("TargetMode") == "External"
                ? .external(target) : resolve(target, from: source))
    }

    /// Names are compared as they are written, then with `%20` and the like decoded, which some programs forget.
    private func resolve(_ target: String, from source: String) -> Relationship.Target {
        guard let name = PartName.resolve(target, from: source) else { return .missing(target) }
        if let spelling = spelling(of: name) { return .part(spelling) }
        if let decoded = name.removingPercentEncoding, let spelling = spelling(of: decoded) { return .part(spelling) }
        return .missing(name)
    }
}

/// `[Content_Types].xml`: the media type of every part, by name or else by ending (section 7.2.3).
private struct ContentTypes {
    private var byName: [String: String] = [:]
    private var byExtension: [String: String] = [:]

    init(_ root: XMLElement) {
        for element in root.children {
            guard let type = element.attribute("ContentType") else { continue }
            if element.name == "Override", let part = element.attribute("PartName") {
                let name = part.hasPrefix("/") ? String(part.dropFirst()) : part
                byName[PartName.key(name)] = type
            } else if element.name == "Default", let ending = element.attribute("Extension") {
                byExtension[ending.lowercased()] = type
            }
        }
    }

    func type(of part: String) -> String? {
        byName[PartName.key(part)] ?? byExtension[PartName.fileExtension(part)]
    }
}
