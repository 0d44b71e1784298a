/// A schema that says which values are allowed (JSON Schema, draft 2020-12): what the structured-output features
/// of model APIs use.
///
/// Supported: `type`, `enum`, `const`; `minimum`, `maximum`, `exclusiveMinimum`, `exclusiveMaximum`, `multipleOf`;
/// `minLength`, `maxLength`, `pattern`; `items`, `prefixItems`, `contains`, `minContains`, `maxContains`,
/// `minItems`, `maxItems`, `uniqueItems`; `properties`, `patternProperties`, `additionalProperties`, `required`,
/// `propertyNames`, `minProperties`, `maxProperties`, `dependentRequired`, `dependentSchemas`; `allOf`, `anyOf`,
/// `oneOf`, `not`, `if`/`then`/`else`; `$ref` to places in the same schema (`#/$defs/…`, `#/definitions/…`, `#`),
/// also recursive. `format` and other annotations are not checked. What would change the outcome and is not
/// supported (`unevaluatedProperties`, references to other documents, …) is an error rather than ignored.
///
/// Schemas and values may come from strangers: patterns run in linear time, and the work is bounded.
public struct JSONSchema: Sendable {
    let nodes: [SchemaNode]

    /// Reads the schema and resolves its references.
    /// - Throws: `JSONSchemaError` with the place in the schema.
    public init(_ value: JSONValue) throws(JSONSchemaError) {
        var compiler = SchemaCompiler(root: value)
        nodes = try compiler.compile()
        try SchemaLoops.check(nodes)
    }

    /// Where `value` breaks the schema; empty when it is allowed.
    /// - Parameters:
    ///   - limit: at most so many are given.
    ///   - effort: how many steps the check may take, a step being some ten nanoseconds. When they are used up
    ///     (or schemas and value are nested in each other beyond reason), the last violation says that the value could not be checked.
    public func violations(of value: JSONValue, limit: Int = 20, effort: Int = 10_000_000) -> [Violation] {
        var validator = SchemaValidator(nodes: nodes, limit: max(limit, 1), effort: effort)
        return validator.validate(value)
    }

    public func allows(_ value: JSONValue) -> Bool {
        violations(of: value, limit: 1).isEmpty
    }
}

extension JSONSchema {
    /// One way in which a value breaks a schema.
    public struct Violation: Hashable, Sendable, CustomStringConvertible {
        /// Where in the value, as a JSON Pointer (RFC 6901): `/steps/0/name`, and empty for the whole value.
        public let path: String
        /// One sentence: what the schema wants and what is there.
        public let message: String

        public init(path: String, message: String) {
            self.path = path
            self.message = message
        }

        public var description: String {
            path.isEmpty ? message : "\(path): \(message)"
        }
    }
}
