/// What has come of a body and was not taken yet, and whether more is wanted: bytes come in at one side and go out
/// at the other. It has no lock and waits for nobody.
struct BodyBuffer {
    enum Ending: Equatable {
        case complete
        case failed(TransportError)
    }

    enum Step: Equatable {
        case bytes([UInt8], resumeReading: Bool)
        case end
        case failure(TransportError)
        case tooLarge
        /// Nothing yet: wait until `isReady`.
        case wait(resumeReading: Bool)
    }

    /// From here on the other side is not read until something is taken.
    static var highWaterMark: Int { 64 * 1024 }

    private var bytes: [UInt8] = []
    private var collectingUpTo: Int?
    private var isPaused = false
    private(set) var ending: Ending?

    /// Whether whoever waits has something to do.
    var isReady: Bool {
        if ending != nil { return true }
        guard let collectingUpTo else { return !bytes.isEmpty }
        return bytes.count > collectingUpTo
    }

    /// Bytes came, or the end did. Whether to go on reading.
    mutating func receive(_ piece: [UInt8], ending: Ending?) -> Bool {
        guard self.ending == nil else { return false }
        if bytes.isEmpty { bytes = piece } else { bytes.append(contentsOf: piece) }
        self.ending = ending
        let limit = collectingUpTo ?? (Self.highWaterMark - 1)
        isPaused = ending == nil && bytes.count > limit
        return ending == nil && !isPaused
    }

    /// Whatever is there.
    mutating func take() -> Step {
        collectingUpTo = nil
        if !bytes.isEmpty {
            defer { bytes = [] }
            return .bytes(bytes, resumeReading: resume())
        }
        switch ending {
        case .complete: return .end
        case .failed(let error): return .failure(error)
        case nil: return .wait(resumeReading: resume())
        }
    }

    /// Everything until the end, or nothing yet.
    mutating func takeWhole(upTo limit: Int) -> Step {
        if bytes.count > limit { return .tooLarge }
        switch ending {
        case .complete:
            defer { bytes = [] }
            return .bytes(bytes, resumeReading: false)
        case .failed(let error):
            return .failure(error)
        case nil:
            collectingUpTo = limit
            return .wait(resumeReading: resume())
        }
    }

    private mutating func resume() -> Bool {
        defer { isPaused = false }
        return isPaused && ending == nil
    }
}
