import Essentials
import Foundation

extension AnnotationRecord {
    static let namespace = "urn:atelier:annotations:1"

    /// Reads the form that ``xml`` writes. What is not understood is left out: the texts that it would have told
    /// about then count as those of people, and are left alone.
    init(_ root: XMLElement) {
        for element in root.children(AnnotationRecord.namespace, "slide") {
            guard let id = element.attribute("id") else { continue }
            let slide = SlideRecord(element)
            if !slide.isEmpty { slides[id] = slide }
        }
    }

    /// Everything in a fixed order, so that equal records are equal bytes.
    var xml: String {
        let list = slides.filter { !$0.value.isEmpty }.sorted { ($0.key.count, $0.key) < ($1.key.count, $1.key) }
        let slides = list.map { #"<slide id="\#(XMLCharacters.inAttribute($0.key))">\#($0.value.xml)</slide>"# }
        return """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <annotations xmlns="\(AnnotationRecord.namespace)">\(slides.joined())</annotations>
            """
    }
}

extension SlideRecord {
    init(_ element: XMLElement) {
        for child in element.children where child.namespace == AnnotationRecord.namespace {
            let wrote = child.attribute("wrote") ?? ""
            let byPerson = child.flag("byPerson") ?? false
            switch child.name {
            case "shape":
                guard let id = child.number("id"), let digest = ContentDigest(hex: wrote) else { continue }
                let before = AltTextState(
                    text: child.attribute("before") ?? "", isDecorative: child.flag("wasDecorative") ?? false)
                shapes[id] = ShapeText(before: before, wrote: digest, byPerson: byPerson)
            case "section":
                guard let name = child.attribute("name"), let digest = ContentDigest(hex: wrote) else { continue }
                sections[name] = Section(wrote: digest, byPerson: byPerson)
            case "order":
                order = Order(before: SlideRecord.numbers(child.attribute("before")), wrote: SlideRecord.numbers(wrote))
            default: break
            }
        }
    }

    private static func numbers(_ text: String?) -> [Int] {
        text?.split(separator: " ").compactMap { Int($0) } ?? []
    }

    fileprivate var xml: String {
        let shapes = shapes.sorted { $0.key < $1.key }.map { id, shape in
            let before = shape.before.text
            let text = before.isEmpty ? "" : #" before="\#(XMLCharacters.inAttribute(before))""#
            let mark = shape.before.isDecorative ? #" wasDecorative="1""# : ""
            return #"<shape id="\#(id)"\#(text)\#(mark) wrote="\#(shape.wrote)"\#(SlideRecord.mark(shape.byPerson))/>"#
        }
        let sections = sections.sorted { $0.key < $1.key }.map { name, section in
            """
            <section name="\(XMLCharacters.inAttribute(name))" wrote="\(section.wrote)"\
            \(SlideRecord.mark(section.byPerson))/>
            """
        }
        let order = order.map { order in
            let lists = [order.before, order.wrote].map { $0.map(String.init).joined(separator: " ") }
            return #"<order before="\#(lists[0])" wrote="\#(lists[1])"/>"#
        }
        return shapes.joined() + sections.joined() + (order ?? "")
    }

    private static func mark(_ byPerson: Bool) -> String { byPerson ? #" byPerson="1""# : "" }
}
