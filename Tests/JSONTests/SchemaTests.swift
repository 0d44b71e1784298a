import Essentials
import JSON
import Testing

@Suite("A JSON schema")
struct SchemaTests {
    private static let recipe: JSONValue = [
        "type": "object",
        "properties": [
            "title": ["type": "string", "minLength": 1],
            "servings": ["type": "integer", "minimum": 1, "maximum": 100],
            "level": ["enum": ["easy", "hard"]],
            "steps": ["type": "array", "minItems": 1, "items": ["$ref": "#/$defs/step"]],
        ],
        "required": ["title", "steps"],
        "additionalProperties": false,
        "$defs": [
            "step": [
                "type": "object",
                "properties": [
                    "text": ["type": "string"], "next": ["anyOf": [["type": "null"], ["$ref": "#/$defs/step"]]],
                ],
                "required": ["text"],
            ]
        ],
    ]

    @Test("allows a value that keeps to it")
    func allowed() throws {
        let schema = try JSONSchema(Self.recipe)
        let value: JSONValue = [
            "title": "Soup", "servings": 4.0, "level": "easy",
            "steps": [["text": "cut", "next": ["text": "cook", "next": nil]]],
        ]
        #expect(schema.violations(of: value).isEmpty)
        #expect(schema.allows(value))
    }

    @Test("says in one sentence each what is wrong and where")
    func violations() throws {
        let value: JSONValue = [
            "servings": 0, "level": "medium", "steps": [["text": 1], ["next": ["text": "x", "next": [:]]]], "a/b~c": 1,
        ]
        let found = try JSONSchema(Self.recipe).violations(of: value).map(\.description)
        #expect(
            found == [
                "The property \"title\" is missing.",
                "/servings: Expected a number of at least 1, found 0.",
                "/level: Expected one of \"easy\", \"hard\", found \"medium\".",
                "/steps/0/text: Expected a string, found 1.",
                "/steps/1: The property \"text\" is missing.",
                "/steps/1/next/next: The property \"text\" is missing.",
                "The property \"a/b~c\" is not allowed.",
            ])
    }

    @Test("points into the value with a JSON Pointer")
    func pointer() throws {
        let schema = try JSONSchema(["additionalProperties": ["items": false]])
        #expect(schema.violations(of: ["a/b~c": [1]]).map(\.path) == ["/a~1b~0c/0"])
    }

    @Test("names the alternative that was meant, or says that none matches")
    func alternatives() throws {
        let schema = try JSONSchema([
            "anyOf": [["type": "string"], ["type": "number", "minimum": 1], ["type": "string", "maxLength": 2]]
        ])
        #expect(schema.violations(of: 0).map(\.message) == ["Expected a number of at least 1, found 0."])
        let none = "Expected a match with one of 3 alternatives, found null."
        #expect(schema.violations(of: nil).map(\.message) == [none])
    }

    @Test("that refers to itself checks deep values, and gives up on those deeper than reason")
    func depth() throws {
        let schema = try JSONSchema(["anyOf": [["type": "null"], ["type": "array", "items": ["$ref": "#"]]]])
        func nested(_ depth: Int, around core: JSONValue) -> JSONValue {
            (0..<depth).reduce(core) { value, _ in [value] }
        }
        #expect(schema.allows(nested(128, around: nil)))
        #expect(schema.violations(of: nested(128, around: 1)).map(\.path) == [String(repeating: "/0", count: 128)])
        let message = "The value could not be checked within the allowed effort."
        #expect(schema.violations(of: nested(5000, around: 1)).map(\.message) == [message])
    }

    @Test("gives no more violations than asked for")
    func bounded() throws {
        let schema = try JSONSchema(["items": ["type": "string"]])
        let value = JSONValue.array((0..<100).map { JSONValue($0) })
        #expect(schema.violations(of: value).count == 20)
        #expect(schema.violations(of: value, limit: 3).count == 3)
        #expect(schema.violations(of: value, limit: 0).count == 1)
    }

    @Test(
        "checks each keyword",
        arguments: [
            (#"{"type":["string","null"]}"#, [#"null"#, #""a""#], [#"1"#, #"[]"#]),
            (#"{"type":"integer"}"#, ["1", "1.0", "1e400"], ["1.5", "\"1\""]),
            (#"{"const":{"a":1}}"#, [#"{"a":1.0}"#], [#"{"a":2}"#, #"{}"#]),
            (#"{"enum":["é"]}"#, ["\"\u{E9}\""], ["\"e\u{301}\""]),
            (#"{"exclusiveMinimum":1,"exclusiveMaximum":2}"#, ["1.5", "\"x\""], ["1", "2"]),
            (#"{"multipleOf":0.01}"#, ["0.07", "19.99", "1e300", "0", "-4.35"], ["0.075", "1e-3"]),
            (#"{"multipleOf":12}"#, ["36", "1.2e1", "-12", "3e2"], ["18", "6", "1e1"]),
            (#"{"minLength":2,"maxLength":3}"#, [#""ab""#, #""😀é漢""#], [#""a""#, #""abcd""#, #""😀""#]),
            (#"{"pattern":"^[a-z]+-\\d{2}$"}"#, [#""ab-12""#], [#""ab-1""#, #""xab-12x""#]),
            (
                #"{"prefixItems":[{"type":"string"}],"items":{"type":"number"}}"#,
                [#"["a",1]"#, "[]"], [#"["a","b"]"#, "[1]"]
            ),
            (#"{"minItems":1,"maxItems":2}"#, ["[1]"], ["[]", "[1,2,3]"]),
            (
                #"{"uniqueItems":true}"#,
                ["[1,2]", "[[1],[2]]", "[1,true]"], ["[1,1.0]", #"[{"a":1,"b":2},{"b":2,"a":1}]"#]
            ),
            (#"{"contains":{"type":"string"},"maxContains":1}"#, [#"[1,"a"]"#], ["[1]", #"["a","b"]"#]),
            (
                #"{"patternProperties":{"^x-":{"type":"string"}},"additionalProperties":false}"#,
                [#"{"x-a":"b"}"#], [#"{"x-a":1}"#, #"{"y":1}"#]
            ),
            (
                #"{"propertyNames":{"maxLength":2},"minProperties":1,"maxProperties":2}"#,
                [#"{"ab":1}"#], [#"{"abc":1}"#, "{}", #"{"a":1,"b":1,"c":1}"#]
            ),
            (#"{"dependentRequired":{"a":["b"]}}"#, [#"{"a":1,"b":2}"#, "{}"], [#"{"a":1}"#]),
            (#"{"dependentSchemas":{"a":{"required":["b"]}}}"#, [#"{"a":1,"b":2}"#], [#"{"a":1}"#]),
            (#"{"oneOf":[{"type":"integer"},{"minimum":2}]}"#, ["1", "2.5"], ["3", "1.5"]),
            (#"{"allOf":[{"minimum":1},{"maximum":2}],"not":{"const":1.5}}"#, ["1", "2"], ["0", "3", "1.5"]),
            (
                #"{"if":{"type":"string"},"then":{"minLength":1},"else":{"type":"null"}}"#,
                [#""a""#, "null"], [#""""#, "1"]
            ),
            (#"{"format":"email","title":"x","x-unknown":1}"#, [#""no mail""#], []),
            ("true", ["1"], []), ("false", [], ["1", "null"]),
            (##"{"$ref":"#/$defs/a%25~1b","$defs":{"a%/b":{"type":"null"}}}"##, ["null"], ["1"]),
            (##"{"$ref":"#/definitions/x","definitions":{"x":{"type":"null"}},"minimum":2}"##, ["null"], ["3"]),
            (##"{"items":{"$ref":"#"},"type":"array"}"##, ["[]", "[[],[[]]]"], ["[1]", "[[[1]]]"]),
        ] as [(String, [String], [String])])
    func keywords(schema: String, good: [String], bad: [String]) throws {
        let schema = try JSONSchema(JSONValue(parsing: schema))
        for text in good {
            #expect(schema.violations(of: try JSONValue(parsing: text)).isEmpty, "\(text)")
        }
        for text in bad {
            #expect(!schema.allows(try JSONValue(parsing: text)), "\(text)")
        }
    }

    @Test(
        "that cannot be used is an error with a code and a place",
        arguments: [
            (#"1"#, "json.schema.malformed", ""),
            (#"{"type":"text"}"#, "json.schema.malformed", ""),
            (#"{"items":{"minLength":-1}}"#, "json.schema.malformed", "/items"),
            (#"{"properties":{"a":{"required":"a"}}}"#, "json.schema.malformed", "/properties/a"),
            (#"{"multipleOf":0}"#, "json.schema.malformed", ""),
            (#"{"items":[{}]}"#, "json.schema.malformed", ""),
            (#"{"items":{"pattern":"(a"}}"#, "json.schema.pattern", "/items"),
            (#"{"pattern":"(?=a)"}"#, "json.schema.pattern", ""),
            (##"{"$ref":"#/$defs/none"}"##, "json.schema.reference", ""),
            (#"{"$ref":"https://example.com/x"}"#, "json.schema.reference", ""),
            (#"{"unevaluatedProperties":false}"#, "json.schema.unsupported", ""),
            (##"{"$ref":"#"}"##, "json.schema.endless", ""),
            (
                ##"{"anyOf":[{"$ref":"#/$defs/a"}],"$defs":{"a":{"not":{"$ref":"#/$defs/b"}},"b":{"$ref":"#/$defs/a"}}}"##,
                "json.schema.endless", ""
            ),
        ])
    func errors(schema: String, code: String, path: String) throws {
        let value = try JSONValue(parsing: schema)
        let error = try #require(throws: JSONSchemaError.self) { try JSONSchema(value) }
        #expect(error.code == code && error.path == path)
    }

    @Test("that would take forever gives up instead")
    func effort() throws {
        // Each definition tries the next one twice: 2^40 ways to fail.
        var definitions = JSONObject()
        for number in 0..<40 {
            let next: JSONValue = ["$ref": "#/$defs/d\(number + 1)"]
            definitions["d\(number)"] = ["anyOf": [next, next]]
        }
        definitions["d40"] = false
        let schema = try JSONSchema(["$ref": "#/$defs/d0", "$defs": .object(definitions)])
        let violations = schema.violations(of: 1, effort: 100_000)
        #expect(violations.last?.message == "The value could not be checked within the allowed effort.")
    }

    @Test("with a long chain of references is refused, not the end of the process")
    func longChain() throws {
        var definitions = JSONObject()
        for number in 0..<50_000 {
            definitions["d\(number)"] = ["$ref": "#/$defs/d\(number + 1)"]
        }
        definitions["d50000"] = true
        let error = try #require(throws: JSONSchemaError.self) {
            try JSONSchema(["$ref": "#/$defs/d0", "$defs": .object(definitions)])
        }
        #expect(error.problem == .tooLarge)
    }
}
