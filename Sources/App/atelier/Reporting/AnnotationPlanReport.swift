import Annotations
import Foundation

/// What `atelier annotate --dry-run` prints.
struct AnnotationPlanReport {
    private let plan: AnnotationPlan

    init(_ plan: AnnotationPlan) {
        self.plan = plan
    }

    func print(on console: Console, json: Bool) {
        if json {
            console.print(JSONLine.of(JSONPlan(plan)))
        } else {
            for line in lines { console.print(line) }
        }
    }

    /// "Slides: 11 (1 moduleTitle, 8 content, ...)", and the fields by where their texts come from.
    var lines: [String] {
        var lines = ["Slides: \(plan.kinds.count)" + Self.list(kinds)]
        lines.append("Fields: \(plan.fields.count)")
        lines += AnnotationPlan.Source.allCases.compactMap { source in
            let fields = plan.fields.filter { $0.source == source }
            guard !fields.isEmpty else { return nil }
            let counts = SlideField.allCases.map { field in (field.rawValue, fields.count { $0.field == field }) }
            return "  " + source.words.padded(26) + "\(fields.count)".padded(6)
                + counts.filter { $0.1 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
        }
        var calls = "Calls to the model: \(plan.calls == 0 ? "none" : "at least \(plan.calls)")"
        if let cost = plan.cost {
            calls += String(format: ", about $%.4f by what earlier ones for this deck cost", cost)
        }
        return lines + [calls + "."]
    }

    private var kinds: [(String, Int)] {
        SlideKind.allCases.map { kind in (kind.rawValue, plan.kinds.count { $0 == kind }) }
    }

    private static func list(_ counts: [(String, Int)]) -> String {
        let shown = counts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }
        return shown.isEmpty ? "" : " (\(shown.joined(separator: ", ")))"
    }
}

extension AnnotationPlan.Source {
    fileprivate var words: String {
        switch self {
        case .model: "written by a model"
        case .fixedForm: "in a fixed form"
        case .offline: "written by the program"
        case .earlier: "there from before"
        case .deck: "fit, and kept"
        case .person: "a person's, and kept"
        }
    }
}

/// The plan as one line of JSON.
private struct JSONPlan: Encodable {
    struct Field: Encodable {
        var slide: Int
        var field: SlideField
        var source: AnnotationPlan.Source
    }

    var event = "plan"
    var slides: [String: Int]
    /// How many fields come from where.
    var sources: [String: Int]
    var fields: [Field]
    var calls: Int
    /// In US dollars.
    var cost: Double?

    init(_ plan: AnnotationPlan) {
        slides = Dictionary(plan.kinds.map { ($0.rawValue, 1) }, uniquingKeysWith: +)
        sources = Dictionary(plan.fields.map { ($0.source.rawValue, 1) }, uniquingKeysWith: +)
        fields = plan.fields.map { Field(slide: $0.slide, field: $0.field, source: $0.source) }
        calls = plan.calls
        cost = plan.cost
    }
}
