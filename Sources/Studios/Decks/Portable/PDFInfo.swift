/// What `pdfinfo` says about a PDF.
package struct PDFInfo: Hashable, Sendable {
    package var pageCount: Int
    /// The size of the first page in points, before it is turned by ``rotation``.
    package var pageSize: (width: Double, height: Double)? {
        width > 0 && height > 0 ? (width, height) : nil
    }
    private var width: Double = 0
    private var height: Double = 0
    /// Degrees, clockwise.
    package var rotation: Int
    package var title: String?
    package var author: String?
    package var isEncrypted: Bool
    /// Whether the owner lets text be taken out.
    package var allowsCopying: Bool

    /// Reads the output of `pdfinfo`; `nil` when it states no number of pages.
    ///
    /// The title and the author come first in the output and are free text; a line break in them could pass for
    /// another line. So the facts about pages are taken from the last line that states them.
    package static func parse(_ output: String) -> PDFInfo? {
        var first: [String: String] = [:]
        var last: [String: String] = [:]
        for line in ScriptLine.split(output) {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let key = String(line[..<colon])
            let value = SpokenText.withoutOuterWhitespace(String(line[line.index(after: colon)...]))
            if first[key] == nil { first[key] = value }
            last[key] = value
        }
        guard let pages = last["Pages"].flatMap(Int.init), pages >= 0 else { return nil }
        let encryption = last["Encrypted"] ?? "no"
        var info = PDFInfo(
            pageCount: pages, rotation: last["Page rot"].flatMap(Int.init) ?? 0, title: text(first["Title"]),
            author: text(first["Author"]), isEncrypted: encryption.hasPrefix("yes"),
            allowsCopying: !encryption.contains("copy:no"))
        let size = (last["Page size"] ?? "").split(separator: " ")
        if size.count >= 3, size[1] == "x", let width = Double(size[0]), let height = Double(size[2]),
            (0.1..<1e6).contains(width), (0.1..<1e6).contains(height)
        {
            info.width = width
            info.height = height
        }
        return info
    }

    private init(
        pageCount: Int, rotation: Int, title: String?, author: String?, isEncrypted: Bool, allowsCopying: Bool
    ) {
        self.pageCount = pageCount
        self.rotation = rotation
        self.title = title
        self.author = author
        self.isEncrypted = isEncrypted
        self.allowsCopying = allowsCopying
    }

    private static func text(_ value: String?) -> String? {
        guard let value, !value.isEmpty else { return nil }
        return value
    }
}
