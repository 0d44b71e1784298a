package import Foundation

/// Reads, fits and writes pictures with libvips, on threads of its own.
///
///     let images = ImageStudio(width: 2)
///     let photo = try await images.picture(from: .file(url), background: .white)
///     let frame = try await images.letterboxed(photo, width: 1920, height: 1080, background: .black)
///     let png = try await images.png(frame)
///
/// Files may come from strangers: size is judged by the header before a pixel is decoded, only formats that pictures
/// come in are read, and a truncated file is refused rather than shown half.
package struct ImageStudio: Sendable {
    /// Where an image file's bytes come from.
    package enum Source: Sendable {
        case file(URL)
        /// `name` is for error messages.
        case bytes([UInt8], name: String)

        var name: String {
            switch self {
            case .file(let file): file.lastPathComponent
            case .bytes(_, let name): name
            }
        }
    }

    package let limits: PictureLimits
    private let pool: BlockingPool

    /// - Parameters:
    ///   - width: how many pictures are worked on at a time.
    ///   - limits: the largest picture that is read.
    package init(width: Int, limits: PictureLimits = PictureLimits()) {
        self.limits = limits
        pool = BlockingPool(width: width, atThreadEnd: VipsRuntime.endThread)
    }

    /// What the header says; no pixel is decoded.
    ///
    /// - Throws: ``MediaError`` `image.damaged`, `image.too-large`.
    package func info(of source: Source) async throws -> PictureInfo {
        try await pool.run { [limits] in try ImageReader(source, limits: limits).info }
    }

    /// The picture: its first page, upright, in sRGB, transparency laid over `background`.
    ///
    /// - Parameter box: when given, a larger picture is made smaller to fit into it, its proportions kept; this is
    ///   much cheaper than reading it whole. A smaller one stays as it is.
    /// - Throws: ``MediaError`` `image.damaged`, `image.too-large`.
    package func picture(
        from source: Source, background: Color, fitting box: (width: Int, height: Int)? = nil
    ) async throws -> Picture {
        try await pool.run { [limits] in
            try ImageReader(source, limits: limits).picture(background: background, box: box)
        }
    }

    /// The picture in the middle of a frame, as large as fits, its proportions kept, the rest in `background`.
    package func letterboxed(
        _ picture: Picture, width: Int, height: Int, background: Color
    ) async throws -> Picture {
        if picture.width == width, picture.height == height { return picture }
        try limits.check(width: width, height: height, name: "frame")
        return try await pool.run {
            try picture.withImage { try Letterbox(picture, width: width, height: height).fill($0, background) }
        }
    }

    /// The picture as PNG without any metadata; equal pictures give equal bytes.
    /// - Parameter compression: 0 (none) to 9 (small, slow).
    package func png(_ picture: Picture, compression: Int = 1) async throws -> [UInt8] {
        try await pool.run {
            try picture.withImage { image in
                try VipsOperation(
                    "pngsave_buffer",
                    ["in": .object(image), "compression": .integer(min(9, max(0, compression))), "strip": .flag(true)]
                ).bytes()
            }
        }
    }

    /// The picture as JPEG without any metadata.
    /// - Parameter quality: 1 to 100.
    package func jpeg(_ picture: Picture, quality: Int = 85) async throws -> [UInt8] {
        try await pool.run {
            try picture.withImage { image in
                try VipsOperation(
                    "jpegsave_buffer",
                    [
                        "in": .object(image), "Q": .integer(min(100, max(1, quality))),
                        "optimize-coding": .flag(true), "strip": .flag(true),
                    ]
                ).bytes()
            }
        }
    }
}
