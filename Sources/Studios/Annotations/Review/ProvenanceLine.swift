import HTMLPages

/// Where a text comes from, in one line.
struct ProvenanceLine {
    var provenance: Provenance
    /// How many alternative texts are a person's, beside others.
    var byPerson = 0

    var html: HTML {
        "<p class=\"source\">\(parts.map { part -> HTML in "<span>\(part)</span>" }.joined(by: " · "))</p>\n"
    }

    private var parts: [String] {
        var parts = [writer]
        if let prompt = provenance.prompt { parts.append("prompt \(prompt)") }
        if provenance.calls > 0 { parts.append(Figures.count(provenance.calls, "call")) }
        if provenance.seconds > 0 { parts.append(Figures.duration(provenance.seconds)) }
        if let cost = provenance.cost {
            parts.append(Figures.dollars(cost))
        } else if provenance.calls > 0 {
            parts.append("price unknown")
        }
        if provenance.wasRepaired { parts.append("asked again after a first answer that broke the rules") }
        if byPerson > 0, provenance.writer != .person {
            parts.append("\(Figures.count(byPerson, "text")) edited by a person")
        }
        if provenance.wasReused { parts.append("from an earlier run") }
        return parts
    }

    private var writer: String {
        switch provenance.writer {
        case .model: "Model \(provenance.model ?? "unknown")"
        case .offline: "Written offline, without a model"
        case .person: "Edited by a person"
        case .deck: "Stood in the deck"
        }
    }
}
