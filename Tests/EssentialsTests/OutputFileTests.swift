import Essentials
import Foundation
import TestKit
import Testing

@Suite("An output file")
struct OutputFileTests {
    private func code(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch { return (error as? any DescribedFailure)?.code }
    }

    @Test("appears whole, in place of what was there, and nothing else is left")
    func whole() async throws {
        try await withTemporaryFolder { folder in
            let place = folder.appending(path: "out.txt")
            try Data("before".utf8).write(to: place)
            let file = try OutputFile(place)
            #expect(try Data(contentsOf: place) == Data("before".utf8))
            try file.write(Data("after".utf8))
            #expect(try Data(contentsOf: place) == Data("after".utf8))
            let source = folder.appending(path: "source.txt")
            try Data("copied".utf8).write(to: source)
            try file.write(copyOf: source)
            #expect(try Data(contentsOf: place) == Data("copied".utf8))
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["out.txt", "source.txt"])
        }
    }

    @Test("is never one of the inputs, whatever path leads to it")
    func inputs() async throws {
        try await withTemporaryFolder { folder in
            let input = folder.appending(path: "in.txt")
            try Data("kept".utf8).write(to: input)
            let link = folder.appending(path: "link.txt")
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: input)
            for place in [input, folder.appending(path: "./in.txt"), link] {
                #expect(code { _ = try OutputFile(place, sparing: [input]) } == "output.is-input")
                #expect(code { _ = try OutputFile(place, sparing: []) } == nil)
            }
            #expect(try Data(contentsOf: input) == Data("kept".utf8))
        }
    }

    @Test("is refused where nothing can be written")
    func places() async throws {
        try await withTemporaryFolder { folder in
            #expect(code { _ = try OutputFile(folder) } == "output.not-writable")
            #expect(code { _ = try OutputFile(folder.appending(path: "none/out.txt")) } == "output.not-writable")
            #expect(code { _ = try OutputFile(URL(filePath: "/dev/null")) } == "output.not-writable")
        }
    }
}
