import JSON

/// A model as `/v1/models` tells of it.
public struct ListedModel: Hashable, Sendable {
    /// What callers ask for it by.
    public var name: String
    /// Seconds since 1970; 0 where nobody says.
    public var created: Int
    public var owner: String

    public init(name: String, created: Int = 0, owner: String = "atelier") {
        self.name = name
        self.created = created
        self.owner = owner
    }
}

extension ListedModel {
    private static let mostModels = 10_000
    private static let longestName = 512

    /// The models of an upstream's list; `nil` where it is no list.
    static func models(in json: JSONValue) -> [ListedModel]? {
        json["data"]?.array.map { elements in
            elements.prefix(mostModels).compactMap { element in
                guard let name = element["id"]?.string, !name.isEmpty, name.utf8.count <= longestName else {
                    return nil
                }
                return ListedModel(
                    name: name, created: element["created"]?.int ?? 0, owner: element["owned_by"]?.string ?? "upstream")
            }
        }
    }
}
