package import Foundation

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

    /// The tools of this machine.
    ///
    /// - Parameters:
    ///   - home: keeps what tools keep from run to run, such as LibreOffice's profiles.
    ///   - scratch: for files that live for one call.
    ///   - width: how many native calls run at once.
    package static func local(home: URL, scratch: URL, width: Int) -> MediaToolbox {
        let runner = SubprocessRunner()
        let images = ImageStudio(width: width)
        return MediaToolbox(
            runner: runner, libreOffice: LibreOffice(tools: runner, folder: home.appending(path: "libreoffice")),
            pages: PDFPages(tools: runner, images: images, scratch: scratch), images: images,
            blocking: BlockingPool(width: width))
    }
}
