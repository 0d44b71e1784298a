package import Decks

/// The order in which a screen reader reads a slide, against that in which a person reads it.
///
/// A slide is read in the order of its shape tree. The visual order is worked out twice, row by row and column by
/// column (see ``RegionCut``). Only where both agree, and the two shapes lie clearly one below the other or side by
/// side, is the shape tree said to be wrong: everything else is a matter of taste.
package enum ReadingOrder {
    /// The top-level shapes' ids in the order in which a person would read them; nil when the present order is as good.
    ///
    /// The shape tree is also the order in which shapes are painted. Shapes that lie on each other keep their order, so
    /// that the slide looks as before; what this forbids to put right is not counted. So the result of a slide that was
    /// reordered by the result is `nil`.
    package static func better(for slide: StyledSlide) -> [Int]? {
        ReadingItem.items(of: slide).flatMap { Sequencer($0).better()?.order }
    }

    /// The same from what a slide says.
    ///
    /// - Parameter frames: the places of shapes whose layout decides where they are, by id.
    package static func better(for slide: Slide, frames: [Int: ShapeFrame] = [:]) -> [Int]? {
        ReadingItem.items(of: slide, frames: frames).flatMap { Sequencer($0).better()?.order }
    }
}
