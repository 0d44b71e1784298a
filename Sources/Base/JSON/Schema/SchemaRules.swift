/// What a schema says about numbers.
struct NumberRules: Sendable {
    var minimum: JSONNumber?
    var maximum: JSONNumber?
    var exclusiveMinimum: JSONNumber?
    var exclusiveMaximum: JSONNumber?
    var divisor: Divisor?
}

/// What a schema says about strings. Lengths count code points.
struct StringRules: Sendable {
    var minLength: Int?
    var maxLength: Int?
    var pattern: Pattern?
}

/// What a schema says about arrays.
struct ArrayRules: Sendable {
    /// The schemas of the first elements, one each.
    var prefix: [SchemaNode.ID] = []
    /// The schema of all further elements.
    var items: SchemaNode.ID?
    var contains: SchemaNode.ID?
    var minContains: Int?
    var maxContains: Int?
    var minItems: Int?
    var maxItems: Int?
    var areUnique = false
}

/// What a schema says about objects.
struct ObjectRules: Sendable {
    var properties: [ExactKey: SchemaNode.ID] = [:]
    var patterns: [(pattern: Pattern, schema: SchemaNode.ID)] = []
    /// The schema of all members that neither `properties` nor `patterns` speak of.
    var additional: SchemaNode.ID?
    var names: SchemaNode.ID?
    var required: [String] = []
    var minProperties: Int?
    var maxProperties: Int?
    var dependentRequired: [(key: String, required: [String])] = []
    var dependentSchemas: [(key: String, schema: SchemaNode.ID)] = []

    /// The effort of looking for all names that these rules mention.
    var namesToFind = 0

    mutating func countNames() {
        let names =
            required + dependentSchemas.map(\.key) + dependentRequired.flatMap { [$0.key] + $0.required }
        namesToFind = names.reduce(0) { $0 + 1 + $1.utf8.count / 16 }
    }
}

/// What a schema says by other schemas, about the same value.
struct CombinationRules: Sendable {
    var reference: SchemaNode.ID?
    var all: [SchemaNode.ID] = []
    var any: [SchemaNode.ID]?
    var one: [SchemaNode.ID]?
    var not: SchemaNode.ID?
    var condition: SchemaNode.ID?
    var then: SchemaNode.ID?
    var otherwise: SchemaNode.ID?
}

extension SchemaNode {
    /// The schemas that are checked against the same value as this one.
    var appliedInPlace: [SchemaNode.ID] {
        var ids = object?.dependentSchemas.map(\.schema) ?? []
        guard let combination else { return ids }
        ids += combination.all + (combination.any ?? []) + (combination.one ?? [])
        ids += [
            combination.reference, combination.not, combination.condition, combination.then, combination.otherwise,
        ].compactMap { $0 }
        return ids
    }
}
