/// Who speaks, and how fast: part of the identity of everything spoken.
package struct Voice: Codable, Hashable, Sendable {
    /// The name of the ``SpeechEngine``, such as `flite`.
    package var engine: String
    /// The engine's name for the voice, such as `slt`.
    package var name: String
    /// What it speaks (BCP 47, such as `en-US`).
    package var language: String
    /// 1 is the voice's own pace, 2 is twice as fast.
    package var rate: Double

    package init(engine: String, name: String, language: String, rate: Double = 1) {
        self.engine = engine
        self.name = name
        self.language = language
        self.rate = rate
    }

    /// The same voice at another pace.
    package func at(rate: Double) -> Voice {
        Voice(engine: engine, name: name, language: language, rate: rate)
    }

    /// The pace within what voices can do and ears can follow.
    var boundedRate: Double { rate.isFinite ? max(0.3, min(4, rate)) : 1 }
}

extension Voice: CustomStringConvertible {
    /// The form in which a user asks for it: `flite:slt`.
    package var description: String { "\(engine):\(name)" }
}
