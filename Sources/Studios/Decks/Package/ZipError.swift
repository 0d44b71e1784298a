/// What can be wrong with an archive. `name` is the archive's file name.
enum ZipError {
    private static let remedy = "Save the file again from the program that made it, or copy it again."

    static func notArchive(_ name: String) -> DeckError {
        DeckError(
            code: "zip.not-archive", message: "'\(name)' is not a ZIP archive, which every PPTX and ODP file is.",
            remedy: remedy)
    }

    static func truncated(_ name: String) -> DeckError {
        DeckError(
            code: "zip.truncated", message: "'\(name)' is cut off: the directory at its end is missing.",
            remedy: remedy)
    }

    static func damaged(_ name: String, _ detail: String) -> DeckError {
        DeckError(code: "zip.damaged", message: "'\(name)' is damaged: \(detail).", remedy: remedy)
    }

    static func overlap(_ name: String, _ first: String, _ second: String) -> DeckError {
        DeckError(
            code: "zip.overlap", message: "'\(name)' is damaged: '\(first)' and '\(second)' share bytes.",
            remedy: remedy)
    }

    static func duplicate(_ name: String, _ entry: String) -> DeckError {
        DeckError(
            code: "zip.duplicate", message: "'\(name)' is damaged: it holds '\(entry)' more than once.", remedy: remedy)
    }

    static func unsafeName(_ name: String, _ entry: String) -> DeckError {
        DeckError(
            code: "zip.unsafe-name", message: "'\(name)' holds an entry that points outside of it: '\(entry)'.",
            remedy: "Do not trust this file.")
    }

    static func encrypted(_ name: String, _ entry: String) -> DeckError {
        DeckError(
            code: "zip.encrypted", message: "'\(name)' is protected with a password ('\(entry)' is encrypted).",
            remedy: "Save it without a password.")
    }

    static func unsupportedMethod(_ name: String, _ entry: String, _ method: Int) -> DeckError {
        DeckError(
            code: "zip.unsupported-method",
            message: "'\(name)' packs '\(entry)' with method \(method); only stored and deflate are understood.",
            remedy: "Save the file again from an office program.")
    }

    static func tooManyEntries(_ name: String, _ count: Int, limit: Int) -> DeckError {
        DeckError(
            code: "zip.too-many-entries", message: "'\(name)' holds \(count) entries; \(limit) are allowed.",
            remedy: "Split the deck.")
    }

    static func tooLarge(_ name: String, _ entry: String?, limit: Int) -> DeckError {
        let subject = entry.map { "'\($0)' in '\(name)' expands" } ?? "'\(name)' expands in all"
        return DeckError(
            code: "zip.too-large", message: "\(subject) to more than \(limit >> 20) MiB.",
            remedy: "Split the deck, or make its media smaller.")
    }

    static func bomb(_ name: String, _ entry: String, limit: Int) -> DeckError {
        DeckError(
            code: "zip.bomb", message: "'\(entry)' in '\(name)' expands to more than \(limit) times its size.",
            remedy: "Do not trust this file.")
    }
}
