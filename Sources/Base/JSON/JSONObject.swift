/// The members of a JSON object, in the order in which they came.
///
/// A key is there once: when a text or a list names a key several times, the last value counts, in the place of
/// the first. Two objects are equal when they have the same members, in whatever order. Looking up a key takes
/// constant time in large objects; removing one takes time in proportion to the number of members.
public struct JSONObject: Sendable {
    public typealias Element = (key: String, value: JSONValue)

    private var members: [Element] = []
    /// Where each key is; kept only for objects with more members than `searchLimit`.
    private var places: [ExactKey: Int]?

    /// Up to so many members, looking at each is faster than hashing the key.
    private static let searchLimit = 12

    public init() {}

    public init(_ members: [(String, JSONValue)]) {
        self.members.reserveCapacity(members.count)
        for (key, value) in members {
            set(key, to: value)
        }
    }

    /// From anything with keys and values: a dictionary, `KeyValuePairs`, a filtered object.
    @inlinable
    public init(_ members: some Sequence<(key: String, value: JSONValue)>) {
        self.init()
        for (key, value) in members {
            self[key] = value
        }
    }

    /// The value of the member named `key`. Setting adds it at the end or replaces it where it is; setting `nil`
    /// removes it.
    ///
    /// In `condition ? nil : value` Swift takes the `nil` for a JSON `null`; use `removeValue(forKey:)` there.
    public subscript(key: String) -> JSONValue? {
        get {
            place(of: key).map { members[$0].value }
        }
        set {
            if let newValue {
                set(key, to: newValue)
            } else {
                removeValue(forKey: key)
            }
        }
    }

    /// Removes the member named `key` and gives back its value; `nil` when there was none.
    @discardableResult
    public mutating func removeValue(forKey key: String) -> JSONValue? {
        guard let place = place(of: key) else { return nil }
        let removed = members.remove(at: place)
        places = nil
        if members.count > Self.searchLimit { indexMembers() }
        return removed.value
    }

    /// Makes room for so many members.
    public mutating func reserveCapacity(_ count: Int) {
        members.reserveCapacity(count)
    }

    public func contains(key: String) -> Bool {
        place(of: key) != nil
    }

    public var keys: [String] {
        members.map(\.key)
    }

    public var values: [JSONValue] {
        members.map(\.value)
    }
}

extension JSONObject {
    private func place(of key: String) -> Int? {
        if let places { return places[ExactKey(text: key)] }
        return members.firstIndex { $0.key.hasSameBytes(as: key) }
    }

    mutating func set(_ key: String, to value: JSONValue) {
        if let place = place(of: key) {
            members[place].value = value
            return
        }
        members.append((key, value))
        if places != nil {
            places?[ExactKey(text: key)] = members.count - 1
        } else if members.count > Self.searchLimit {
            indexMembers()
        }
    }

    private mutating func indexMembers() {
        var places = [ExactKey: Int](minimumCapacity: members.count * 2)
        for (place, member) in members.enumerated() {
            places[ExactKey(text: member.key)] = place
        }
        self.places = places
    }
}

extension JSONObject: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { members.count }

    public subscript(position: Int) -> Element {
        members[position]
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral members: (String, JSONValue)...) {
        self.init(members)
    }
}

extension JSONObject: Hashable {
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        guard left.members.count == right.members.count else { return false }
        for (place, member) in left.members.enumerated() {
            let candidate = right.members[place]
            if candidate.key.hasSameBytes(as: member.key) {
                guard candidate.value == member.value else { return false }
            } else {
                guard right[member.key] == member.value else { return false }
            }
        }
        return true
    }

    /// A sum over the members, so that their order does not matter.
    public func hash(into hasher: inout Hasher) {
        var sum = members.count
        for member in members {
            var each = Hasher()
            member.key.hashBytes(into: &each)
            each.combine(member.value)
            sum &+= each.finalize()
        }
        hasher.combine(sum)
    }
}

extension JSONObject: CustomStringConvertible {
    public var description: String {
        JSONValue.object(self).text
    }
}
