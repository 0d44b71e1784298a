import Testing

@testable import Annotations
@testable import Gateway

@Suite("The fields of a slide")
struct SlideFieldTests {
    @Test("have a route of their own in the gateway each")
    func routes() {
        let known = SlideRoutes.visual + SlideRoutes.text + SlideRoutes.simple
        #expect(Set(SlideField.allCases.map(\.route)) == Set(known))
    }

    @Test("that need the picture go to the model that sees")
    func visual() {
        #expect(SlideField.allCases.filter(\.isVisual).map(\.route) == SlideRoutes.visual)
    }
}
