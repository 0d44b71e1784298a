/// Where the coordinates of a group lie on the slide (`a:xfrm`, ECMA-376 part 1, section 20.1.7.5). Rotation is left
/// out: a frame is where a shape would be without it.
struct Placement {
    private var scaleX = 1.0
    private var scaleY = 1.0
    private var x = 0.0
    private var y = 0.0

    static let identity = Placement()

    /// The `xfrm` of a shape of any kind.
    static func transform(of shape: XMLElement) -> XMLElement? {
        shape.child(OfficeXML.presentation, "xfrm")
            ?? (shape.child(OfficeXML.presentation, "spPr") ?? shape.child(OfficeXML.presentation, "grpSpPr"))?
            .child(OfficeXML.drawing, "xfrm")
    }

    func frame(_ transform: XMLElement) -> ShapeFrame? {
        guard let rectangle = Placement.rectangle(transform, "off", "ext") else { return nil }
        return ShapeFrame(
            x: Placement.emu(x + rectangle.x * scaleX), y: Placement.emu(y + rectangle.y * scaleY),
            width: Placement.emu(rectangle.width * scaleX), height: Placement.emu(rectangle.height * scaleY))
    }

    /// The placement of what is inside a group that itself lies in this one.
    func inside(group: XMLElement) -> Placement {
        guard let transform = Placement.transform(of: group),
            let outer = Placement.rectangle(transform, "off", "ext"),
            let inner = Placement.rectangle(transform, "chOff", "chExt")
        else { return self }
        let stretchX = inner.width > 0 ? outer.width / inner.width : 1
        let stretchY = inner.height > 0 ? outer.height / inner.height : 1
        return Placement(
            scaleX: scaleX * stretchX, scaleY: scaleY * stretchY,
            x: x + (outer.x - inner.x * stretchX) * scaleX, y: y + (outer.y - inner.y * stretchY) * scaleY)
    }

    private static func rectangle(
        _ transform: XMLElement, _ offset: String, _ extent: String
    ) -> (x: Double, y: Double, width: Double, height: Double)? {
        guard let offset = transform.child(OfficeXML.drawing, offset),
            let extent = transform.child(OfficeXML.drawing, extent), let x = offset.number("x"),
            let y = offset.number("y"), let width = extent.number("cx"), let height = extent.number("cy")
        else { return nil }
        return (Double(x), Double(y), Double(width), Double(height))
    }

    /// Rounded, and kept within a kilometre or so, far outside of any slide.
    private static func emu(_ value: Double) -> Int {
        value.isFinite ? Int(min(max(value, -4e13), 4e13).rounded()) : 0
    }
}
