import Testing

@testable import Decks

@Suite("What is said about a chart or a table")
struct NarratorChartTests {
    private func said(_ element: SlideElement, language: String = "en") -> String {
        OfflineNarrator.narration(of: NarratorSamples.slide(nil, language: language, element))
    }

    private func line(_ values: [Double?], format: String? = nil, language: String = "en") -> String {
        let series = ChartElement.Series(name: "Sales", values: values, format: format)
        return said(NarratorSamples.chart(.line, ["2019", "2020", "2021", "2022"], [series]), language: language)
    }

    @Test("tells how a line goes, from its first to its last value")
    func trends() {
        let start = "The line chart shows Sales. The series Sales "
        #expect(line([1, 2, 3, 4]) == start + "rises steadily from 1 in 2019 to 4 in 2022.")
        #expect(line([4, 3.5, 3.5, 1]) == start + "falls steadily from 4 in 2019 to 1 in 2022.")
        #expect(line([1, 9, 7, 2]) == start + "rises from 1 in 2019 to 9 in 2020, then falls to 2 in 2022.")
        #expect(line([5, 2, 3, 7]) == start + "falls from 5 in 2019 to 2 in 2020, then rises to 7 in 2022.")
        #expect(line([5, 5, 5, 5]) == start + "stays level at 5.")
        #expect(line([nil, 5, nil, .nan]) == start + "has the value 5 in 2020.")
        #expect(
            line([3, 1, 9, 4]) == start + "rises with ups and downs from 3 in 2019 to 4 in 2022. "
                + "In the series Sales, the highest value is 9 in 2021 and the lowest is 1 in 2020.")
    }

    @Test("compares values as they are shown")
    func shownValues() {
        #expect(line([4.51, 4.49, 4.52, 4.5], format: "0.0").hasSuffix("The series Sales stays level at 4.5."))
    }

    @Test("shows numbers as their format does, in the language of the slide")
    func formats() {
        #expect(line([0.1, 0.2, 0.3, 0.455], format: "0.0%").hasSuffix("from 10.0% in 2019 to 45.5% in 2022."))
        #expect(line([1200, 1300, 1400, 2500], format: "$#,##0").hasSuffix("from $1,200 in 2019 to $2,500 in 2022."))
        #expect(
            line([1200.5, 1300, 1400, 2500], format: "#,##0.0", language: "de")
                == "Das Liniendiagramm zeigt Sales. Die Reihe Sales steigt stetig von 1.200,5 im Jahr 2019 "
                + "auf 2.500,0 im Jahr 2022.")
        #expect(line([-2, -1, 0, 3], language: "fr").contains("de moins 2 en 2019 à 3 en 2022."))
        #expect(
            line([1_500_000, 2e6, 3e6, 4_300_000], format: "0.0,,\"M\"").hasSuffix("from 1.5M in 2019 to 4.3M in 2022.")
        )
        #expect(line([1.0 / 3, 1, 2, 1234.56]).contains("from 0.333 in 2019 to 1235 in 2022"))
    }

    @Test("tells the extremes where categories have no order")
    func extremes() {
        let pie = NarratorSamples.chart(
            .pie, title: "Market share", ["North", "South", "West"],
            [.init(name: "2024", values: [0.5, 0.2, 0.3], format: "0%")])
        #expect(
            said(pie, language: "es")
                == "El gráfico circular muestra Market share. El valor más alto es 50% en North "
                + "y el más bajo es 20% en South."
        )
        let bars = NarratorSamples.chart(
            .bar, ["A", "B", "C"],
            [.init(name: "Series 1", values: [1, 3, 3]), .init(name: "Costs", values: [2, 2, 2])])
        #expect(
            said(bars)
                == "The bar chart compares Series 1 and Costs. In the series Series 1, the highest value is 3 for "
                + "B and C and the lowest is 1 for A. The series Costs stays level at 2.")
    }

    @Test("reads a small table row by row")
    func smallTable() {
        let table = NarratorSamples.table([
            ["Plan", "Price", "Users"], ["Basic", "€5", "10"], ["Pro", "€20", "unlimited"],
        ])
        #expect(
            said(table) == "The table lists Plan, Price and Users. Basic: Price €5, Users 10. "
                + "Pro: Price €20, Users unlimited.")
        #expect(said(NarratorSamples.table([["", ""], ["", ""]])) == "")
        #expect(said(NarratorSamples.table([["One", "Two"], ["Three", ""]], header: false)) == "One: Two. Three.")
    }

    @Test("tells a large table by its headings, rows and extremes")
    func largeTable() {
        let rows = [
            ["Ada", "12", "1.5 s"], ["Bob", "7", "0.9 s"], ["Cyd", "12", "2.25 s"], ["Dan", "9", "1 s"],
            ["Eve", "8", "4 s"],
        ]
        #expect(
            said(NarratorSamples.table([["Name", "Runs", "Time"]] + rows))
                == "The table lists Name, Runs and Time. It covers Ada, Bob, Cyd, Dan and Eve. In the column Runs, the "
                + "highest value is 12 for Ada and Cyd and the lowest is 7 for Bob. In the column Time, the highest "
                + "value is 4 s for Eve and the lowest is 0.9 s for Bob.")
    }

    @Test("states no extremes where the numbers could be read in two ways")
    func ambiguousNumbers() {
        #expect(CellNumbers.extremes(of: ["1.234", "900", "12"]) == nil)
        #expect(CellNumbers.extremes(of: ["5 kg", "6 m", "7 kg"]) == nil)
        #expect(CellNumbers.extremes(of: ["5", "n/a", "7"]) == nil)
        #expect(CellNumbers.extremes(of: ["2019", "2024", "2021"]) == nil)
        #expect(CellNumbers.extremes(of: ["-$1,200.50", "$3", "$10"]) == .init(highest: [2], lowest: [0]))
        #expect(CellNumbers.extremes(of: ["1 200", "999", "30"]) == .init(highest: [0], lowest: [2]))
    }
}
