/// Which of the two forms of the format a presentation is in: transitional, or strict (ISO/IEC 29500-1). They differ in
/// the addresses of their namespaces.
struct OfficeForm: Hashable, Sendable {
    let isStrict: Bool

    /// - Parameter element: from any part of the presentation, within the reach of a namespace of the format.
    init(_ element: SourceElement) {
        isStrict = element.scope.values.contains { $0.hasPrefix(OfficeForm.strictBase) }
    }

    private static let strictBase = "http://purl.oclc.org/ooxml/"

    var drawing: String { address("drawingml", "main") }
    var presentation: String { address("presentationml", "main") }
    var relationships: String { address("officeDocument", "relationships") }
    var customData: String { address("officeDocument", "customXml") }

    /// The type of a relationship, such as `notesSlide`.
    func relationship(_ kind: String) -> String { "\(relationships)/\(kind)" }

    /// The declarations that the root of a part of ours bears.
    var declarations: String {
        #"xmlns:a="\#(drawing)" xmlns:r="\#(relationships)" xmlns:p="\#(presentation)""#
    }

    private func address(_ family: String, _ name: String) -> String {
        isStrict
            ? "\(OfficeForm.strictBase)\(family)/\(name)" : "http://schemas.openxmlformats.org/\(family)/2006/\(name)"
    }
}
