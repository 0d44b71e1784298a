import HTTPMessages
import JSON

/// What a scripted upstream does with one call.
enum ScriptedReply: Sendable {
    /// A whole answer in OpenAI's form.
    case answer(String, model: String = "model-a")
    case json(JSONValue, status: Int = 200)
    case status(Int, headers: HeaderFields = [:])
    case body([UInt8], contentType: String = "application/json")
    /// Nothing, until the door opens; then what comes after.
    indirect case held(by: Door, then: ScriptedReply)
    /// Half a whole answer, and then nothing until the door opens.
    case halfAnswer(String, heldBy: Door)
    /// Half a whole answer, and the end of the connection.
    case cutAnswer(String)
    case reset
    case stream(ScriptedStream)
    /// A byte now and then, until the caller leaves.
    case drip

    static func error(_ status: Int, type: String, headers: HeaderFields = [:]) -> ScriptedReply {
        .json(["error": ["message": "It does not work.", "type": .string(type)]], status: status)
    }
}

/// A streamed answer: pieces, and how it ends.
struct ScriptedStream: Sendable {
    enum Ending: Sendable {
        /// The reason of the end, the usage if it was asked for, `[DONE]`.
        case done
        /// The reason of the end and the end of the body.
        case finishOnly
        /// The reason of the end and a reset.
        case finishThenReset
        /// The end of the body without the reason.
        case cleanCut
        /// The end of the connection in the middle of the body.
        case cut
        case reset
        case error
        case held(by: Door)
    }

    var pieces: [String]
    var ending: Ending
    var model: String
    /// Whether a piece with the role and no text comes first.
    var saysRole = true
    /// Why it stops, where it says so.
    var finish: String

    init(_ pieces: [String], _ ending: Ending = .done, model: String = "model-a", finish: String = "stop") {
        self.pieces = pieces
        self.finish = finish
        self.ending = ending
        self.model = model
    }

    func chunk(_ delta: JSONValue, finish: String? = nil) -> [UInt8] {
        event([
            "id": "scripted", "object": "chat.completion.chunk", "created": 1, "model": .string(model),
            "choices": [["index": 0, "delta": delta, "finish_reason": finish.map { .string($0) } ?? .null]],
        ])
    }

    var usage: [UInt8] {
        event([
            "id": "scripted", "object": "chat.completion.chunk", "created": 1, "model": .string(model),
            "choices": [], "usage": ["prompt_tokens": 7, "completion_tokens": JSONValue(pieces.count)],
        ])
    }

    func event(_ json: JSONValue) -> [UInt8] {
        Array("data: ".utf8) + json.serialized() + Array("\n\n".utf8)
    }
}

extension JSONValue {
    /// An answer in OpenAI's form.
    static func completion(_ text: String, model: String) -> JSONValue {
        [
            "id": "scripted", "object": "chat.completion", "created": 1, "model": .string(model),
            "choices": [
                ["index": 0, "message": ["role": "assistant", "content": .string(text)], "finish_reason": "stop"]
            ],
            "usage": ["prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10],
        ]
    }
}
