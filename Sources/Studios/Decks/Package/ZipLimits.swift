/// How much an archive may ask of whoever opens it. The defaults are far beyond any real deck.
package struct ZipLimits: Hashable, Sendable {
    package var entryCount: Int
    /// Bytes that one entry may expand to.
    package var entryBytes: Int
    /// Bytes that all entries together may expand to.
    package var totalBytes: Int
    /// How many times its stored size an entry may expand to, once it is larger than ``ratioFreeBytes``.
    ///
    /// Slide XML reaches 30:1 and deflate ends at 1032:1, which only blank bitmaps and bombs come near.
    package var ratio: Int
    /// Up to this size any ratio is fine: a blank full-screen bitmap is 1000:1 and harmless.
    package var ratioFreeBytes: Int

    package init(
        entryCount: Int = 10_000, entryBytes: Int = 512 << 20, totalBytes: Int = 2 << 30, ratio: Int = 200,
        ratioFreeBytes: Int = 16 << 20
    ) {
        self.entryCount = entryCount
        self.entryBytes = entryBytes
        self.totalBytes = totalBytes
        self.ratio = ratio
        self.ratioFreeBytes = ratioFreeBytes
    }
}
