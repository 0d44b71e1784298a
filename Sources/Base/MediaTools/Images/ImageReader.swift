import CVips
import Foundation

/// Reads one image file, header first. Used on one thread, start to end.
struct ImageReader {
    let info: PictureInfo
    private let hasProfile: Bool
    private let source: ImageStudio.Source

    /// Reads the header.
    init(_ source: ImageStudio.Source, limits: PictureLimits) throws {
        try VipsRuntime.start()
        self.source = source
        if let size = GIFScreen(source) { try limits.check(width: size.width, height: size.height, name: source.name) }
        (info, hasProfile) = try Self.described(source) { try Self.readHeader($0, source.name) }
        try limits.check(width: info.width, height: info.height, name: source.name)
    }

    /// Decodes the first page.
    func picture(background: Color, box: (width: Int, height: Int)?) throws -> Picture {
        // Without a box, one that no picture fills: the operation below then only turns and converts.
        let box = box ?? (1_000_000, 1_000_000)
        return try Self.described(source) { file in
            // Loaded by ourselves: the operation `thumbnail_source` of libvips 8.14 does not refuse truncated files.
            var load = VipsOperation(
                "\(info.format.rawValue)load_source",
                ["source": .object(file), "access": .word("sequential"), "fail-on": .word("truncated")])
            let shrink = shrink(to: box)
            if shrink > 1 { load.set("shrink", .integer(shrink)) }
            var thumbnail = VipsOperation(
                "thumbnail_image",
                [
                    "in": .object(try load.image()), "width": .integer(max(1, box.width)),
                    "height": .integer(max(1, box.height)), "size": .word("down"),
                ])
            // Without a profile of its own, a picture is taken for sRGB already and is not to be changed.
            if hasProfile { thumbnail.set("export-profile", .word("srgb")) }
            let upright = try thumbnail.image()
            let color = try VipsOperation("colourspace", ["in": .object(upright), "space": .word("srgb")]).image()
            // Flattening takes the last band for transparency, whether it is or not.
            let opaque =
                color.withImage { vips_image_hasalpha($0) } == 0
                ? color
                : try VipsOperation(
                    "flatten", ["in": .object(color), "background": .numbers(background.numbers)]
                ).image()
            let bytes = try VipsOperation("cast", ["in": .object(opaque), "format": .word("uchar")]).image()
            return try Picture(image: bytes)
        }
    }

    /// By how much a JPEG is made smaller while it is decoded, which costs next to nothing: half as much as is wanted
    /// in the end, so that the rest is left to a good filter.
    private func shrink(to box: (width: Int, height: Int)) -> Int {
        guard info.format == .jpeg else { return 1 }
        let size = info.upright
        let across = Double(size.width) / Double(max(1, box.width))
        let wanted = max(across, Double(size.height) / Double(max(1, box.height)))
        return [8, 4, 2].first { wanted >= Double(2 * $0) } ?? 1
    }

    private static func readHeader(_ file: VipsReference, _ name: String) throws -> (PictureInfo, Bool) {
        guard let loader = vips_foreign_find_load_source(file.pointer).map({ String(cString: $0) }),
            let format = loaders[loader]
        else { throw VipsFailure(operation: "load") }
        let header = try VipsOperation(
            "\(format.rawValue)load_source", ["source": .object(file), "access": .word("sequential")]
        ).image()
        return header.withImage { image in
            let info = PictureInfo(
                format: format, width: Int(vips_image_get_width(image)), height: Int(vips_image_get_height(image)),
                bands: Int(vips_image_get_bands(image)), pages: max(1, Int(vips_image_get_n_pages(image))),
                orientation: Int(vips_image_get_orientation(image)))
            return (info, vips_image_get_typeof(image, "icc-profile-data") != 0)
        }
    }

    /// The only loaders used: not those for drawings (which may fetch other files) or for the rarities of science.
    private static let loaders: [String: PictureInfo.Format] = [
        "VipsForeignLoadJpegSource": .jpeg, "VipsForeignLoadPngSource": .png, "VipsForeignLoadWebpSource": .webp,
        "VipsForeignLoadNsgifSource": .gif, "VipsForeignLoadGifSource": .gif, "VipsForeignLoadTiffSource": .tiff,
        "VipsForeignLoadHeifSource": .heif,
    ]

    /// Opens the source for `body` and turns the library's failure into one that names the picture.
    private static func described<Result>(
        _ source: ImageStudio.Source, _ body: (VipsReference) throws -> Result
    ) throws -> Result {
        do {
            switch source {
            case .file(let file):
                return try body(try opened(vips_source_new_from_file(file.path)))
            case .bytes(let bytes, _):
                // The source borrows the bytes; everything read from it is computed before `body` returns.
                return try bytes.withUnsafeBytes { buffer in
                    try body(try opened(vips_source_new_from_memory(buffer.baseAddress, buffer.count)))
                }
            }
        } catch is VipsFailure {
            vips_error_clear()
            throw MediaError.damagedImage(source.name)
        }
    }

    private static func opened(_ source: OpaquePointer?) throws -> VipsReference {
        guard let source else { throw VipsFailure(operation: "open") }
        return VipsReference(owning: source)
    }
}
