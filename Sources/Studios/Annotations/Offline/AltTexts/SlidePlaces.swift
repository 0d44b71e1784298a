import Decks

extension WritingDesk {
    /// Where a shape is; `nil` when that is not known, or when it covers most of the slide.
    func place(of shape: ShapeIdentity) -> SlidePlace? {
        guard let frame = shape.frame, let size = material.size, size.width > 0, size.height > 0 else { return nil }
        let width = Double(frame.width) / Double(size.width)
        let height = Double(frame.height) / Double(size.height)
        let across = width > 0.66 ? 0.5 : (Double(frame.x) + Double(frame.width) / 2) / Double(size.width)
        let down = height > 0.6 ? 0.5 : (Double(frame.y) + Double(frame.height) / 2) / Double(size.height)
        let isLow = down > 0.68
        let isHigh = down < 0.32
        switch (across < 0.42, across > 0.58) {
        case (true, _): return isHigh ? .topLeft : isLow ? .bottomLeft : .left
        case (_, true): return isHigh ? .topRight : isLow ? .bottomRight : .right
        default: return isHigh ? .top : isLow ? .bottom : width > 0.66 || height > 0.6 ? nil : .middle
        }
    }

    /// How much of the slide a shape covers, from 0 to 1.
    func share(of frame: ShapeFrame) -> Double? {
        guard let size = material.size, size.width > 0, size.height > 0 else { return nil }
        return Double(frame.width) * Double(frame.height) / (Double(size.width) * Double(size.height))
    }
}
