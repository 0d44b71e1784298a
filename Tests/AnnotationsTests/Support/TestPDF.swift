import Foundation

/// Makes PDFs by hand (ISO 32000-1): pages of 720 by 405 points with text, or with one picture.
enum TestPDF {
    enum Page {
        /// Lines of Helvetica with their size, from the top downwards.
        case text([(size: Int, text: String)])
        /// A JPEG that fills the page, as a scanner makes it.
        case scan(Data, width: Int, height: Int)
    }

    static func document(_ pages: [Page]) -> Data {
        // Object 1 is the catalogue, 2 the list of pages, 3 the font; each page takes three: itself, its content, and
        // its picture.
        var objects = [
            Data("<< /Type /Catalog /Pages 2 0 R >>".utf8),
            Data(
                "<< /Type /Pages /Count \(pages.count) /Kids [\(pages.indices.map { "\(4 + $0 * 3) 0 R" }.joined(separator: " "))] >>"
                    .utf8),
            Data("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".utf8),
        ]
        for (index, page) in pages.enumerated() {
            let number = 4 + index * 3
            let resources = "/Font << /F 3 0 R >> /XObject << /P \(number + 2) 0 R >>"
            objects.append(
                Data(
                    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 720 405] /Contents \(number + 1) 0 R /Resources << \(resources) >> >>"
                        .utf8))
            objects.append(stream("", Data(content(of: page).utf8)))
            objects.append(picture(of: page))
        }
        return file(objects)
    }

    private static func content(of page: Page) -> String {
        guard case .text(let lines) = page else { return "q 720 0 0 405 0 0 cm /P Do Q" }
        var y = 350
        return lines.map { line in
            defer { y -= line.size * 2 }
            return "BT /F \(line.size) Tf 60 \(y) Td (\(line.text)) Tj ET"
        }.joined(separator: "\n")
    }

    private static func picture(of page: Page) -> Data {
        guard case .scan(let jpeg, let width, let height) = page else { return Data("null".utf8) }
        let entries = "/Type /XObject /Subtype /Image /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode"
        return stream("\(entries) /Width \(width) /Height \(height)", jpeg)
    }

    private static func stream(_ entries: String, _ bytes: Data) -> Data {
        Data("<< \(entries) /Length \(bytes.count) >>\nstream\n".utf8) + bytes + Data("\nendstream".utf8)
    }

    private static func file(_ objects: [Data]) -> Data {
        var file = Data("%PDF-1.4\n".utf8)
        var places: [Int] = []
        for (index, object) in objects.enumerated() {
            places.append(file.count)
            file += Data("\(index + 1) 0 obj\n".utf8) + object + Data("\nendobj\n".utf8)
        }
        let start = file.count
        let table = places.map { place in
            let digits = "\(place)"
            return String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
        }
        let count = objects.count + 1
        let end = "trailer\n<< /Size \(count) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        return file + Data("xref\n0 \(count)\n0000000000 65535 f \n\(table.joined())\(end)".utf8)
    }
}

/// Whether a program is among those that can be run here.
func isInstalled(_ program: String) -> Bool {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
}
