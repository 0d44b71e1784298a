// What a schema says about one kind of value.
extension SchemaValidator {
    mutating func check(_ number: JSONNumber, _ rules: NumberRules) {
        guard spend(number.text.utf8.count) else { return }
        if let minimum = rules.minimum, number < minimum {
            report("Expected a number of at least \(minimum), found \(ValueSketch(.number(number))).")
        }
        if let maximum = rules.maximum, number > maximum {
            report("Expected a number of at most \(maximum), found \(ValueSketch(.number(number))).")
        }
        if let minimum = rules.exclusiveMinimum, number <= minimum {
            report("Expected a number greater than \(minimum), found \(ValueSketch(.number(number))).")
        }
        if let maximum = rules.exclusiveMaximum, number >= maximum {
            report("Expected a number less than \(maximum), found \(ValueSketch(.number(number))).")
        }
        if let divisor = rules.divisor, !divisor.divides(number) {
            report("Expected a multiple of \(divisor.number), found \(ValueSketch(.number(number))).")
        }
    }

    mutating func check(_ string: String, _ rules: StringRules) {
        if rules.minLength != nil || rules.maxLength != nil {
            guard spend(string.utf8.count / 8) else { return }
            let length = string.unicodeScalars.count
            if let least = rules.minLength, length < least {
                report("Expected a string of at least \(least) characters, found one of \(length).")
            }
            if let most = rules.maxLength, length > most {
                report("Expected a string of at most \(most) characters, found one of \(length).")
            }
        }
        if let pattern = rules.pattern, !matches(string, pattern) {
            report("Expected a string that matches '\(pattern.text)', found \(ValueSketch(.string(string))).")
        }
    }

    mutating func check(_ elements: [JSONValue], _ rules: ArrayRules) {
        if let least = rules.minItems, elements.count < least {
            report("Expected an array of at least \(least) elements, found \(elements.count).")
        }
        if let most = rules.maxItems, elements.count > most {
            report("Expected an array of at most \(most) elements, found \(elements.count).")
        }
        if rules.areUnique, spend(onAllOf: .array(elements)) {
            var seen: [JSONValue: Int] = [:]
            for (index, element) in elements.enumerated() {
                guard let earlier = seen.updateValue(index, forKey: element) else { continue }
                report("Expected elements that differ, but those at \(earlier) and \(index) are equal.")
                break
            }
        }
        for (index, element) in elements.enumerated() where !isDone {
            if index < rules.prefix.count {
                check(element, at: .index(index), against: rules.prefix[index])
            } else if let items = rules.items {
                check(element, at: .index(index), against: items)
            } else {
                break
            }
        }
        checkContents(elements, rules)
    }

    private mutating func checkContents(_ elements: [JSONValue], _ rules: ArrayRules) {
        guard let schema = rules.contains else { return }
        var count = 0
        for element in elements where accepts(element, by: schema) {
            count += 1
        }
        let least = rules.minContains ?? 1
        if count < least {
            report("Expected at least \(least) elements of the kind that 'contains' asks for, found \(count).")
        }
        if let most = rules.maxContains, count > most {
            report("Expected at most \(most) elements of the kind that 'contains' asks for, found \(count).")
        }
    }
}
