import Foundation
import JSON

/// Says whether two answers to nearly the same question are the same answer.
///
/// It is asked when the model was called although a near match was there. To be told that an answer was right when it
/// was not is worse than the contrary, so judges should be strict.
public struct AnswerJudge: Sendable {
    /// Whether `fresh` says what `kept` says.
    public var isSame: @Sendable (_ kept: String, _ fresh: String) async -> Bool

    public init(isSame: @escaping @Sendable (_ kept: String, _ fresh: String) async -> Bool) {
        self.isSame = isSame
    }

    /// Equal but for case, white space and punctuation, or with at least `cut` of their words in common and the same
    /// numbers, names, negations and quotations.
    public static func lexical(cut: Double = 0.8) -> AnswerJudge {
        AnswerJudge { kept, fresh in agree(kept, fresh, cut: cut) }
    }

    /// As ``lexical(cut:)``, or with a cosine of at least `cut` between the embeddings of the answers, unless they
    /// contradict each other.
    ///
    /// - Parameter embed: gives a vector for each text.
    public static func embedding(
        cut: Double = 0.9, embed: @escaping @Sendable ([String]) async throws -> [[Float]]
    ) -> AnswerJudge {
        AnswerJudge { kept, fresh in
            if agree(kept, fresh, cut: 0.9) { return true }
            guard let one = TextProfile(kept), let two = TextProfile(fresh), !TextComparison(one, two).contradicts,
                let vectors = try? await embed([kept, fresh]), vectors.count == 2
            else { return false }
            var index = VectorIndex(dimensions: vectors[0].count)
            guard index.set(vectors[0]), let nearest = index.nearest(to: vectors[1], limit: 1).first else {
                return false
            }
            return nearest.similarity >= cut
        }
    }

    private static func agree(_ kept: String, _ fresh: String, cut: Double) -> Bool {
        if normalized(kept) == normalized(fresh) { return true }
        guard let one = TextProfile(kept), let two = TextProfile(fresh) else { return false }
        let comparison = TextComparison(one, two)
        return !comparison.contradicts && comparison.overlap >= cut
    }

    private static func normalized(_ text: String) -> [Substring] {
        text.lowercased().split { $0.isWhitespace || ".!?,;:\"".contains($0) }
    }
}

extension ModelAnswer {
    /// What the first choice says, or calls, as a text that can be compared.
    var comparableText: String? {
        guard let choice = json?["choices"]?[0] else { return nil }
        if let text = choice["text"]?.string { return text }
        guard let message = choice["message"] else { return nil }
        if let calls = message["tool_calls"], !calls.isNull {
            let functions = (calls.array ?? []).map { $0["function"] ?? $0 }
            return "`" + String(decoding: JSONValue.array(functions).canonicalized(), as: UTF8.self) + "`"
        }
        return message["content"]?.string
    }
}
