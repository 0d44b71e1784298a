public import Essentials

/// A schema that cannot be used: why, and where.
public struct JSONSchemaError: DescribedFailure, Hashable {
    public enum Problem: Hashable, Sendable {
        /// The value of a keyword is not what it has to be.
        case malformed(keyword: String, expected: String)
        /// A keyword that would change which values are allowed, and that is not supported.
        case unsupported(keyword: String)
        /// A `$ref` to a place that is not in this schema.
        case unknownReference(String)
        /// A regular expression that cannot be used.
        case unusablePattern(String, reason: String)
        /// References lead in a circle without stepping into the value: checking would never end.
        case endless
        /// The schema is too large or its references form too long a chain.
        case tooLarge
    }

    public let problem: Problem
    /// Where in the schema, as a JSON Pointer (RFC 6901).
    public let path: String

    public var code: String {
        switch problem {
        case .malformed: "json.schema.malformed"
        case .unsupported: "json.schema.unsupported"
        case .unknownReference: "json.schema.reference"
        case .unusablePattern: "json.schema.pattern"
        case .endless: "json.schema.endless"
        case .tooLarge: "json.schema.size"
        }
    }

    public var message: String {
        let place = path.isEmpty ? "The schema" : "The schema at \(path)"
        return switch problem {
        case .malformed("", let expected): "\(place) must be \(expected)."
        case .malformed(let keyword, let expected): "\(place) has a '\(keyword)' that is not \(expected)."
        case .unsupported(let keyword): "\(place) uses '\(keyword)', which is not supported."
        case .unknownReference(let reference): "\(place) refers to '\(reference)', which is not in this schema."
        case .unusablePattern(let pattern, let reason):
            "\(place) has an unusable pattern \(ValueSketch(.string(pattern))): \(reason)."
        case .endless: "\(place) refers to itself in a circle."
        case .tooLarge: "\(place) is too large or nested too deeply."
        }
    }

    public var remedy: String? {
        switch problem {
        case .malformed: nil
        case .unsupported: "Leave it out, or say the same with other keywords."
        case .unknownReference: "Refer to a part of the same schema, as in '#/$defs/name'."
        case .unusablePattern: "Write it without look-around and back-references."
        case .endless: "Let the reference pass through 'properties' or 'items'."
        case .tooLarge: "Use a smaller schema."
        }
    }

    public var category: FailureCategory { .badInput }
}
