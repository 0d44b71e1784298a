import Foundation

/// Where the record is kept in a package: as PowerPoint keeps custom XML (ECMA-376 part 1, section 15.2.4 and 15.2.5).
enum RecordPart {
    /// The part that holds the record; `nil` when the deck has none.
    static func find(in package: OpenPackage, presentation: String) throws -> (part: String, record: AnnotationRecord)?
    {
        let mark = Data(AnnotationRecord.namespace.utf8)
        for relationship in try package.relationships(of: presentation).all where relationship.kind == "customXml" {
            // What others keep there is none of our business, whatever state it is in.
            guard let part = relationship.part, let bytes = try? package.bytes(of: part),
                bytes.range(of: mark) != nil, let root = try? XMLTree.parse(bytes, part: part),
                root.is(AnnotationRecord.namespace, "annotations")
            else { continue }
            return (part, AnnotationRecord(root))
        }
        return nil
    }

    /// Puts the record into a package that had none.
    static func add(_ record: AnnotationRecord, to draft: inout PackageDraft, presentation: String, form: OfficeForm)
        throws
    {
        let part = draft.freeName("customXml", "item")
        draft.add(part, Data(record.xml.utf8), type: "application/xml")
        let properties = draft.freeName("customXml", "itemProps")
        draft.add(
            properties, Data(propertiesXML(form).utf8),
            type: "application/vnd.openxmlformats-officedocument.customXmlProperties+xml")
        try draft.relate(part, to: properties, as: form.relationship("customXmlProps"))
        try draft.relate(presentation, to: part, as: form.relationship("customXml"))
    }

    /// The item's id only has to differ from those of other items of the same deck.
    private static func propertiesXML(_ form: OfficeForm) -> String {
        """
        <?xml version="1.0" encoding="UTF-8" standalone="no"?>
        <ds:datastoreItem ds:itemID="{6F1C9C0E-5B0B-4D0C-9E57-2B8B8E4A7D31}" xmlns:ds="\(form.customData)">\
        <ds:schemaRefs><ds:schemaRef ds:uri="\(AnnotationRecord.namespace)"/></ds:schemaRefs></ds:datastoreItem>
        """
    }
}

extension AnnotationRecord {
    /// The record in a deck; an empty one when there is none.
    package static func read(_ package: OpenPackage) throws -> AnnotationRecord {
        guard let presentation = try package.relationships(of: "").part("officeDocument") else {
            return AnnotationRecord()
        }
        return try RecordPart.find(in: package, presentation: presentation)?.record ?? AnnotationRecord()
    }
}
