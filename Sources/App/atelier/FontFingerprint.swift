import Essentials
import Foundation

/// Names the set of installed fonts: another set draws slides differently.
struct FontFingerprint: Sendable {
    /// Changes when a font file comes, goes, or changes its size.
    let line: String

    init(
        folders: [String] = [
            "/usr/share/fonts", "/usr/local/share/fonts", NSHomeDirectory() + "/.fonts",
            NSHomeDirectory() + "/.local/share/fonts",
        ]
    ) {
        var entries: [String] = []
        for folder in folders {
            let root = URL(filePath: folder)
            let keys: [URLResourceKey] = [.fileSizeKey, .isRegularFileKey]
            let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: keys)
            while let file = files?.nextObject() as? URL {
                let values = try? file.resourceValues(forKeys: Set(keys))
                guard values?.isRegularFile == true else { continue }
                entries.append("\(file.path) \(values?.fileSize ?? 0)")
            }
        }
        line = ContentDigest(of: entries.sorted().joined(separator: "\n")).description
    }
}
