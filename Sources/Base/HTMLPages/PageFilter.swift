/// A choice of what a page shows. It works without a script: each element that can be hidden names, in
/// `data-state`, the choices under which it stays.
package struct PageFilter: Sendable {
    package struct Choice: Sendable {
        /// Lower-case letters.
        package var name: StaticString
        package var label: String
        package var count: Int

        package init(_ name: StaticString, _ label: String, count: Int) {
            self.name = name
            self.label = label
            self.count = count
        }
    }

    package var choices: [Choice]

    /// Choices that nothing belongs to are left out.
    package init(_ choices: [Choice]) {
        self.choices = choices.filter { $0.count > 0 }
    }

    /// The attribute of an element that stays under these choices.
    package static func state(_ names: [String]) -> HTML {
        " data-state=\"\(names.joined(separator: " "))\""
    }

    var control: HTML {
        guard !choices.isEmpty else { return "" }
        let options = choices.map { choice -> HTML in
            let name = choice.name.description
            return """
                <label><input type="radio" name="show" id="show-\(name)"><span>\(choice.label) (\(choice.count))</span></label>

                """
        }
        return """
            <fieldset class="filter"><legend>Show</legend>
            <label><input type="radio" name="show" id="show-all" checked><span>Everything</span></label>
            \(options.joined())</fieldset>

            """
    }

    /// The rules that hide what was not chosen.
    var style: HTML {
        choices.map { choice -> HTML in
            let name = choice.name.description
            return """
                body:has(#show-\(name):checked) [data-state]:not([data-state~=\(name)]) { display: none; }

                """
        }.joined()
    }
}
