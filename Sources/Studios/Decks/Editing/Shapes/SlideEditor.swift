import Foundation

/// Changes the part of one slide.
struct SlideEditor {
    let number: Int
    private(set) var source: SourceXML
    /// What we wrote before, and after the changes what we have written.
    private(set) var record: SlideRecord
    /// What a person should know.
    private(set) var remarks: [String] = []

    init(_ bytes: Data, part: String, number: Int, record: SlideRecord) throws {
        self.number = number
        self.record = record
        source = try SourceXML(bytes, part: part)
    }

    // MARK: Alternative texts

    mutating func setAltTexts(_ edits: [Int: AltTextEdit], byPerson: Set<String>) throws {
        guard !edits.isEmpty else { return }
        let tree = try ShapeTree(source)
        var splice = Splice()
        for (id, edit) in edits.sorted(by: { $0.key < $1.key }) {
            let (forms, isRepeated) = tree.shapes(id)
            guard !forms.isEmpty else { throw EditError.noSuchShape(source.part, slide: number, shape: id) }
            if isRepeated {
                remarks.append(
                    "Slide \(number): several shapes have the number \(id); only the first of them was described.")
            }
            let isPersons = byPerson.contains(SlideAnnotations.name(ofAltText: id))
            set(AltTextState(edit), on: id, forms, isPersons: isPersons, &splice)
        }
        if !splice.isEmpty { try apply(splice) }
    }

    private mutating func set(
        _ wanted: AltTextState, on id: Int, _ forms: [ShapeTree.Shape], isPersons: Bool, _ splice: inout Splice
    ) {
        let states = forms.map { AltTextState($0.properties, in: source) }
        let present = AltTextState.common(states)
        let known = record.shapes[id].flatMap { $0.wrote == present.digest ? $0 : nil }
        if states.allSatisfy(wanted.says) {
            if isPersons, known != nil { record.shapes[id]?.byPerson = true }
            return
        }
        for form in forms { wanted.write(into: form.properties, of: source, &splice) }
        let before = known?.before ?? present
        record.shapes[id] =
            wanted.says(before)
            ? nil : SlideRecord.ShapeText(before: before, wrote: wanted.digest, byPerson: isPersons)
    }

    // MARK: Order

    mutating func setOrder(_ wanted: [Int]) throws {
        let tree = try ShapeTree(source)
        let present = tree.places.map(\.id)
        guard let order = ShapeOrder.completed(wanted, among: present) else {
            let missing = wanted.first { !present.contains($0) } ?? 0
            throw EditError.noSuchShape(source.part, slide: number, shape: missing)
        }
        guard order != present else { return }
        guard let bytes = ShapeOrder.arranged(source, tree, as: order) else {
            remarks.append("Slide \(number): several shapes have the same number; their order was left as it is.")
            return
        }
        source = try SourceXML(Data(bytes), part: source.part)
        let before = record.order.flatMap { $0.wrote == present ? $0.before : nil } ?? present
        record.order = order == before ? nil : SlideRecord.Order(before: before, wrote: order)
    }

    // MARK: Back

    /// Takes back what we wrote, where it still stands as we wrote it, and tells what stands.
    mutating func restore() throws -> SlideAnnotations {
        var annotations = SlideAnnotations()
        var tree = try ShapeTree(source)
        if let order = record.order, order.wrote == tree.places.map(\.id),
            let bytes = ShapeOrder.arranged(source, tree, as: order.before)
        {
            annotations.order = order.wrote
            source = try SourceXML(Data(bytes), part: source.part)
            tree = try ShapeTree(source)
        }
        var splice = Splice()
        for (id, shape) in record.shapes {
            let forms = tree.shapes(id).forms
            guard !forms.isEmpty else { continue }
            let present = AltTextState.common(forms.map { AltTextState($0.properties, in: source) })
            if present.isDecorative || !present.text.isEmpty {
                annotations.altTexts[id] = present.isDecorative ? "" : SpokenText.withoutOuterWhitespace(present.text)
            }
            let isOurs = present.digest == shape.wrote
            if shape.byPerson || !isOurs { annotations.edited.insert(SlideAnnotations.name(ofAltText: id)) }
            guard isOurs else { continue }
            for form in forms { shape.before.write(into: form.properties, of: source, &splice) }
        }
        if !splice.isEmpty { try apply(splice) }
        return annotations
    }

    private mutating func apply(_ splice: Splice) throws {
        source = try SourceXML(Data(splice.applied(to: source.bytes)), part: source.part)
    }
}

extension AltTextState {
    /// What is said where a shape is written in several forms: what the first says that says anything.
    static func common(_ states: [AltTextState]) -> AltTextState {
        states.first { $0.isDecorative || !$0.text.isEmpty } ?? AltTextState(text: "", isDecorative: false)
    }
}
