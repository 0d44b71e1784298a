import Foundation

/// One sentence edited in a 60-slide film: in the notes, and on a slide whose words are also its narration; and two slides
/// swapped.
func editBenchmark(_ place: Place) async throws -> String {
    try await withFolder { folder in
        let slides = (1...60).map { SampleDeck.Slide(mark: "part \($0)", notes: notes($0), model: $0) }
        func write(_ slides: [SampleDeck.Slide], _ name: String) throws -> URL {
            let file = folder.appending(path: name)
            try SampleDeck(slides: slides).write(from: place.example, to: file)
            return file
        }
        var edited = slides
        edited[29].mark = "edited"
        edited[29].notes = nil
        var original = edited
        original[29].mark = "part 30"
        var reworded = original
        reworded[19].notes?[0] = "This belongs to part 20 of the talk, and it is said in other words."
        var swapped = original
        swapped.swapAt(9, 40)
        let decks = (
            original: try write(original, "a.pptx"), edited: try write(edited, "b.pptx"),
            reworded: try write(reworded, "d.pptx"),
            swapped: try write(swapped, "c.pptx")
        )
        let home = folder.appending(path: "home")
        let films = ["cold", "warm", "again", "swapped", "reworded"].map { folder.appending(path: "\($0).mp4") }

        let (cold, coldCost) = try await Cost.of { try film(place, decks.original, to: films[0], home: home) }
        try check(cold.status == 0, cold.errors)
        let (warm, warmCost) = try await Cost.of { try film(place, decks.edited, to: films[1], home: home) }
        try check(warm.status == 0, warm.errors)
        let fresh = try film(place, decks.edited, to: films[2], home: folder.appending(path: "home2"))
        try check(fresh.status == 0, fresh.errors)
        let (moved, movedCost) = try await Cost.of { try film(place, decks.swapped, to: films[3], home: home) }
        try check(moved.status == 0, moved.errors)

        let (noted, notedCost) = try await Cost.of { try film(place, decks.reworded, to: films[4], home: home) }
        try check(noted.status == 0, noted.errors)

        // Equal files decode to equal frames and samples; otherwise these are compared themselves.
        let isSame = FileManager.default.contentsEqual(atPath: films[1].path, andPath: films[2].path)
        let picture = try isSame || decodedDigest(films[1], "0:v:0") == decodedDigest(films[2], "0:v:0")
        let sound = try isSame || decodedDigest(films[1], "0:a:0") == decodedDigest(films[2], "0:a:0")
        let isUnchanged = FileManager.default.contentsEqual(atPath: films[0].path, andPath: films[1].path)
        try check(!isUnchanged, "the edit changed nothing")
        func row(_ name: String, _ run: ToolRun, _ cost: Cost) -> String {
            "| \(name) | \(run.ran("speech.sentence")) | \(run.ran("deck.drawing")) | \(run.ran("film.still")) | "
                + "\(run.ran("film.transition")) | \(cost.cpu.text()) | \((cost.cpu / coldCost.cpu * 100).text()) % | "
                + "\(cost.wall.text()) s |"
        }
        return """
            A film of 60 slides (1920x1080). One slide without notes has the text of its title edited, so that its \
            picture and one spoken sentence change.

            | | sentences spoken | slides drawn | stills encoded | transitions encoded | CPU seconds | of cold | wall |
            |---|---|---|---|---|---|---|---|
            \(row("cold", cold, coldCost))
            \(row("one sentence of the notes edited (bounds: 1, -, 1, 2, 5 %)", noted, notedCost))
            \(row("one sentence on a slide edited (bounds: 1, -, 1, 2, 5 %)", warm, warmCost))
            \(row("two slides swapped (bounds: 0, 0, 0)", moved, movedCost))

            Decoded frames equal to a cold build of the edited deck: \(picture ? "yes" : "NO"); decoded samples: \
            \(sound ? "yes" : "NO")\(isSame ? " (the files are equal byte for byte)" : "").
            """
    }
}

private func notes(_ number: Int) -> [String] {
    [
        "This is what belongs to part \(number) of the talk, and it is said in one quiet sentence.",
        "A second sentence follows for part \(number). It is there because people rarely stop after one.",
    ]
}
