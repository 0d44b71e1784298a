import JSON

/// One choice of an answer while its pieces come in.
struct ChoiceDraft: Sendable {
    /// Strings that grow, by name. Kept apart from the rest so that a piece costs its own length only.
    private var texts: [String: String] = [:]
    /// The other members of the message.
    private var message = JSONObject()
    private var toolCalls: [Int: JSONObject] = [:]
    /// The arguments of each tool call, which grow too.
    private var arguments: [Int: String] = [:]
    /// The members beside the message: `logprobs` and whatever the provider adds.
    private var others = JSONObject()
    private var finishReason: JSONValue?

    var isFinished: Bool { finishReason != nil }
    var finish: FinishReason? { finishReason?.string.flatMap(FinishReason.init(rawValue:)) }

    /// - Parameter members: an element of `choices` of one piece.
    mutating func receive(_ members: JSONObject) {
        for (name, value) in members {
            switch name {
            case "index": break
            case "delta": if case .object(let delta) = value { receive(delta: delta) }
            case "text": addText(value, to: "text")
            case "finish_reason": if !value.isNull { finishReason = value }
            default: others[name] = others[name].map { Self.merge($0, with: value, named: name) } ?? value
            }
        }
    }

    /// The choice of the whole answer.
    func json(index: Int, operation: ModelOperation) -> JSONValue {
        var choice: JSONObject = ["index": JSONValue(index)]
        if operation == .chat {
            choice["message"] = .object(wholeMessage)
        } else {
            choice["text"] = .string(texts["text"] ?? "")
        }
        for (name, value) in others { choice[name] = value }
        choice["finish_reason"] = finishReason ?? .null
        return .object(choice)
    }

    private var wholeMessage: JSONObject {
        var whole: JSONObject = ["role": message["role"] ?? .string("assistant")]
        whole["content"] = texts["content"].map { .string($0) } ?? message["content"] ?? .null
        for (name, value) in message where name != "role" && name != "content" { whole[name] = value }
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) where name != "content" {
            whole[name] = .string(text)
        }
        if !toolCalls.isEmpty {
            whole["tool_calls"] = .array(
                toolCalls.sorted { $0.key < $1.key }.map { index, call in
                    var call = JSONValue.object(call)
                    if let text = arguments[index] {
                        var function = call["function"] ?? .object([:])
                        function["arguments"] = .string(text)
                        call["function"] = function
                    }
                    return call
                })
        }
        return whole
    }

    private mutating func receive(delta: JSONObject) {
        for (name, value) in delta {
            switch value {
            case .null where texts[name] == nil && message[name] == nil:
                message[name] = .null
            case .null:
                break
            case .string where !Self.replacedNames.contains(name):
                addText(value, to: name)
            case .array(let calls) where name == "tool_calls" && calls.allSatisfy({ $0.object != nil }):
                receive(toolCalls: calls)
            default:
                message[name] = message[name].map { Self.merge($0, with: value, named: name) } ?? value
            }
        }
    }

    private mutating func addText(_ value: JSONValue, to name: String) {
        guard case .string(let piece) = value else { return }
        texts[name, default: ""] += piece
        message[name] = nil
    }

    private mutating func receive(toolCalls calls: [JSONValue]) {
        if toolCalls.isEmpty { message["tool_calls"] = calls.isEmpty ? .array([]) : nil }
        for (place, call) in calls.enumerated() {
            guard case .object(var members) = call else { continue }
            let index = members["index"]?.int ?? place
            members["index"] = nil
            if case .object(var function)? = members["function"], case .string(let piece)? = function["arguments"] {
                arguments[index, default: ""] += piece
                function["arguments"] = nil
                members["function"] = .object(function)
            }
            guard let known = toolCalls[index] else {
                toolCalls[index] = members
                continue
            }
            toolCalls[index] = Self.merge(.object(known), with: .object(members), named: "tool_calls").object
        }
    }

    /// Strings that say what something is: they come whole, and some providers repeat them in every piece.
    private static let replacedNames: Set<String> = ["id", "type", "name", "role", "object", "model", "format"]

    /// What two pieces of the same unknown thing say together.
    private static func merge(_ old: JSONValue, with new: JSONValue, named name: String) -> JSONValue {
        switch (old, new) {
        case (_, .null):
            return old
        case (.string(let before), .string(let piece)):
            if replacedNames.contains(name) { return piece.isEmpty ? old : new }
            return .string(before + piece)
        case (.object(var members), .object(let pieces)):
            for (name, value) in pieces {
                members[name] = members[name].map { merge($0, with: value, named: name) } ?? value
            }
            return .object(members)
        case (.array(let elements), .array(let pieces)):
            return .array(merge(elements, with: pieces))
        default:
            return new
        }
    }

    private static func merge(_ elements: [JSONValue], with pieces: [JSONValue]) -> [JSONValue] {
        var merged = elements
        for piece in pieces {
            if let index = piece["index"]?.int, let place = merged.firstIndex(where: { $0["index"]?.int == index }) {
                merged[place] = merge(merged[place], with: piece, named: "")
            } else {
                merged.append(piece)
            }
        }
        return merged
    }
}
