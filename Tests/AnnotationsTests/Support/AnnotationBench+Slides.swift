import Foundation
import Testing

@testable import Decks

extension AnnotationBench {
    /// The example with other slides: each a place of the example, from 1, in any order and any number of times.
    func example(slides: [Int], of deck: URL = example, as name: String) throws -> URL {
        let archive = try ZipArchive(contentsOf: deck)
        var parts: [(name: String, text: String?, bytes: Data)] = try archive.entries.map { entry in
            let bytes = try archive.bytes(of: entry)
            return (entry.name, String(bytes: bytes, encoding: .utf8), bytes)
        }
        func edit(_ name: String, _ change: (String) throws -> String) throws {
            let place = try #require(parts.firstIndex { $0.name == name })
            parts[place].bytes = Data(try change(try #require(parts[place].text)).utf8)
        }
        let copies = slides.indices.filter { slides[..<$0].contains(slides[$0]) }
        try edit("ppt/presentation.xml") { xml in
            let list = try #require(xml.firstMatch(of: /<p:sldIdLst>(.*?)<\/p:sldIdLst>/))
            let all = list.1.matches(of: /<p:sldId id="\d+" r:id="\w+"\/>/).map { String($0.0) }
            let entries = slides.enumerated().map { place, slide in
                copies.contains(place) ? #"<p:sldId id="\#(900 + place)" r:id="copy\#(place)"/>"# : all[slide - 1]
            }
            return xml.replacing(list.1, with: entries.joined())
        }
        try edit("ppt/_rels/presentation.xml.rels") { xml in
            let type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/slide"
            let links = copies.map { place in
                #"<Relationship Id="copy\#(place)" Type="\#(type)" Target="slides/copy\#(place).xml"/>"#
            }
            return xml.replacing("</Relationships>", with: links.joined() + "</Relationships>")
        }
        try edit("[Content_Types].xml") { xml in
            let type = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"
            let overrides = copies.map { #"<Override PartName="/ppt/slides/copy\#($0).xml" ContentType="\#(type)"/>"# }
            return xml.replacing("</Types>", with: overrides.joined() + "</Types>")
        }
        var writer = ZipWriter()
        for part in parts {
            let number = part.name.firstMatch(of: /^ppt\/slides\/(?:_rels\/)?slide(\d+)\.xml/).flatMap { Int($0.1) }
            guard let number else {
                try writer.add(part.name, part.bytes)
                continue
            }
            if slides.contains(number) { try writer.add(part.name, part.bytes) }
            for place in copies where slides[place] == number {
                try writer.add(part.name.replacing("slide\(number).xml", with: "copy\(place).xml"), part.bytes)
            }
        }
        let file = folder.appending(path: name)
        try writer.bytes().write(to: file)
        return file
    }
}
