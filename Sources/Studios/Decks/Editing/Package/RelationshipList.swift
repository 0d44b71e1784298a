import Foundation

/// Adds to the relationships of a part, as they are written.
enum RelationshipList {
    private static let namespace = "http://schemas.openxmlformats.org/package/2006/relationships"

    /// The list with one relationship more, and the new one's id.
    ///
    /// - Parameters:
    ///   - bytes: the list as it is; `nil` begins one.
    ///   - type: the whole URI.
    static func adding(_ type: String, target: String, to bytes: Data?, part: String) throws -> (Data, id: String) {
        let empty = """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <Relationships xmlns="\(namespace)"></Relationships>
            """
        let list = try SourceXML(bytes ?? Data(empty.utf8), part: part)
        let ids = list.root.children.compactMap { list.value(of: "Id", on: $0)?.lowercased() }
        let id = freeID(ids)
        let tag = list.root.tag("Relationship", of: namespace, suggesting: "r")
        var splice = Splice()
        splice.append(
            """
            <\(tag.name)\(tag.declaration) Id="\(id)" Type="\(XMLCharacters.inAttribute(type))" \
            Target="\(XMLCharacters.inAttribute(target))"/>
            """, to: list.root)
        return (Data(splice.applied(to: list.bytes)), id)
    }

    private static func freeID(_ ids: [String]) -> String {
        let taken = Set(ids)
        let highest = ids.compactMap { $0.hasPrefix("rid") ? Int($0.dropFirst(3)) : nil }.max() ?? 0
        var number = highest < 1_000_000 ? highest + 1 : 1
        while taken.contains("rid\(number)") { number += 1 }
        return "rId\(number)"
    }

    /// How a part refers to another: by the way from its folder.
    static func target(from source: String, to part: String) -> String {
        let here = source.split(separator: "/").dropLast()
        let there = part.split(separator: "/")
        let shared = zip(here, there.dropLast()).prefix { $0 == $1 }.count
        let way = Array(repeating: "..", count: here.count - shared) + there.dropFirst(shared).map(String.init)
        return way.map { $0.addingPercentEncoding(withAllowedCharacters: allowed) ?? $0 }.joined(separator: "/")
    }

    private static let allowed = CharacterSet.urlPathAllowed.subtracting(CharacterSet(charactersIn: "/"))
}
