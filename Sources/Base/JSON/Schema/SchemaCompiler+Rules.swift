extension SchemaCompiler {
    func numberRules(_ keywords: SchemaKeywords) throws(JSONSchemaError) -> NumberRules? {
        guard
            keywords.contains(anyOf: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"])
        else { return nil }
        var rules = NumberRules()
        rules.minimum = try keywords.number("minimum")
        rules.maximum = try keywords.number("maximum")
        rules.exclusiveMinimum = try keywords.number("exclusiveMinimum")
        rules.exclusiveMaximum = try keywords.number("exclusiveMaximum")
        if let number = try keywords.number("multipleOf") {
            guard let divisor = Divisor(number) else {
                throw keywords.malformed("multipleOf", "a number greater than 0 of at most 18 digits")
            }
            rules.divisor = divisor
        }
        return rules
    }

    func stringRules(_ keywords: SchemaKeywords) throws(JSONSchemaError) -> StringRules? {
        guard keywords.contains(anyOf: ["minLength", "maxLength", "pattern"]) else { return nil }
        var rules = StringRules()
        rules.minLength = try keywords.count("minLength")
        rules.maxLength = try keywords.count("maxLength")
        if let value = keywords.members["pattern"] {
            guard let text = value.string else { throw keywords.malformed("pattern", "a string") }
            rules.pattern = try keywords.pattern(text)
        }
        return rules
    }

    mutating func arrayRules(_ keywords: SchemaKeywords) throws(JSONSchemaError) -> ArrayRules? {
        guard
            keywords.contains(anyOf: [
                "items", "prefixItems", "contains", "minItems", "maxItems", "uniqueItems",
            ])
        else { return nil }
        var rules = ArrayRules()
        rules.prefix = try schemas(listedIn: "prefixItems", of: keywords) ?? []
        if keywords.members["items"]?.array != nil {
            throw keywords.malformed("items", "one schema (use 'prefixItems' for a schema per element)")
        }
        rules.items = try schema("items", of: keywords)
        rules.contains = try schema("contains", of: keywords)
        rules.minContains = try keywords.count("minContains")
        rules.maxContains = try keywords.count("maxContains")
        rules.minItems = try keywords.count("minItems")
        rules.maxItems = try keywords.count("maxItems")
        rules.areUnique = try keywords.bool("uniqueItems")
        return rules
    }

    mutating func objectRules(_ keywords: SchemaKeywords) throws(JSONSchemaError) -> ObjectRules? {
        guard
            keywords.contains(anyOf: [
                "properties", "patternProperties", "additionalProperties", "propertyNames", "required",
                "minProperties", "maxProperties", "dependentRequired", "dependentSchemas",
            ])
        else { return nil }
        var rules = ObjectRules()
        for (key, schema) in try schemas(namedIn: "properties", of: keywords) {
            rules.properties[ExactKey(text: key)] = schema
        }
        for (key, schema) in try schemas(namedIn: "patternProperties", of: keywords) {
            rules.patterns.append((try keywords.pattern(key), schema))
        }
        rules.additional = try schema("additionalProperties", of: keywords)
        rules.names = try schema("propertyNames", of: keywords)
        rules.required = try keywords.strings("required") ?? []
        rules.minProperties = try keywords.count("minProperties")
        rules.maxProperties = try keywords.count("maxProperties")
        for (key, value) in try keywords.object("dependentRequired") ?? [:] {
            rules.dependentRequired.append((key, try keywords.strings(in: value, of: "dependentRequired")))
        }
        rules.dependentSchemas = try schemas(namedIn: "dependentSchemas", of: keywords)
        rules.countNames()
        return rules
    }

    mutating func combinationRules(_ keywords: SchemaKeywords) throws(JSONSchemaError) -> CombinationRules? {
        guard keywords.contains(anyOf: ["$ref", "allOf", "anyOf", "oneOf", "not", "if"]) else { return nil }
        var rules = CombinationRules()
        rules.reference = try reference(keywords)
        rules.all = try schemas(listedIn: "allOf", of: keywords) ?? []
        rules.any = try schemas(listedIn: "anyOf", of: keywords)
        rules.one = try schemas(listedIn: "oneOf", of: keywords)
        rules.not = try schema("not", of: keywords)
        rules.condition = try schema("if", of: keywords)
        if rules.condition != nil {
            rules.then = try schema("then", of: keywords)
            rules.otherwise = try schema("else", of: keywords)
        }
        return rules
    }
}
