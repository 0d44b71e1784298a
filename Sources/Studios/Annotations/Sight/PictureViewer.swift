package import Decks
import Essentials
import Foundation
import MediaTools
package import StepEngine

/// Looks at the pictures of slides: what they look like, their colours, the text in them.
///
/// Each picture is looked at once, however often and on whatever slide it is shown. A picture that is damaged or of a kind
/// that cannot be drawn has no sight. Without tesseract sights have no text; ``advice(language:)`` says so.
package struct PictureViewer: Sendable {
    private let engine: Engine

    package init(engine: Engine) {
        self.engine = engine
    }

    /// What can be made out in the pictures of `slide`, the members of groups and the posters of videos included, in
    /// reading order.
    ///
    /// - Parameters:
    ///   - slide: with its real number, by which it is drawn when it holds a metafile (EMF, WMF).
    ///   - package: the deck (a PPTX) as an asset. Of other files there are no sights.
    ///   - language: the language (BCP 47) that text in the pictures is most likely in.
    /// - Throws: what is wrong with the package; `CancellationError`.
    package func sights(of slide: Slide, in package: Asset, language: String?) async throws -> [PictureSight] {
        let shown = ShownPicture.all(on: slide)
        guard !shown.isEmpty else { return [] }
        let files = try await files(of: shown, in: package)
        let reading = ReadingLanguages(language ?? slide.language).names
        return try await withThrowingTaskGroup(of: (Int, PictureSight?).self) { group in
            for (index, picture) in shown.enumerated() {
                group.addTask {
                    (index, try await sight(of: picture, on: slide, in: package, files, reading))
                }
            }
            var sights = [PictureSight?](repeating: nil, count: shown.count)
            for try await (index, sight) in group { sights[index] = sight }
            return sights.compactMap { $0 }
        }
    }

    /// What a person should know about the reading of text in pictures, in one line; `nil` when all is well.
    package func advice(language: String?) async -> String? {
        guard let toolbox = try? engine.services.find(MediaToolbox.self) else { return nil }
        guard let installed = try? await Tesseract(tools: toolbox.runner).languages(), !installed.isEmpty else {
            return "The text in pictures is not read: tesseract is not installed (apt-get install tesseract-ocr)."
        }
        guard let wanted = ReadingLanguages(language).names.first, !installed.contains(wanted) else { return nil }
        return "The text in pictures is read without its language: apt-get install tesseract-ocr-\(wanted)"
    }

    private func sight(
        of picture: ShownPicture, on slide: Slide, in package: Asset, _ files: [String: Asset], _ reading: [String]
    ) async throws -> PictureSight? {
        do {
            var seen: SeenPicture?
            if let file = picture.part.flatMap({ files[$0] }) {
                seen =
                    ShownPicture.isMetafile(file.mediaType)
                    ? try await drawn(picture, on: slide, in: package, reading)
                    : ShownPicture.isVector(file.mediaType)
                        ? nil
                        : try await engine.value(
                            of: LookAtPicture(picture: file, crop: picture.crop, languages: reading),
                            subject: "\(picture.shape.name) of slide \(slide.number)")
            }
            if let vector = picture.vectorPart.flatMap({ files[$0] }) {
                let told = try await engine.value(of: ReadVectorPicture(picture: vector))
                seen = told.completing(seen)
            }
            return seen.map { PictureSight(shape: picture.shape.id, seen: $0) }
        } catch let error as any DescribedFailure where error.category != .failed || error.isAboutThePicture {
            return nil
        }
    }

    /// A metafile as an office program draws it: cut out of the drawn slide.
    private func drawn(
        _ picture: ShownPicture, on slide: Slide, in package: Asset, _ reading: [String]
    ) async throws -> SeenPicture? {
        guard let frame = picture.shape.frame, frame.width > 0, frame.height > 0 else { return nil }
        let page = try await engine.value(
            of: DrawSlide(appearance: slide.appearance, package: package, number: slide.number))
        let height = Int((1600 * page.size.height / max(page.size.width, 1)).rounded())
        let image = try await engine.value(of: SlideImage(page: page, width: 1600, height: min(max(height, 1), 4000)))
        // 12,700 EMU are a point.
        let (width, tall) = (page.size.width * 12_700, page.size.height * 12_700)
        let crop = PictureElement.Crop(
            left: Double(frame.x) / width, top: Double(frame.y) / tall,
            right: 1 - Double(frame.x + frame.width) / width, bottom: 1 - Double(frame.y + frame.height) / tall)
        guard crop.left < 1, crop.top < 1, crop.right < 1, crop.bottom < 1 else { return nil }
        var seen = try await engine.value(of: LookAtPicture(picture: image, crop: crop, languages: reading))
        // It has no pixels of its own.
        (seen.width, seen.height) = (0, 0)
        return seen
    }

    /// The files of the pictures, by the names of their parts.
    private func files(of pictures: [ShownPicture], in package: Asset) async throws -> [String: Asset] {
        let toolbox = try engine.services.find(MediaToolbox.self)
        let file = try engine.url(of: package)
        let engine = engine
        let parts = Set(pictures.flatMap { [$0.part, $0.vectorPart].compactMap { $0 } })
        return try await toolbox.blocking.run {
            let archive = try ZipArchive(Data(contentsOf: file, options: .alwaysMapped), name: file.lastPathComponent)
            let package = try OpenPackage(archive)
            return try parts.reduce(into: [:]) { files, part in
                guard package.entry(of: part) != nil, let bytes = try? package.bytes(of: part) else { return }
                files[part] = try engine.store(bytes, mediaType: package.contentType(of: part) ?? "")
            }
        }
    }
}

extension DescribedFailure {
    /// A program that fails over one picture says nothing about the next.
    fileprivate var isAboutThePicture: Bool {
        ["tool.failed", "tool.killed", "tool.too-long", "tool.output-limit", "image.failed", "deck.drawing"].contains(
            code)
    }
}

extension PictureSight {
    fileprivate init(shape: Int, seen: SeenPicture) {
        self.init(
            shape: shape, width: seen.width, height: seen.height, look: seen.look, colours: seen.colours,
            text: seen.text, title: seen.title)
    }
}
