/// What every picture of a film has in common.
package struct VideoFormat: Hashable, Sendable, Codable {
    package var width: Int
    package var height: Int
    package var rate: FrameRate

    /// - Throws: ``FilmError`` `film.size` when a side is odd or outside 16...8192: H.264 with 4:2:0 colours needs
    ///   even sides.
    package init(width: Int = 1920, height: Int = 1080, rate: FrameRate = .thirty) throws {
        let sides = 16...8192
        guard sides.contains(width), sides.contains(height), width % 2 == 0, height % 2 == 0 else {
            throw FilmError.size(width, height)
        }
        self.width = width
        self.height = height
        self.rate = rate
    }

    /// Stills have to look like the slides; a transition passes too quickly to tell.
    var stillSettings: X264Settings { X264Settings(rate: rate, preset: "superfast", quality: 14) }
    var transitionSettings: X264Settings { X264Settings(rate: rate, preset: "superfast", quality: 23) }
}

/// How one slide gives way to the next.
package enum Transition: String, Codable, Sendable, CaseIterable {
    case cut, fade, wipe, push, zoom

    /// FFmpeg's name for it in its `xfade` filter.
    var filterName: String {
        switch self {
        case .cut, .fade: "fade"
        case .wipe: "wipeleft"
        case .push: "slideleft"
        case .zoom: "zoomin"
        }
    }
}
