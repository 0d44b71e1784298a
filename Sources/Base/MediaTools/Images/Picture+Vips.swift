import CVips

extension Picture {
    /// Lends the picture to libvips, without a copy, for as long as `body` runs.
    func withImage<Result>(_ body: (VipsReference) throws -> Result) throws -> Result {
        try VipsRuntime.start()
        return try pixels.withUnsafeBytes { buffer in
            let lent = vips_image_new_from_memory(
                buffer.baseAddress, buffer.count, Int32(width), Int32(height), 3, VIPS_FORMAT_UCHAR)
            guard let lent else { throw VipsFailure(operation: "memory") }
            let image = VipsReference(owning: lent)
            return try body(
                VipsOperation("copy", ["in": .object(image), "interpretation": .word("srgb")]).image())
        }
    }

    /// Computes the pixels of an image that has three 8-bit bands.
    init(image reference: VipsReference) throws {
        let picture: Picture? = try reference.withImage { image in
            var length = 0
            guard let memory = vips_image_write_to_memory(image, &length) else {
                throw VipsFailure(operation: "decode")
            }
            defer { g_free(memory) }
            return Picture(
                width: Int(vips_image_get_width(image)), height: Int(vips_image_get_height(image)),
                pixels: Array(UnsafeRawBufferPointer(start: memory, count: length)))
        }
        guard let picture else { throw VipsFailure(operation: "decode") }
        self = picture
    }
}
