import Decks
import Testing

@Suite("Alternative texts that lack their stop")
struct AltTextCompletionTests {
    private func completed(_ text: String) -> String? {
        AltTextCompletion.completed(text, shapeName: "Picture 3", slideTitle: "Costs in 2024")
    }

    @Test(
        "get the one of their script",
        arguments: [
            ("A lighthouse at dusk", "A lighthouse at dusk."), (" A lighthouse\nat dusk \n", "A lighthouse\nat dusk."),
            ("A sign that reads “Open”", "A sign that reads “Open”."),
            ("The harbour (at night)", "The harbour (at night)."),
            ("Costs in 2024 rise by 5 %", "Costs in 2024 rise by 5 %."), ("塔が並ぶ", "塔が並ぶ。"), ("北京的塔", "北京的塔。"),
            ("看板「開」", "看板「開」。"), ("塔、高さ 30", "塔、高さ 30。"), ("दीपस्तंभ और समुद्र", "दीपस्तंभ और समुद्र।"),
            ("Маяк на берегу", "Маяк на берегу."), ("A dog 🐶", "A dog 🐶."), ("Apple logo", "Apple logo."),
            (String(repeating: "a", count: 249), String(repeating: "a", count: 249) + "."),
        ])
    func stop(text: String, whole: String) {
        #expect(completed(text) == whole)
    }

    @Test(
        "are left alone when they have one, or lack more than that",
        arguments: [
            "A lighthouse at dusk.", "Is it a lighthouse?", "Stop!", "And so on…", "塔が並ぶ。", "He says “stop.”",
            "", " ", "x", "IMG_2041.png", "Picture 4", "Image of a lighthouse", "Costs in 2024",
            String(repeating: "a", count: 250), "Parts:", "A lens,", "First;", "A tower –", "A tower (", "塔、", "部品：",
            "A tower and “",
            "Text, clock\n\nDescription automatically generated",
            "Graphical user interface, application\n\nDescription automatically generated with medium confidence",
            "A dog on a sofa\n\nDescription automatically generated with high confidence", "see the source image",
            "Logo",
        ])
    func others(text: String) {
        #expect(completed(text) == nil)
    }
}
