/// Which package of Debian and its relatives holds a program.
package enum InstallHint {
    private static let packages: [String: String] = [
        "ffmpeg": "ffmpeg",
        "ffprobe": "ffmpeg",
        "soffice": "libreoffice-impress-nogui",
        "pdftoppm": "poppler-utils",
        "pdftotext": "poppler-utils",
        "pdfinfo": "poppler-utils",
        "flite": "flite",
        "espeak-ng": "espeak-ng",
        "tesseract": "tesseract-ocr",
    ]

    /// The command that installs `tool`, or `nil` for a program that Atelier does not know.
    package static func command(for tool: String) -> String? {
        let name = tool.split(separator: "/").last.map(String.init) ?? tool
        return packages[name].map { "sudo apt install \($0)" }
    }
}
