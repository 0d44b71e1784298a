/// The held frames of a film, each distinct one made once: their bytes repeat after ``HeldFrame/period`` pictures,
/// which is 16 with x264's settings for films.
package struct HeldFrameCache: Sendable {
    package let sets: ParameterSets
    private let held: HeldFrame
    private let frames: [AccessUnit]

    package init(sets: ParameterSets) {
        self.sets = sets
        held = HeldFrame(sets: sets)
        frames = held.period <= 256 ? (0..<held.period).map(held.accessUnit) : []
    }

    /// The picture `distance` places after its key frame.
    package subscript(distance: Int) -> AccessUnit {
        frames.isEmpty ? held.accessUnit(distance: distance) : frames[distance & (frames.count - 1)]
    }
}
