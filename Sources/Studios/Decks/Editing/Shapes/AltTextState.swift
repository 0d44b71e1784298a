import Essentials

/// What a shape says to those who cannot see it, as it is written.
struct AltTextState: Hashable, Sendable {
    /// "" when there is none.
    var text: String
    var isDecorative: Bool

    init(text: String, isDecorative: Bool) {
        self.text = text
        self.isDecorative = isDecorative
    }

    init(_ edit: AltTextEdit) {
        switch edit {
        case .text(let text):
            self.init(text: SpokenText.withoutOuterWhitespace(XMLCharacters.allowed(text)), isDecorative: false)
        case .decorative: self.init(text: "", isDecorative: true)
        }
    }

    init(_ properties: SourceElement, in source: SourceXML) {
        text = source.value(of: "descr", on: properties) ?? ""
        isDecorative = AltTextState.marks(properties).contains { mark in
            mark.children.contains { $0.is(OfficeXML.decorative, "decorative") && source.isOn("val", $0) }
        }
    }

    /// Names what it says; how it is broken into lines does not matter.
    var digest: ContentDigest {
        ContentDigest(of: (isDecorative ? "decorative " : "text ") + words)
    }

    /// Whether both say the same.
    func says(_ other: AltTextState) -> Bool {
        isDecorative == other.isDecorative && words == other.words
    }

    private var words: String { SpokenText.onOneLine(text) }

    // MARK: Writing

    /// Writes it into a shape's `cNvPr`; what says the same already stays as it is.
    func write(into properties: SourceElement, of source: SourceXML, _ splice: inout Splice) {
        let present = AltTextState(properties, in: source)
        if present.words != words {
            if text.isEmpty {
                AltTextState.removeText(of: properties, &splice)
            } else {
                splice.set("descr", to: text, on: properties, after: "name")
            }
        }
        if present.isDecorative && !isDecorative { AltTextState.removeMarks(of: properties, &splice) }
        if isDecorative && !present.isDecorative { AltTextState.mark(properties, &splice) }
    }

    static func removeText(of properties: SourceElement, _ splice: inout Splice) {
        if let text = properties.attribute("descr") { splice.remove(text.whole) }
    }

    /// The extensions that say whether the shape is decorative.
    static func marks(_ properties: SourceElement) -> [SourceElement] {
        let list = properties.child(OfficeXML.drawing, "extLst")?.children(OfficeXML.drawing, "ext") ?? []
        return list.filter { $0.child(OfficeXML.decorative, "decorative") != nil }
    }

    /// Also removes the list of extensions when nothing else is in it.
    static func removeMarks(of properties: SourceElement, _ splice: inout Splice) {
        guard let list = properties.child(OfficeXML.drawing, "extLst") else { return }
        let marks = marks(properties)
        if marks.count == list.children.count {
            splice.remove(list.whole)
        } else {
            for mark in marks { splice.remove(mark.whole) }
        }
    }

    /// Extensions come last in a `cNvPr` (`CT_NonVisualDrawingProps`).
    private static func mark(_ properties: SourceElement, _ splice: inout Splice) {
        let list = properties.child(OfficeXML.drawing, "extLst")
        let drawing = OfficeForm(properties).drawing
        let outer = properties.tag("extLst", of: drawing, suggesting: "a")
        let inner = (list ?? properties).tag("ext", of: drawing, suggesting: "a")
        let mark = """
            <\(inner.name)\(list == nil ? "" : inner.declaration) uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">\
            <adec:decorative xmlns:adec="\(OfficeXML.decorative)" val="1"/></\(inner.name)>
            """
        if let list {
            for old in marks(properties) { splice.remove(old.whole) }
            splice.append(mark, to: list)
        } else {
            splice.append("<\(outer.name)\(outer.declaration)>\(mark)</\(outer.name)>", to: properties)
        }
    }
}

extension SourceXML {
    /// Whether an attribute of type `xsd:boolean` is there and true.
    func isOn(_ name: String, _ element: SourceElement) -> Bool {
        ["1", "true"].contains(value(of: name, on: element))
    }
}
