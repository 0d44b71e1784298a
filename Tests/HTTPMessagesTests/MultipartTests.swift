import HTTPMessages
import TestKit
import Testing

@Suite("Multipart forms")
struct MultipartTests {
    private let type = "multipart/form-data; boundary=AaB03x"

    private func read(_ text: String, type: String? = nil) throws -> MultipartForm {
        try MultipartForm(reading: Array(text.utf8), contentType: type ?? self.type)
    }

    private func part(_ header: String, _ body: String = "x") -> String {
        "--AaB03x\r\n\(header)\r\n\r\n\(body)\r\n--AaB03x--\r\n"
    }

    @Test("fields and files are read with their names and types")
    func reading() throws {
        let form = try read(
            "--AaB03x\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nwhisper-1\r\n"
                + "--AaB03x \t\r\ncontent-disposition: Form-Data; name=file; filename=\"C:\\\\a\\\"b\\\\c.wav\"\r\n"
                + "Content-Type: audio/wav\r\n\r\n\r\n--AaB03\r\n\r\n--AaB03x--\r\nepilogue")
        #expect(form.parts.count == 2)
        #expect(form["model"]?.text == "whisper-1")
        #expect(form["model"]?.fileName == nil)
        #expect(form["file"]?.fileName == "c.wav")
        #expect(form["file"]?.mediaType == "audio/wav")
        #expect(form["file"]?.text == "\r\n--AaB03\r\n")
    }

    @Test("an empty part is empty, and so is an empty form")
    func empty() throws {
        #expect(try read(part("Content-Disposition: form-data; name=\"a\"", ""))["a"]?.bytes == [])
        #expect(try read("--AaB03x\r\nContent-Disposition: form-data; name=a\r\n\r\n--AaB03x--")["a"]?.bytes == [])
        #expect(try read("--AaB03x--\r\n").parts == [])
    }

    @Test("a quoted boundary is one too")
    func quotedBoundary() throws {
        let text = part("Content-Disposition: form-data; name=a").replacing("AaB03x", with: "a b:c")
        #expect(try read(text, type: "Multipart/Form-Data; charset=utf-8; boundary=\"a b:c\"")["a"]?.text == "x")
    }

    @Test(
        "what two readers could see differently is refused",
        arguments: [
            "Content-Type: text/plain", "Content-Disposition: form-data", "Content-Disposition: attachment; name=a",
            "Content-Disposition: form-data; name=a; name=b",
            "Content-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=b",
            "Content-Disposition: form-data; name=\"a", "Content-Disposition: form-data; name=\"a\" x",
            "Content-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64", "nonsense",
        ])
    func refusedParts(header: String) {
        #expect(throws: MultipartProblem.self) { try read(part(header)) }
    }

    @Test("other bodies and content types are refused with a reason")
    func refusedBodies() {
        let good = part("Content-Disposition: form-data; name=a")
        #expect(throws: MultipartProblem.self) { try read("preamble\r\n" + good) }
        #expect(throws: MultipartProblem.self) {
            try read(good.replacing("AaB03x\r\nContent", with: "AaB03xy\r\nContent"))
        }
        for type in [
            "multipart/form-data", "multipart/mixed; boundary=AaB03x", "text/plain", "",
            "multipart/form-data; boundary=",
        ] {
            #expect(throws: MultipartProblem.self) { try read(good, type: type) }
        }
        let long = "multipart/form-data; boundary=" + String(repeating: "a", count: 71)
        #expect(throws: MultipartProblem.self) { try read("--" + String(repeating: "a", count: 71) + "--", type: long) }
    }

    @Test("a body that is cut anywhere is refused")
    func truncation() {
        let text = Array(part("Content-Disposition: form-data; name=\"a\"; filename=\"f\"", "bytes").utf8)
        // The line end after the closing boundary may be missing.
        for length in 0..<(text.count - 2) {
            #expect(throws: MultipartProblem.self, "\(length) bytes") {
                try MultipartForm(reading: Array(text.prefix(length)), contentType: type)
            }
        }
    }

    @Test("the number of parts and the length of a header are bounded")
    func limits() throws {
        let field = "--AaB03x\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n"
        let many = String(repeating: field, count: 300) + "--AaB03x--"
        #expect(throws: MultipartProblem.self) { try read(many) }
        let limits = MultipartForm.Limits(parts: 300, header: 1000)
        #expect(try MultipartForm(reading: Array(many.utf8), contentType: type, limits: limits).parts.count == 300)
        let header = "Content-Disposition: form-data; name=a\r\nX: " + String(repeating: "y", count: 9000)
        #expect(throws: MultipartProblem.self) { try read(part(header)) }
    }

    @Test("what is written is read again, whatever the bytes and names are")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 5)
        let alphabet = Array("-b\r\n\"\\;=é ".utf8)
        for _ in 0..<300 {
            var form = MultipartForm()
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                let bytes = (0..<Int.random(in: 0...30, using: &random)).compactMap { _ in
                    alphabet.randomElement(using: &random)
                }
                let isFile = Bool.random(using: &random)
                form.parts.append(
                    FormPart(
                        name: ["a", "ü;=", "list[]"].randomElement(using: &random) ?? "a",
                        fileName: isFile ? "söund 1.wav" : nil, mediaType: isFile ? "audio/wav" : nil, bytes: bytes))
            }
            let (body, type) = form.encoded(boundary: "b")
            #expect(try MultipartForm(reading: body, contentType: type) == form)
        }
    }

    @Test("names with quotes and line ends cannot end the field that they are written in")
    func injection() throws {
        let (body, type) = MultipartForm([FormPart(name: "a\"; filename=\"x\r\nY: z", text: "1")]).encoded(
            boundary: "b")
        let read = try MultipartForm(reading: body, contentType: type)
        #expect(read.parts == [FormPart(name: "a%22; filename=%22x%0D%0AY: z", text: "1")])
    }

    @Test("no bytes make the reader crash")
    func hostileBytes() {
        var random = SeededGenerator(seed: 9)
        let pieces = [
            "--AaB03x", "--", "\r\n", "Content-Disposition: form-data; name=", "\"", "a", ";", "=", ":", " ", "\u{0}",
            "filename*=", "\\",
        ]
        for _ in 0..<5000 {
            let text = (0..<Int.random(in: 0...14, using: &random)).reduce(into: "--AaB03x") { text, _ in
                text += pieces.randomElement(using: &random) ?? ""
            }
            let form = try? read(text)
            #expect(form.map { $0.parts.allSatisfy { $0.bytes.count <= text.utf8.count } } ?? true)
        }
    }
}
