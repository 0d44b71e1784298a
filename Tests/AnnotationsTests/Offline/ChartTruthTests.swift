import Foundation
import TestKit
import Testing

@testable import Annotations
@testable import Decks

@Suite("What is said of charts")
struct ChartTruthTests {
    private static let categories = ["North", "South", "East", "West", "Centre", "Coast"]

    private func chart(_ kind: ChartElement.Kind, _ categories: [String], _ series: [(String, [Double?])])
        -> SlideElement
    {
        .chart(
            ChartElement(
                shape: OfflineSamples.shape(5), kind: kind, categories: categories,
                series: series.map { ChartElement.Series(name: $0.0, values: $0.1, format: "0") }))
    }

    @Test("holds the highest and the lowest value with their places, whatever the values are")
    func extremes() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<300 {
            // Different values, so that there is one place for each extreme.
            let values = (0..<6).map { Double($0 * 17) }.shuffled(using: &random)
            let text = OfflineSamples.altText(
                OfflineSamples.material(
                    OfflineSamples.slide("Sales", chart(.column, Self.categories, [("Units", values)])))
            )[0]
            let high = Self.categories[values.firstIndex(of: 85) ?? 0]
            let low = Self.categories[values.firstIndex(of: 0) ?? 0]
            #expect(text.contains("The highest value is 85 for \(high) and the lowest is 0 for \(low)."), "\(text)")
        }
    }

    @Test("says how a series goes as its values go")
    func trends() {
        var random = SeededGenerator(seed: 12)
        let years = (2018...2023).map(String.init)
        for _ in 0..<300 {
            let values = (0..<6).map { _ in Double(Int.random(in: 0..<9, using: &random)) }
            let text = OfflineSamples.altText(
                OfflineSamples.material(OfflineSamples.slide("Sales", chart(.line, years, [("Units", values)]))))[0]
            let steps = zip(values, values.dropFirst()).map { $1 - $0 }
            let (ups, downs) = (steps.contains { $0 > 0 }, steps.contains { $0 < 0 })
            #expect(text.contains("rises steadily") == (ups && !downs), "\(values) \(text)")
            #expect(text.contains("falls steadily") == (downs && !ups), "\(values) \(text)")
            #expect(text.contains("stays level") == (!ups && !downs), "\(values) \(text)")
            if text.contains("with ups and downs") {
                #expect(text.contains("rises with") == (values[5] > values[0]), "\(values) \(text)")
            }
        }
    }

    @Test("keeps the names and values of several series apart, and within what is listened to")
    func severalSeries() {
        let quarters = ["Q1", "Q2", "Q3"]
        let text = OfflineSamples.altText(
            OfflineSamples.material(
                OfflineSamples.slide(
                    "Sales", chart(.line, quarters, [("North", [2, 4, 7]), ("South", [9, 5, 1])]))))[0]
        #expect(
            text == "A line chart with two series (North and South) and three categories (from Q1 to Q3). "
                + "The highest value is 9 for South, Q1 and the lowest is 1 for South, Q3. "
                + "North rises steadily from 2 to 7; South falls steadily from 9 to 1.")
    }

    @Test(
        "agrees with the values in the file, for every chart of other people's decks",
        .enabled(if: sharedFixtures != nil))
    func fixtures() throws {
        var checked = 0
        for name in FixtureDecks.names {
            guard let deck = FixtureDecks.deck(name) else { continue }
            let package = try OpenPackage(ZipArchive(contentsOf: FixtureDecks.url(name)))
            for slide in deck.slides {
                for case .chart(let chart) in slide.allElements where !chart.series.isEmpty {
                    let material = OfflineSamples.material(slide)
                    let text = OfflineSamples.altText(material, language: "en")
                    let subjects = slide.visualSubjects
                    guard let index = subjects.firstIndex(where: { $0.shape.id == chart.shape.id }),
                        let told = try ChartFile.extremes(in: package, like: chart)
                    else { continue }
                    let sentence = text[index]
                    guard sentence.contains("The highest value is") else { continue }
                    let numbers = Self.numbers(after: "The highest value is ", in: sentence)
                    let lows = Self.numbers(after: "the lowest is ", in: sentence)
                    #expect(Self.agrees(numbers, told.high), "\(name) \(sentence) \(told)")
                    #expect(Self.agrees(lows, told.low), "\(name) \(sentence) \(told)")
                    checked += 1
                }
            }
        }
        #expect(checked >= 8)
    }

    private static func numbers(after phrase: String, in text: String) -> Double? {
        guard let range = text.range(of: phrase) else { return nil }
        let digits = text[range.upperBound...].drop { !$0.isNumber && $0 != "-" }.prefix {
            $0.isNumber || ".,".contains($0)
        }
        let isNegative = text[range.upperBound...].hasPrefix("minus")
        var number = digits.filter { $0 != "," }
        while number.hasSuffix(".") { number.removeLast() }
        return Double(number).map { isNegative ? -$0 : $0 }
    }

    /// Equal as far as the number is shown, as it is or as a percentage.
    private static func agrees(_ said: Double?, _ value: Double) -> Bool {
        guard let said else { return false }
        let factors: [Double] = [1, 100]
        return factors.contains { factor in
            // Whole numbers are shown rounded, others with three digits.
            let distance = abs(value * factor - said)
            return distance <= (said == said.rounded() ? 0.5 : abs(said) * 0.005)
        }
    }
}

/// Reads the values of a chart from its XML with plain text search, as the reader of decks does not.
private enum ChartFile {
    static func extremes(in package: OpenPackage, like chart: ChartElement) throws -> (high: Double, low: Double)? {
        let wanted = Set(chart.series.compactMap(\.name))
        for part in package.parts where part.contains("/charts/chart") && part.hasSuffix(".xml") {
            let xml = String(decoding: try package.bytes(of: part), as: UTF8.self)
            let names = Set(
                xml.matches(of: /<c:tx>.*?<c:v>(.*?)<\/c:v>/.dotMatchesNewlines()).map { String($0.output.1) })
            let lists = xml.matches(of: /<c:(?:val|yVal)>(.*?)<\/c:(?:val|yVal)>/.dotMatchesNewlines())
            let values = lists.flatMap { list in
                list.output.1.matches(of: /<c:v>(.*?)<\/c:v>/).compactMap { Double($0.output.1) }
            }
            let count = chart.series.flatMap(\.values).compactMap { $0 }.count
            guard values.count == count, lists.count == chart.series.count,
                wanted.isSubset(of: names) || wanted.isEmpty,
                Set(values) == Set(chart.series.flatMap(\.values).compactMap { $0 })
            else { continue }
            guard let high = values.max(), let low = values.min(), high != low else { return nil }
            return (high, low)
        }
        return nil
    }
}
