import Decks
import Foundation
import Testing

@Suite("An XML tree")
struct XMLTreeTests {
    private func parse(_ text: String, dialect: XMLDialect = .plain, limits: XMLLimits = XMLLimits()) throws
        -> XMLElement
    {
        try XMLTree.parse(Data(text.utf8), part: "test.xml", dialect: dialect, limits: limits)
    }

    private func code(_ text: String, limits: XMLLimits = XMLLimits()) -> String? {
        do {
            _ = try parse(text, limits: limits)
            return nil
        } catch { return (error as? DeckError)?.code }
    }

    @Test("holds names, namespaces, attributes and text")
    func structure() throws {
        let root = try parse(
            #"<a xmlns="u:1" xmlns:p="u:2" x="1" p:y="2">one<p:b/>two<!-- no --><b><![CDATA[<3>]]></b></a>"#)
        #expect(root.is("u:1", "a"))
        #expect(root.attribute("x") == "1" && root.attribute("y", in: "u:2") == "2" && root.attribute("y") == nil)
        #expect(root.children.map(\.namespace) == ["u:2", "u:1"])
        #expect(root.text == "onetwo<3>")
        #expect(root.nodes.count == 4)
    }

    @Test("decodes the entities of XML in text and attributes, once")
    func entities() throws {
        let root = try parse(#"<a x="&amp;&lt;&#38;lt;&quot;&#x20AC;&amp;#38;">&amp;lt;&gt;&#x1F341;</a>"#)
        #expect(root.attribute("x") == "&<&lt;\"€&#38;")
        #expect(root.text == "&lt;>🍁")
    }

    @Test("is read from UTF-16 and behind a byte order mark")
    func encodings() throws {
        let text = #"<?xml version="1.0"?><a x="京都">秋</a>"#
        let marked = text.replacingOccurrences(of: "1.0\"", with: "1.0\" encoding=\"UTF-16\"")
        for data in [
            Data([0xEF, 0xBB, 0xBF]) + Data(text.utf8), Data([0xFF, 0xFE]) + marked.data(using: .utf16LittleEndian)!,
            Data([0xFE, 0xFF]) + marked.data(using: .utf16BigEndian)!,
        ] {
            let root = try XMLTree.parse(data, part: "test.xml")
            #expect(root.attribute("x") == "京都" && root.text == "秋")
        }
    }

    @Test("is refused with a document type, so that no entity can be declared or fetched")
    func doctype() {
        #expect(code("<!DOCTYPE a><a/>") == "xml.doctype")
        #expect(code(#"<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>"#) == "xml.doctype")
        #expect(code(#"<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>"#) == "xml.doctype")
        #expect(code("<a>&undeclared;</a>") == "xml.damaged")
    }

    @Test("is refused when it is damaged, and says where")
    func damaged() throws {
        for text in ["", "   ", "<a>", "<a></b>", "<a x=1/>", "<a/><b/>", "\u{1}", "<p:a/>"] {
            #expect(code(text) == "xml.damaged", "\(text)")
        }
        do {
            _ = try parse("<a>\n<b></a>")
        } catch let error as DeckError {
            #expect(error.message.contains("test.xml") && error.message.contains("line 2"))
        }
    }

    @Test("is refused beyond its limits")
    func limits() {
        let deep = { (depth: Int) in String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth) }
        #expect(code(deep(200)) == nil)
        #expect(code(deep(300)) == "xml.too-deep")
        #expect(code(deep(6), limits: XMLLimits(depth: 5)) == "xml.too-deep")
        #expect(code("<a><b/><b/><b/></a>", limits: XMLLimits(nodes: 3)) == "xml.too-large")
        #expect(code("<a><b/><b/></a>", limits: XMLLimits(nodes: 3)) == nil)
        #expect(code("<a></a>", limits: XMLLimits(bytes: 6)) == "xml.too-large")
    }

    @Test("takes the first choice that is understood, else the fallback")
    func alternatives() throws {
        let dialect = XMLDialect(understands: { $0 == "u:known" })
        func chosen(_ inner: String) throws -> String {
            let mark = "http://schemas.openxmlformats.org/markup-compatibility/2006"
            return try parse(
                "<a xmlns:k='u:known' xmlns:n='u:new' xmlns:mc='\(mark)'>0<mc:AlternateContent>\(inner)"
                    + "</mc:AlternateContent>9</a>", dialect: dialect
            ).text
        }
        #expect(try chosen("<mc:Choice Requires='k'>1</mc:Choice><mc:Fallback>2</mc:Fallback>") == "019")
        #expect(try chosen("<mc:Choice Requires='k n'>1</mc:Choice><mc:Fallback>2</mc:Fallback>") == "029")
        #expect(try chosen("<mc:Choice Requires='n'>1</mc:Choice><mc:Choice Requires='k'>3</mc:Choice>") == "039")
        #expect(try chosen("<mc:Choice Requires='x' xmlns:x='u:known'>4</mc:Choice>") == "049")
        #expect(try chosen("<mc:Choice Requires='n'>1</mc:Choice>") == "09")
    }

    @Test("is the same from many threads at once")
    func threads() async throws {
        let text = "<a>" + (0..<200).map { "<b i='\($0)'>\($0)</b>" }.joined() + "</a>"
        let expected = try parse(text)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<32 { group.addTask { try parse(text) == expected } }
            for try await isEqual in group { #expect(isEqual) }
        }
    }
}
