import Decks
import Foundation
import Testing

@Suite("Charts and diagrams of a presentation")
struct PresentationChartTests {
    private static let namespace = #"xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart""#

    /// The first element of a slide that shows one part.
    private func element(_ reference: String, kind: String, part: String, _ xml: String) throws -> SlideElement? {
        var builder = DeckBuilder(slides: [
            .init(shapes: Shapes.graphic(7, reference), links: [("rId5", kind, "../\(part)")])
        ])
        builder.parts = [("ppt/\(part)", "application/xml", Data(xml.utf8))]
        return try builder.read().slides[0].elements.first
    }

    private func chart(_ plotArea: String, title: String = "") throws -> ChartElement? {
        let xml = """
            <c:chartSpace \(Self.namespace) \(DeckBuilder.namespaces)><c:chart>\(title)<c:plotArea>\(plotArea)\
            </c:plotArea></c:chart></c:chartSpace>
            """
        let reference = #"<c:chart \#(Self.namespace) r:id="rId5"/>"#
        guard case .chart(let chart) = try element(reference, kind: "chart", part: "charts/chart1.xml", xml) else {
            return nil
        }
        return chart
    }

    private func rich(_ text: String) -> String {
        "<c:title><c:tx><c:rich><a:p><a:r><a:t>\(text)</a:t></a:r></a:p></c:rich></c:tx></c:title>"
    }

    private func points(_ count: Int, _ values: [Int: String], format: String? = nil) -> String {
        (format.map { "<c:formatCode>\($0)</c:formatCode>" } ?? "") + #"<c:ptCount val="\#(count)"/>"#
            + values.sorted { $0.key < $1.key }.map { #"<c:pt idx="\#($0)"><c:v>\#($1)</c:v></c:pt>"# }.joined()
    }

    @Test("are read with title, axes, categories, gaps and formats")
    func columns() throws {
        let series = """
            <c:ser><c:tx><c:strRef><c:strCache>\(points(1, [0: "Visitors"]))</c:strCache></c:strRef></c:tx>\
            <c:cat><c:strRef><c:strCache>\(points(3, [0: "May", 2: "July"]))</c:strCache></c:strRef></c:cat>\
            <c:val><c:numRef><c:numCache>\(points(3, [0: "0.5", 2: "NaN"], format: "0%"))</c:numCache></c:numRef>\
            </c:val>\
            </c:ser><c:ser><c:val><c:numLit>\(points(2, [1: "1E2", 7: "9"], format: "General"))</c:numLit>\
            </c:val></c:ser>
            """
        let line =
            "<c:lineChart><c:ser><c:val><c:numLit>\(points(1, [0: "3"]))</c:numLit></c:val></c:ser></c:lineChart>"
        let found = try chart(
            #"<c:barChart><c:barDir val="col"/>\#(series)</c:barChart>\#(line)<c:catAx>\#(rich("Month"))</c:catAx>"#
                + "<c:valAx>\(rich("Share"))</c:valAx>", title: rich("Kyoto"))
        #expect(
            found
                == ChartElement(
                    shape: ShapeIdentity(id: 7, name: "Graphic", frame: ShapeFrame(x: 1, y: 2, width: 3, height: 4)),
                    kind: .column, title: "Kyoto", categoryAxisTitle: "Month", valueAxisTitle: "Share",
                    categories: ["May", "", "July"],
                    series: [
                        .init(name: "Visitors", values: [0.5, nil, nil], format: "0%"),
                        .init(name: nil, values: [nil, 100]),
                        .init(name: nil, values: [3], kind: .line),
                    ]))
    }

    @Test("show dates, and labels on several levels, outermost first")
    func labels() throws {
        func labels(_ category: String) throws -> [String]? {
            try chart("<c:lineChart><c:ser><c:cat>\(category)</c:cat></c:ser></c:lineChart>")?.categories
        }
        let dates = points(2, [0: "45382", 1: "45383.5"], format: "d/m/yyyy")
        #expect(try labels("<c:numRef><c:numCache>\(dates)</c:numCache></c:numRef>") == ["2024-03-31", "2024-04-01"])
        let years = points(2, [0: "2023", 1: "2024.5"], format: #"0" days""#)
        #expect(try labels("<c:numRef><c:numCache>\(years)</c:numCache></c:numRef>") == ["2023", "2024.5"])
        let levels = """
            <c:multiLvlStrRef><c:multiLvlStrCache><c:ptCount val="3"/><c:lvl><c:pt idx="0"><c:v>Q1</c:v></c:pt>\
            <c:pt idx="1"><c:v>Q2</c:v></c:pt><c:pt idx="2"><c:v>Q1</c:v></c:pt></c:lvl><c:lvl><c:pt idx="0"><c:v>2023\
            </c:v></c:pt><c:pt idx="2"><c:v>2024</c:v></c:pt></c:lvl></c:multiLvlStrCache></c:multiLvlStrRef>
            """
        #expect(try labels(levels) == ["2023, Q1", "2023, Q2", "2024, Q1"])
    }

    @Test("of points take the x values as categories and the axis at the bottom as theirs")
    func scatter() throws {
        let found = try chart(
            """
            <c:scatterChart><c:ser><c:xVal><c:numLit>\(points(2, [0: "1", 1: "2.5"]))</c:numLit></c:xVal>\
            <c:yVal><c:numLit>\
            \(points(2, [0: "3", 1: "4"]))</c:numLit></c:yVal></c:ser></c:scatterChart>\
            <c:valAx><c:axPos val="l"/>\(rich("Up"))</c:valAx><c:valAx><c:axPos val="b"/>\(rich("Along"))</c:valAx>
            """)
        #expect(found?.kind == .scatter && found?.categories == ["1", "2.5"] && found?.series[0].values == [3, 4])
        #expect(found?.categoryAxisTitle == "Along" && found?.valueAxisTitle == "Up")
    }

    @Test("that claim billions of points are cut short")
    func hostile() throws {
        let list = "<c:numLit>\(points(.max, [0: "1", -1: "2", .max: "3"]))</c:numLit>"
        let series = String(repeating: "<c:ser><c:val>\(list)</c:val></c:ser>", count: 20)
        let found = try #require(try chart("<c:pieChart>\(series)</c:pieChart>"))
        #expect(found.series.reduce(0) { $0 + $1.values.count } == 100_000)
    }

    @Test("of the newer kind are read too")
    func extended() throws {
        let space = "http://schemas.microsoft.com/office/drawing/2014/chartex"
        let xml = """
            <cx:chartSpace xmlns:cx="\(space)" \(DeckBuilder.namespaces)><cx:chartData><cx:data id="0">\
            <cx:strDim type="cat">\
            <cx:lvl ptCount="2"><cx:pt idx="0">In</cx:pt><cx:pt idx="1">Out</cx:pt></cx:lvl></cx:strDim>\
            <cx:numDim type="val">\
            <cx:lvl ptCount="2" formatCode="0.0"><cx:pt idx="0">5</cx:pt><cx:pt idx="1">-2</cx:pt></cx:lvl></cx:numDim>\
            </cx:data></cx:chartData><cx:chart><cx:title><cx:tx><cx:txData><cx:v>Cash</cx:v></cx:txData>\
            </cx:tx></cx:title>\
            <cx:plotArea><cx:plotAreaRegion><cx:series layoutId="waterfall"><cx:dataId val="0"/></cx:series>\
            </cx:plotAreaRegion></cx:plotArea></cx:chart></cx:chartSpace>
            """
        let reference = #"<cx:chart xmlns:cx="\#(space)" r:id="rId5"/>"#
        guard case .chart(let chart) = try element(reference, kind: "chartEx", part: "charts/chartEx1.xml", xml) else {
            Issue.record("no chart")
            return
        }
        #expect(chart.title == "Cash" && chart.kind == .other && chart.categories == ["In", "Out"])
        #expect(chart.series == [.init(name: nil, values: [5, -2], format: "0.0")])
    }

    @Test("and SmartArt is read from the root down, in the order of siblings, even in a circle")
    func diagram() throws {
        let names = ["doc": "", "a": "First", "b": "Second", "c": "Below first", "d": "", "e": "Loose"]
        let nodes = names.sorted { $0.key > $1.key }.map { id, text in
            """
            <d:pt modelId="\(id)" type="\(id == "doc" ? "doc" : "node")"><d:t><a:p><a:r><a:t>\(text)</a:t></a:r></a:p>\
            </d:t></d:pt>
            """
        }
        let links = [("doc", "b", 1), ("doc", "a", 0), ("a", "c", 0), ("c", "a", 0), ("a", "d", 1)].map {
            #"<d:cxn srcId="\#($0)" destId="\#($1)" srcOrd="\#($2)"/>"#
        }
        let space = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
        let xml = """
            <d:dataModel xmlns:d="\(space)" \(DeckBuilder.namespaces)><d:ptLst>\(nodes.joined())</d:ptLst>\
            <d:cxnLst>\(links.joined())</d:cxnLst></d:dataModel>
            """
        let reference = #"<d:relIds xmlns:d="\#(space)" r:dm="rId5"/>"#
        guard case .diagram(let found) = try element(reference, kind: "diagramData", part: "diagrams/data1.xml", xml)
        else {
            Issue.record("no diagram")
            return
        }
        #expect(
            found.nodes == [
                Paragraph("First"), Paragraph("Below first", level: 1), Paragraph("Second"), Paragraph("Loose"),
            ])
    }
}
