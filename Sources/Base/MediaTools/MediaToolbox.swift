/// Everything in this module that works with the machine, made once and handed down.
package struct MediaToolbox: Sendable {
    package let runner: any ToolRunner
    package let libreOffice: LibreOffice
    package let pages: PDFPages
    package let images: ImageStudio
    /// Threads for native calls that take long.
    package let blocking: BlockingPool

    package init(
        runner: any ToolRunner, libreOffice: LibreOffice, pages: PDFPages, images: ImageStudio,
        blocking: BlockingPool
    ) {
        self.runner = runner
        self.libreOffice = libreOffice
        self.pages = pages
        self.images = images
        self.blocking = blocking
    }
}
