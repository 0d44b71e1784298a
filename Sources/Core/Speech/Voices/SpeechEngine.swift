import Essentials
package import MediaTools

/// A program that speaks.
package protocol SpeechEngine: Sendable {
    /// The name in a ``Voice``. It is stored, so never renamed.
    var name: String { get }

    /// The voices that are installed, the best of each language first.
    /// - Throws: what the runner throws, ``ToolError`` `tool.missing` above all.
    func voices(using runner: any ToolRunner) async throws -> [Voice]

    /// Says `text` at the engine's own sampling rate. Text without a letter or digit gives an empty waveform.
    /// - Throws: what the runner throws, or ``SpeechError``.
    func speak(_ text: String, voice: Voice, using runner: any ToolRunner) async throws -> Waveform
}

/// The engines that need no network.
package enum LocalEngines {
    package static let all: [any SpeechEngine] = [FliteEngine(), EspeakEngine()]

    /// The engine that speaks with `voice`.
    /// - Throws: ``SpeechError`` `speech.unknown-engine`.
    package static func engine(of voice: Voice) throws -> any SpeechEngine {
        guard let engine = all.first(where: { $0.name == voice.engine }) else {
            throw SpeechError(
                code: "speech.unknown-engine", message: "There is no speech engine called '\(voice.engine)'.",
                remedy: "Engines: \(all.map(\.name).joined(separator: ", ")).", category: .usage)
        }
        return engine
    }
}

extension String {
    /// Whether there is anything in it that a voice can say.
    var isSpeakable: Bool { contains { $0.isLetter || $0.isNumber } }

    /// Whether it can be handed to a program as the name of a voice. (flite takes a path or a URL for one, too.)
    var isVoiceName: Bool {
        !isEmpty && first != "-" && utf8.count <= 64
            && unicodeScalars.allSatisfy { $0.properties.isAlphabetic || "0123456789-_+".unicodeScalars.contains($0) }
    }

    /// The text in pieces of at most `limit` bytes, cut at spaces where there are any.
    func pieces(ofBytes limit: Int) -> [String] {
        var pieces: [String] = []
        var piece = ""
        for word in split(whereSeparator: \.isWhitespace) {
            if piece.utf8.count + word.utf8.count + 1 > limit, !piece.isEmpty {
                pieces.append(piece)
                piece = ""
            }
            if !piece.isEmpty { piece += " " }
            guard word.utf8.count > limit else {
                piece += word
                continue
            }
            for character in word {
                if piece.utf8.count + character.utf8.count > limit, !piece.isEmpty {
                    pieces.append(piece)
                    piece = ""
                }
                piece.append(character)
            }
        }
        if !piece.isEmpty { pieces.append(piece) }
        return pieces
    }
}
