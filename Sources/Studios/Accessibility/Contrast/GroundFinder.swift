import Decks
import MediaTools

extension TextPiece.Ground {
    /// Finds what lies below a shape's text, from the shape's own paint downwards.
    struct Finder {
        private let backdrop: Paint
        /// From the bottom up; with each area the place in `order` of the shape that paints it.
        private var areas: [(area: PaintedArea, owner: Int)] = []
        /// The slide's shapes by their place in the paint order.
        private var places: [StyledShape: Int] = [:]

        init(_ slide: StyledSlide) {
            backdrop = slide.backdrop
            areas = slide.scenery.map { ($0, -1) }
            for (place, shape) in slide.allShapes.enumerated() {
                if places[shape] == nil { places[shape] = place }
                guard shape.kind != .group, shape.paint != .none, let frame = shape.frame else { continue }
                areas.append(
                    (PaintedArea(frame: frame, paint: shape.paint, isRectangle: shape.isRectangle), place))
            }
        }

        /// What is below the text of `shape`, which lies in `frame`.
        func below(_ shape: StyledShape, _ frame: ShapeFrame) -> TextPiece.Ground {
            if shape.kind == .shape {
                switch shape.paint {
                case .plain(let color): return .plain(color)
                case .mixed: return .varied
                case .none: break
                }
            }
            let place = places[shape] ?? .max
            for (area, owner) in areas.reversed() where owner < place && area.frame.intersects(frame) {
                guard case .plain(let color) = area.paint, area.isRectangle, area.frame.holds(frame) else {
                    return .varied
                }
                return .plain(color)
            }
            if case .plain(let color) = backdrop { return .plain(color) }
            return .varied
        }
    }
}

extension ShapeFrame {
    var right: Int { x + width }
    var bottom: Int { y + height }

    func intersects(_ other: ShapeFrame) -> Bool {
        x < other.right && other.x < right && y < other.bottom && other.y < bottom
    }

    /// Whether `other` lies inside, but for a fiftieth of its sides.
    func holds(_ other: ShapeFrame) -> Bool {
        let (across, down) = (other.width / 50, other.height / 50)
        return x <= other.x + across && right >= other.right - across && y <= other.y + down
            && bottom >= other.bottom - down
    }
}
