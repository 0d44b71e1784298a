import Yams

/// Reading values, each with the range that makes sense for it.
extension ConfigurationNode {
    func text() throws(ConfigurationProblem) -> String {
        guard let text = plainText, !isNothing, !text.isEmpty else {
            throw problem("must be a text", remedy: "Write one behind the colon.")
        }
        return text
    }

    /// One text, or a list of them.
    func texts() throws(ConfigurationProblem) -> [String] {
        if plainText != nil, !isNothing { return [try text()] }
        var texts: [String] = []
        for element in try elements() { texts.append(try element.text()) }
        return texts
    }

    func flag() throws(ConfigurationProblem) -> Bool {
        switch plainText?.lowercased() {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default: throw problem("is neither true nor false", remedy: "Write true or false.")
        }
    }

    func whole(_ range: ClosedRange<Int>) throws(ConfigurationProblem) -> Int {
        guard let value = plainText.flatMap({ Int($0.replacing("_", with: "")) }), range.contains(value) else {
            throw problem(
                "must be a whole number from \(range.lowerBound) to \(range.upperBound)",
                remedy: "Write it in digits, such as \(max(range.lowerBound, min(range.upperBound, 100))).")
        }
        return value
    }

    func number(_ range: ClosedRange<Double>) throws(ConfigurationProblem) -> Double {
        guard let value = plainText.flatMap({ Double($0.replacing("_", with: "")) }), range.contains(value)
        else {
            throw problem(
                "must be a number from \(Self.short(range.lowerBound)) to \(Self.short(range.upperBound))",
                remedy: "Write it in digits, such as \(Self.short(max(range.lowerBound, min(range.upperBound, 100)))).")
        }
        return value
    }

    private static func short(_ value: Double) -> String {
        Int(exactly: value).map(String.init) ?? String(value)
    }

    /// "2%" or 0.02.
    func share() throws(ConfigurationProblem) -> Double {
        let text = plainText ?? ""
        let value = text.hasSuffix("%") ? Double(text.dropLast()).map { $0 / 100 } : Double(text)
        guard let value, (0...1).contains(value) else {
            throw problem("must be a share from 0% to 100%", remedy: "Write it as 5% or 0.05.")
        }
        return value
    }

    /// "250ms", "5s", "2m", "24h", "7d"; a number alone is seconds. At most a year.
    func duration(from least: Duration = .zero) throws(ConfigurationProblem) -> Duration {
        let units: [(String, Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400)]
        let text = plainText ?? ""
        let unit = units.first { text.hasSuffix($0.0) && Double(text.dropLast($0.0.count)) != nil }
        let value = unit.flatMap { unit in Double(text.dropLast(unit.0.count)).map { $0 * unit.1 } } ?? Double(text)
        guard let value, value >= 0, value <= 366 * 86_400, .seconds(value) >= least else {
            let bound = least > .zero ? " of at least \(Int(least / .milliseconds(1))) ms" : ""
            throw problem("must be a time\(bound)", remedy: "Write it as 250ms, 5s, 2m, 24h or 7d.")
        }
        return .seconds(value)
    }

    /// "64MB", "512kB", "1GB" in powers of 1024; a number alone is bytes. At most a terabyte.
    func size(from least: Int = 0) throws(ConfigurationProblem) -> Int {
        let text = plainText ?? ""
        let units: [(String, Int)] = [("kB", 1 << 10), ("MB", 1 << 20), ("GB", 1 << 30)]
        let unit = units.first { text.hasSuffix($0.0) }
        let count = Int(unit.map { text.dropLast($0.0.count) } ?? text[...])
        let product = count?.multipliedReportingOverflow(by: unit?.1 ?? 1)
        guard let product, !product.overflow, product.partialValue >= least, product.partialValue <= 1 << 40 else {
            let bound = least > 0 ? " of at least \(least) bytes" : ""
            throw problem("must be a size\(bound)", remedy: "Write it as 512kB, 64MB or 1GB.")
        }
        return product.partialValue
    }

    func choice<Value: RawRepresentable & CaseIterable>(_ type: Value.Type) throws(ConfigurationProblem) -> Value
    where Value.RawValue == String {
        guard let value = plainText.flatMap({ Value(rawValue: $0) }) else {
            let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
            throw problem("has a value that is not known", remedy: "Write one of: \(known).")
        }
        return value
    }

    /// The name of one of the pools.
    func pool(among pools: Set<String>) throws(ConfigurationProblem) -> String {
        let name = try text()
        guard pools.contains(name) else {
            let known = pools.sorted().joined(separator: ", ")
            throw problem(
                "names a pool '\(Self.printable(name))' that is not there", code: "pool", remedy: "Pools: \(known).")
        }
        return name
    }
}
