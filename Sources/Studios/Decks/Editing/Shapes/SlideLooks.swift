import Foundation

/// What of a slide's part decides how it looks: all but its alternative texts.
enum SlideLooks {
    /// Without any of these there is nothing to take out: texts, marks, and ends of elements that may have held a mark.
    private static let signs = ["descr", OfficeXML.decorative, "cNvPr>"].map { Data($0.utf8) }

    /// The part without alternative texts and marks of decoration. A part that cannot be followed is given back as
    /// it is.
    static func bytes(of data: Data, part: String) -> Data {
        let isUTF8 = data.first == UInt8(ascii: "<") && data.dropFirst().first != 0 || data.first == 0xEF
        if isUTF8, signs.allSatisfy({ data.range(of: $0) == nil }) { return data }
        guard let source = try? SourceXML(data, part: part), let tree = try? ShapeTree(source) else { return data }
        var splice = Splice()
        for shape in tree.shapes { strip(shape.properties, of: source, &splice) }
        return Data(splice.applied(to: source.bytes))
    }

    /// An element that is left without content becomes one tag, however it was written.
    private static func strip(_ properties: SourceElement, of source: SourceXML, _ splice: inout Splice) {
        AltTextState.removeText(of: properties, &splice)
        let list = properties.child(OfficeXML.drawing, "extLst")
        let holdsMarksOnly = list.map { AltTextState.marks(properties).count == $0.children.count } ?? true
        let isEmptied = properties.children.count == (list == nil ? 0 : 1) && holdsMarksOnly
        if isEmptied, !properties.isSingleTag {
            splice.replace((properties.startTag.upperBound - 1)..<properties.whole.upperBound, with: "/>")
        } else {
            AltTextState.removeMarks(of: properties, &splice)
        }
    }
}
