import Decks
import Foundation
import MediaTools
import StepEngine

/// What an SVG says of itself.
struct VectorWords: Codable, Hashable, Sendable {
    /// Its title, when it describes something.
    var title: String?
    /// Its text elements, each on a line.
    var text: String
    /// Whether it could be read.
    var isReadable: Bool

    /// What was seen of the picture that stands for it, with its own words, which nobody has to guess.
    func completing(_ seen: SeenPicture?) -> SeenPicture? {
        guard var seen else {
            return isReadable
                ? SeenPicture(width: 0, height: 0, look: .drawing, colours: [], text: text, title: title) : nil
        }
        if !text.isEmpty { seen.text = text }
        seen.title = title
        if seen.look == .photograph { seen.look = .drawing }
        return seen
    }
}

/// Reads the text and the title of an SVG from its XML.
struct ReadVectorPicture: Step {
    static let kind: StepKind = "picture.vector"
    static let revision = 1
    static let lane = Lane.cpu

    var picture: Asset

    private static let namespace = "http://www.w3.org/2000/svg"

    func run(in context: StepContext) async throws -> VectorWords {
        let toolbox = try context.service(MediaToolbox.self)
        let bytes = Data(try context.bytes(of: picture))
        return try await toolbox.blocking.run {
            guard let root = try? XMLTree.parse(bytes, part: "SVG") else {
                return VectorWords(title: nil, text: "", isReadable: false)
            }
            return Self.words(of: root)
        }
    }

    static func words(of root: XMLElement) -> VectorWords {
        var lines: [String] = []
        func collect(_ element: XMLElement) {
            if element.is(namespace, "text") {
                let line = SpokenText.onOneLine(element.text)
                if line.contains(where: { $0.isLetter || $0.isNumber }) { lines.append(line) }
                return
            }
            // What is only defined is not shown.
            guard !["defs", "metadata", "style", "script"].contains(element.name) else { return }
            element.children.forEach(collect)
        }
        collect(root)
        let title = (root.child(namespace, "title") ?? root.child(namespace, "desc")).map {
            SpokenText.onOneLine($0.text)
        }
        return VectorWords(title: title.flatMap(usable), text: lines.joined(separator: "\n"), isReadable: true)
    }

    /// Not "Artboard 1", nor a file name or an identifier.
    private static func usable(_ title: String) -> String? {
        guard let text = AltTextDescription(title)?.text, (3...120).contains(text.count),
            !text.contains("_"), text.firstMatch(of: /[a-z][A-Z]|\d{3}/) == nil
        else { return nil }
        let names = ["artboard", "layer", "untitled", "svg", "group", "asset", "page", "icon", "created with"]
        return names.contains { text.lowercased().hasPrefix($0) } ? nil : text
    }
}
