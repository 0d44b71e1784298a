import Foundation

/// Reads pictures, and the videos and sounds that a picture stands for.
enum PictureReader {
    /// The picture of a fill; `nil` when it has none.
    static func picture(
        _ fill: XMLElement, _ shape: ShapeIdentity, _ relationships: Relationships, _ package: OpenPackage
    ) -> PictureElement? {
        guard let blip = fill.child(OfficeXML.drawing, "blip") else { return nil }
        let part = (blip.relationship("embed") ?? blip.relationship("link")).flatMap { relationships[$0]?.part }
        let vector = blip.child(OfficeXML.drawing, "extLst")?.descendant(OfficeXML.vectorPicture, "svgBlip")
            .flatMap { $0.relationship("embed") }.flatMap { relationships[$0]?.part }
        let shown = part ?? vector
        return PictureElement(
            shape: shape, part: shown, mediaType: shown.flatMap(package.contentType), crop: crop(fill),
            vectorPart: vector)
    }

    /// The video or sound that a `p:pic` plays; `nil` when it is just a picture.
    ///
    /// The same file is named twice, for old programs (`a:videoFile`) and for newer ones (`p14:media`); only the
    /// latter says which part is embedded when the former is a link.
    static func media(
        _ picture: XMLElement, _ shape: ShapeIdentity, _ relationships: Relationships, _ package: OpenPackage
    ) -> MediaElement? {
        guard let properties = Backdrop.properties(of: picture)?.child(OfficeXML.presentation, "nvPr") else {
            return nil
        }
        let kinds: [String: MediaElement.Kind] = [
            "videoFile": .video, "quickTimeFile": .video, "audioFile": .audio, "wavAudioFile": .audio,
            "audioCd": .audio,
        ]
        let file = properties.children.first { $0.namespace == OfficeXML.drawing && kinds[$0.name] != nil }
        guard let file, let kind = kinds[file.name] else { return nil }
        let embedded = properties.child(OfficeXML.presentation, "extLst")?.descendant(OfficeXML.media, "media")
            .flatMap { $0.relationship("embed") }
        let ids = [embedded, file.relationship("embed"), file.relationship("link")]
        let part = ids.lazy.compactMap { $0 }.compactMap { relationships[$0]?.part }.first
        let poster = picture.child(OfficeXML.presentation, "blipFill").flatMap {
            self.picture($0, shape, relationships, package)
        }
        return MediaElement(
            shape: shape, kind: kind, part: part, mediaType: part.flatMap(package.contentType),
            posterPart: poster?.part)
    }

    /// `a:srcRect`: thousandths of a percent, or (in the strict form) a number with a percent sign.
    private static func crop(_ fill: XMLElement) -> PictureElement.Crop? {
        guard let rectangle = fill.child(OfficeXML.drawing, "srcRect") else { return nil }
        let crop = PictureElement.Crop(
            left: share(rectangle, "l"), top: share(rectangle, "t"), right: share(rectangle, "r"),
            bottom: share(rectangle, "b"))
        return crop == PictureElement.Crop(left: 0, top: 0, right: 0, bottom: 0) ? nil : crop
    }

    private static func share(_ rectangle: XMLElement, _ side: String) -> Double {
        guard let text = rectangle.attribute(side) else { return 0 }
        let isPercent = text.hasSuffix("%")
        guard let value = Double(isPercent ? String(text.dropLast()) : text), value.isFinite else { return 0 }
        return min(max(value / (isPercent ? 100 : 100_000), -100), 1)
    }
}
