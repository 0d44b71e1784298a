/// Names of parts within a package (ECMA-376 part 2, section 6.2): written as the archive does, without a leading
/// slash, such as `ppt/slides/slide1.xml`.
enum PartName {
    /// What names are compared by: they are equal whatever their case.
    static func key(_ name: String) -> String {
        name.lowercased()
    }

    /// The name that `target` means in the relationships of `source` (RFC 3986, section 5.2); `nil` when it leaves the
    /// package or names nothing. "" as the source is the package itself.
    static func resolve(_ target: String, from source: String) -> String? {
        let path = target.prefix { $0 != "#" && $0 != "?" }
        guard !path.isEmpty else { return nil }
        var segments: [Substring] = path.hasPrefix("/") ? [] : source.split(separator: "/").dropLast()
        for segment in path.split(whereSeparator: { $0 == "/" || $0 == "\\" }) {
            switch segment {
            case ".": break
            case "..": guard segments.popLast() != nil else { return nil }
            default: segments.append(segment)
            }
        }
        return segments.isEmpty ? nil : segments.joined(separator: "/")
    }

    /// Where the relationships of a part are kept.
    static func relationships(of part: String) -> String {
        guard let slash = part.lastIndex(of: "/") else { return "_rels/\(part).rels" }
        return "\(part[..<slash])/_rels/\(part[part.index(after: slash)...]).rels"
    }

    /// The part that a `.rels` part belongs to ("" for the package); `nil` when `name` is another kind of part.
    static func owner(ofRelationships name: String) -> String? {
        var segments = name.split(separator: "/").map(String.init)
        guard let file = segments.popLast(), file.lowercased().hasSuffix(".rels"),
            segments.popLast()?.lowercased() == "_rels"
        else { return nil }
        let owner = String(file.dropLast(5))
        return owner.isEmpty ? "" : (segments + [owner]).joined(separator: "/")
    }

    /// The ending, in lower case.
    static func fileExtension(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), name[dot...].firstIndex(of: "/") == nil else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }
}
