import Foundation
import MediaTools
import TestKit
import Testing

@Suite struct ScratchFolderTests {
    @Test("a folder is there for its run and gone afterwards, even when the run fails")
    func lifetime() async throws {
        struct Plum: Error {}
        try await withTemporaryFolder { root in
            let scratch = ScratchFolder(root: root)
            var used: [URL] = []
            let length = try await scratch.with("film") { folder in
                used.append(folder)
                try Data([1, 2]).write(to: folder.appending(path: "a"))
                return try Data(contentsOf: folder.appending(path: "a")).count
            }
            #expect(length == 2)
            await #expect(throws: Plum.self) {
                try await scratch.with("film") { folder in
                    used.append(folder)
                    #expect(FileManager.default.fileExists(atPath: folder.path))
                    throw Plum()
                }
            }
            #expect(Set(used).count == 2)
            #expect(try FileManager.default.contentsOfDirectory(atPath: root.path).isEmpty)
        }
    }

    @Test("sweeps what ended processes left, and nothing else")
    func sweeping() async throws {
        try await withTemporaryFolder { root in
            let files = FileManager.default
            // The number of a process that has just ended.
            let text = try await SubprocessRunner().run(ToolInvocation("sh", ["-c", "echo $$"])).text
            let ended = text.trimmingCharacters(in: .whitespacesAndNewlines)
            for name in ["\(ended)-film-x", "keep-me", "1-init-y"] {
                try files.createDirectory(at: root.appending(path: name), withIntermediateDirectories: true)
            }
            let scratch = ScratchFolder(root: root)
            try await scratch.with("mine") { folder in
                scratch.sweep()
                #expect(files.fileExists(atPath: folder.path))
            }
            #expect(try files.contentsOfDirectory(atPath: root.path).sorted() == ["1-init-y", "keep-me"])
        }
    }
}
