/// What LibreOffice is to make of a document.
package struct DocumentFormat: Hashable, Sendable {
    /// The result's file name extension.
    package let fileExtension: String
    /// LibreOffice's name of the export filter, with its options.
    let filter: String

    /// A PDF of a presentation. Pictures are neither recompressed nor made smaller.
    /// - Parameter hiddenPages: whether pages that a show skips are there as well, so that page 3 is slide 3.
    package static func pdf(hiddenPages: Bool) -> DocumentFormat {
        let options = [
            "ExportHiddenSlides": hiddenPages, "ReduceImageResolution": false, "UseLosslessCompression": true,
        ]
        let fields = options.sorted { $0.key < $1.key }
            .map { #""\#($0.key)":{"type":"boolean","value":"\#($0.value)"}"# }
        return DocumentFormat(
            fileExtension: "pdf", filter: "impress_pdf_Export:{\(fields.joined(separator: ","))}")
    }

    package static let pptx = DocumentFormat(fileExtension: "pptx", filter: "Impress MS PowerPoint 2007 XML")
    package static let odp = DocumentFormat(fileExtension: "odp", filter: "impress8")

    /// What the command line names it.
    var target: String { "\(fileExtension):\(filter)" }

    /// How a presentation is read. Named, so that a web page that calls itself a deck is not taken for one.
    static let importFilters = [
        "pptx": "Impress MS PowerPoint 2007 XML",
        "pptm": "Impress MS PowerPoint 2007 XML VBA",
        "ppsx": "Impress MS PowerPoint 2007 XML AutoPlay",
        "potx": "Impress MS PowerPoint 2007 XML Template",
        "ppt": "MS PowerPoint 97",
        "odp": "impress8",
        "fodp": "OpenDocument Presentation Flat XML",
    ]
}
