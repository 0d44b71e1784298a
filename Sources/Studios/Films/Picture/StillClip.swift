/// One encoded picture that can be shown for any number of frames without encoding it again.
package struct StillClip: Hashable, Sendable {
    package let sets: ParameterSets
    /// The picture itself.
    package let keyframe: AccessUnit

    /// - Parameter stream: an Annex B stream of exactly one key frame with its parameter sets, as FFmpeg writes it
    ///   with the settings of ``X264Settings``.
    /// - Throws: ``StreamError`` when the stream holds something else.
    package init(stream: [UInt8]) throws {
        let units = try AnnexB.units(of: stream)
        let pictures = AccessUnit.pictures(of: units)
        guard pictures.count == 1, let keyframe = pictures.first, keyframe.isKeyframe else {
            throw StreamError(
                code: "stream.not-a-still",
                message: "A still must be one key frame; this clip has \(pictures.count) pictures.")
        }
        sets = try ParameterSets(of: units)
        self.keyframe = keyframe
        guard try keyframe.keyframeIdentifier(sets: sets) != nil else {
            throw StreamError.malformed("key frame")
        }
    }

    /// The pictures that show the still for `count` frames: key frames at even distances of at most
    /// `keyframeInterval` frames, so that players can seek, and held frames between them.
    ///
    /// - Parameter held: made with the same parameter sets; pass the same one for a whole film.
    package func frames(count: Int, keyframeInterval: Int, held: HeldFrameCache) -> some Sequence<AccessUnit> {
        let interval = max(1, keyframeInterval)
        let groups = max(1, count / interval + (count % interval == 0 ? 0 : 1))
        return (0..<max(0, groups)).lazy.flatMap { group -> LazyMapSequence<Range<Int>, AccessUnit> in
            let start = Self.boundary(group, of: groups, in: max(0, count))
            let end = Self.boundary(group + 1, of: groups, in: max(0, count))
            return (0..<(end - start)).lazy.map { distance in
                distance == 0 ? keyframe : held[distance]
            }
        }
    }

    /// Where the `index`-th of `groups` even parts of `count` frames starts.
    private static func boundary(_ index: Int, of groups: Int, in count: Int) -> Int {
        let (whole, rest) = count.quotientAndRemainder(dividingBy: groups)
        return index * whole + min(index, rest)
    }
}
