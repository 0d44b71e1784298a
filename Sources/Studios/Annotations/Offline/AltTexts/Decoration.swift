import Decks

/// Decides whether a picture carries nothing that is worth telling.
struct Decoration {
    let desk: WritingDesk

    func isDecorative(_ shape: ShapeIdentity) -> Bool {
        if shape.isDecorative || desk.material.ornaments?.contains(shape.id) == true { return true }
        let sight = desk.sight(of: shape)
        if sight?.look == .blank { return true }
        if let sight, !sight.text.isEmpty || sight.title != nil { return false }
        guard let frame = shape.frame else { return false }
        return isLine(frame) || isBackground(frame) || isTiny(frame, sight)
    }

    private func isLine(_ frame: ShapeFrame) -> Bool {
        let (short, long) = (min(frame.width, frame.height), max(frame.width, frame.height))
        // Thinner than two points, or twenty-five times as long as wide.
        return short < 25_400 || long > 25 * short
    }

    /// It fills the slide, and there is text on it.
    private func isBackground(_ frame: ShapeFrame) -> Bool {
        guard let size = desk.material.size else { return false }
        let covers =
            frame.x <= size.width / 50 && frame.y <= size.height / 50
            && frame.x + frame.width >= size.width * 49 / 50 && frame.y + frame.height >= size.height * 49 / 50
        return covers && desk.slide.allElements.contains { if case .text = $0 { true } else { false } }
    }

    /// Too small to show anything without a text of its own; an icon may be a little larger, and so may what sticks to
    /// the edge of the slide.
    private func isTiny(_ frame: ShapeFrame, _ sight: PictureSight?) -> Bool {
        guard let share = desk.share(of: frame), let size = desk.material.size else { return false }
        let touchesEdge =
            frame.x <= 0 || frame.y <= 0 || frame.x + frame.width >= size.width
            || frame.y + frame.height >= size.height
        return share < 0.004 || share < 0.015 && sight?.look == .icon || share < 0.03 && touchesEdge
    }
}
