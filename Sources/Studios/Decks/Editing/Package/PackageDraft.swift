import Foundation

/// A package with some parts changed and some added. What is not mentioned is passed on as it is packed, in its place.
struct PackageDraft {
    let package: OpenPackage
    /// By the key of the part.
    private var changed: [String: Data] = [:]
    private var added: [(name: String, bytes: Data)] = []
    /// Media types of added parts.
    private var types: [(name: String, type: String)] = []

    init(_ package: OpenPackage) {
        self.package = package
    }

    var isUnchanged: Bool { changed.isEmpty && added.isEmpty }

    // MARK: Parts

    /// A part as it is after the changes made so far.
    func bytes(of part: String) throws -> Data {
        if let bytes = changed[PartName.key(part)] ?? addition(part)?.bytes { return bytes }
        return try package.bytes(of: part)
    }

    func exists(_ part: String) -> Bool {
        package.entry(of: part) != nil || addition(part) != nil
    }

    /// - Parameter bytes: a well-formed document: that is checked, so that no mistake of ours gets into a deck.
    mutating func replace(_ part: String, with bytes: Data) throws {
        _ = try XMLTree.parse(bytes, part: part)
        if let index = added.firstIndex(where: { PartName.key($0.name) == PartName.key(part) }) {
            added[index].bytes = bytes
        } else {
            changed[PartName.key(part)] = bytes
        }
    }

    /// - Parameter type: the media type; `nil` where the ending of the name tells it.
    mutating func add(_ part: String, _ bytes: Data, type: String? = nil) {
        added.append((part, bytes))
        if let type { types.append((part, type)) }
    }

    /// A name that no part has: `folder/stem1.ending` or with a higher number. No list of relationships waits for it
    /// either.
    func freeName(_ folder: String, _ stem: String, _ ending: String = "xml") -> String {
        var number = 1
        while true {
            let name = folder.isEmpty ? "\(stem)\(number).\(ending)" : "\(folder)/\(stem)\(number).\(ending)"
            if !exists(name), !exists(PartName.relationships(of: name)) { return name }
            number += 1
        }
    }

    private func addition(_ part: String) -> (name: String, bytes: Data)? {
        added.first { PartName.key($0.name) == PartName.key(part) }
    }

    // MARK: Relationships

    /// Makes `source` refer to `target`.
    ///
    /// - Parameter type: the whole URI.
    /// - Returns: the relationship's id.
    @discardableResult
    mutating func relate(_ source: String, to target: String, as type: String) throws -> String {
        let list = package.spelling(of: PartName.relationships(of: source)) ?? PartName.relationships(of: source)
        let present = exists(list) ? try bytes(of: list) : nil
        let (bytes, id) = try RelationshipList.adding(
            type, target: RelationshipList.target(from: source, to: target), to: present, part: list)
        if present == nil { add(list, bytes) } else { try replace(list, with: bytes) }
        return id
    }

    /// The first part that `source` refers to as `kind`, those added included.
    func target(_ kind: String, of source: String) throws -> String? {
        if let part = try package.relationships(of: source).part(kind) { return part }
        let list = PartName.relationships(of: source)
        guard exists(list) else { return nil }
        let source = try SourceXML(bytes(of: list), part: list)
        return source.root.children.lazy.filter { source.value(of: "Type", on: $0)?.hasSuffix("/\(kind)") ?? false }
            .compactMap { source.value(of: "Target", on: $0) }.compactMap { target in
                PartName.owner(ofRelationships: list).flatMap { PartName.resolve(target, from: $0) }
            }.first { exists($0) }
    }

    // MARK: The whole

    /// The archive: what was there in its order, then what was added.
    mutating func archive() throws -> Data {
        try stateTypes()
        var writer = ZipWriter()
        for entry in package.archive.entries {
            if !entry.isFolder, let bytes = changed[PartName.key(entry.name)] {
                try writer.add(entry.name, bytes)
            } else {
                try writer.copy(entry, from: package.archive)
            }
        }
        for part in added { try writer.add(part.name, part.bytes) }
        return try writer.bytes()
    }

    private mutating func stateTypes() throws {
        let unstated = types.filter { package.contentType(of: $0.name) != $0.type }
        guard !unstated.isEmpty else { return }
        let name = OpenPackage.contentTypesName
        let list = try SourceXML(bytes(of: name), part: name)
        let tag = list.root.tag(
            "Override", of: "http://schemas.openxmlformats.org/package/2006/content-types", suggesting: "t")
        let overrides = unstated.map { part in
            """
            <\(tag.name)\(tag.declaration) PartName="/\(XMLCharacters.inAttribute(part.name))" \
            ContentType="\(part.type)"/>
            """
        }
        var splice = Splice()
        splice.append(overrides.joined(), to: list.root)
        try replace(name, with: Data(splice.applied(to: list.bytes)))
        types = []
    }
}
