package import Foundation

/// Where LibreOffice lies on this machine.
package struct LibreOfficeInstallation: Sendable, Hashable {
    /// The program itself. The shell script `soffice` around it starts it as a grandchild, which would outlive a kill.
    package let program: URL

    package init(program: URL) {
        self.program = program
    }

    /// Looks where `soffice` on the `PATH` points to, then where Debian and the makers' packages install.
    ///
    /// - Parameter path: the folders to search, separated by colons, as in the variable `PATH`.
    /// - Throws: ``ToolError`` `tool.missing`.
    package static func found(
        path: String = ProcessInfo.processInfo.environment["PATH"] ?? ""
    ) throws -> LibreOfficeInstallation {
        let files = FileManager.default
        let onPath = path.split(separator: ":").map { URL(filePath: String($0)).appending(path: "soffice") }
        let folders = onPath.map { $0.resolvingSymlinksInPath().deletingLastPathComponent() } + usualFolders
        for folder in folders {
            let program = folder.appending(path: "soffice.bin")
            if files.isExecutableFile(atPath: program.path) { return LibreOfficeInstallation(program: program) }
        }
        throw ToolError.missing("soffice", install: InstallHint.command(for: "soffice"))
    }

    private static var usualFolders: [URL] {
        let files = FileManager.default
        let makers = ((try? files.contentsOfDirectory(atPath: "/opt")) ?? [])
            .filter { $0.hasPrefix("libreoffice") }.sorted().reversed()
            .map { URL(filePath: "/opt/\($0)/program") }
        return [URL(filePath: "/usr/lib/libreoffice/program"), URL(filePath: "/usr/lib64/libreoffice/program")] + makers
    }

    /// One line that changes with the version, read from its files: starting it to ask takes a second.
    package var fingerprint: String {
        let folder = program.deletingLastPathComponent()
        let product = Self.value(of: "ProductKey", in: folder.appending(path: "bootstraprc")) ?? "LibreOffice"
        let build = Self.value(of: "buildid", in: folder.appending(path: "versionrc")) ?? "unknown"
        // Distributions give patched versions the same build number: the main library's size tells them apart.
        let library = folder.appending(path: "libmergedlo.so").path
        let size = (try? FileManager.default.attributesOfItem(atPath: library)[.size] as? Int) ?? 0
        return "\(product) build \(build) size \(size)"
    }

    private static func value(of key: String, in file: URL) -> String? {
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.split(whereSeparator: \.isNewline).first { $0.hasPrefix(key + "=") }
            .map { String($0.dropFirst(key.count + 1)) }
    }
}
