import Foundation
import JSON
import Testing

@testable import Annotations

@Suite("A model's answer")
struct FieldAnswerTests {
    private func text(_ answer: String) throws -> String {
        guard case .text(let text) = try FieldAnswer.value(of: answer, for: .script, names: [:]) else { return "?" }
        return text
    }

    private func altTexts(_ answer: String) throws -> [Int: String] {
        guard case .altTexts(let texts) = try FieldAnswer.value(of: answer, for: .altText, names: [4: "Picture 3"])
        else { return [:] }
        return Dictionary(texts.map { ($0.shape, $0.text) }, uniquingKeysWith: { "\($0) AND \($1)" })
    }

    private func references(_ answer: String) throws -> [String] {
        guard case .references(let list) = try FieldAnswer.value(of: answer, for: .references, names: [:])
        else { return ["?"] }
        return list.map(\.description)
    }

    // MARK: Plain text

    @Test(
        "that is a text is taken out of what stands around it",
        arguments: [
            "It is a lens.", "  It is a lens.\r\n", "```\nIt is a lens.\n```", "```text\nIt is a lens.\n```",
            "\"It is a lens.\"", "“It is a lens.”", "„It is a lens.“", "«It is a lens.»", "« It is a lens. »",
            "<think>The user wants a script.\n\nSo.</think>\n\nIt is a lens.", "<THINK>hm</THINK>It is a lens.",
            "<thinking>hm</thinking>\nIt is a lens.", "\n <think></think> It is a lens.",
            "The template opened the thoughts.\n</think>\nIt is a lens.",
            "Here is the script:\n\nIt is a lens.", "Here's a script for this slide:\nIt is a lens.",
            "Sure! Here is the spoken text you asked for:\n\nIt is a lens.",
            "**Script:**\n\nIt is a lens.", "## Script\nIt is a lens.", "Speaker notes:\nIt is a lens.",
            "Hier ist das Skript:\nIt is a lens.", "Gerne! Hier ist der Text für die Folie:\n\nIt is a lens.",
            "Aquí está el guion:\nIt is a lens.", "¡Claro! Aquí tienes el texto para la diapositiva:\nIt is a lens.",
            "Voici le texte de la diapositive :\nIt is a lens.", "Bien sûr, voici le texte :\n\nIt is a lens.",
            "Here is the script:\n```\n\"It is a lens.\"\n```", "<think>a</think>Here is the script:\n“It is a lens.”",
            "It is \u{7}a lens.",
        ])
    func wrapped(answer: String) throws {
        #expect(try text(answer) == "It is a lens.")
    }

    @Test(
        "that is a text stays as it is where what stands around could be its own",
        arguments: [
            "Here are three reasons:\nIt is small.", "There are two kinds of lenses:\nthick and thin.",
            "\"Stand high\" is one idea, the other is \"waste nothing\"", "“A” and “B”",
            "Here is the script: It is a lens.",
            "It is a lens.\n```\nlet a = 1\n```", "He wrote <think> and </think> on the board, and then he left.",
            "The text on the wall says\nwait here:", "Script", "Note:\nmind the gap.", "«A», «B»", "'Tis a lens'",
            "Here is the text that the keeper wrote into the book in the year 1823:\nNo ships.",
            "Here is what the text on the wall says:\nWait.", "Here is the answer to the sailor's question:\nLook.",
            "# Lenses\nThey bend light.", "This is a lens that the sources of the time praise:\nlight and clear.\"",
        ])
    func own(answer: String) throws {
        let kept = try text(answer)
        #expect(kept == answer)
    }

    @Test(
        "that is nothing but its wrapping is empty", arguments: ["", " \n", "<think>Let me see", "```\n\n```", "\u{0}"])
    func empty(answer: String) {
        #expect { try text(answer) } throws: {
            ($0 as? AnnotationError)?.message.contains("it is empty") == true
        }
    }

    // MARK: JSON

    private static let good = #"{"altTexts": [{"shape": 4, "text": "A lamp."}]}"#

    @Test(
        "that is JSON is found among words, fences and thoughts",
        arguments: [
            good, "```json\n\(good)\n```", "Here is the JSON: ```json\n\(good)\n``` I hope it helps.",
            "Here is the JSON:\n\(good)\nLet me know!", "<think>First { then [ \" hm</think>\(good)",
            "<think>\n{\"altTexts\": [{\"shape\": 4, \"text\": \"Draft.\"}]}\n</think>\n```\n\(good)\n```",
            #"[{"shape": 4, "text": "A lamp."}]"#, #"Of course: [{"shape": 4, "text": "A lamp."}]."#,
            #"{"shape": 4, "text": "A lamp."}"#, #"{"altTexts": [{"shape": "4", "text": "A lamp."}]}"#,
            "Use { to open.\n\(good)", "A 5\" lens {in a ring\n\(good)", "Set {a, b} and [1]: \(good) [2]",
            "{ \(good) }", "[[[ \(good)", "\(good)\n\(good)", "}}]] \(good)",
            #"Here: {"altTexts": [{"shape": 4, "text": "A lamp.", "before": {"shape": 4, "text": "Old."}}]}."#,
            #"{"note": "x", "altTexts": [{"shape": 4, "text": "A lamp.", "extra": [1, {}]}]}"#,
        ])
    func json(answer: String) throws {
        #expect(try altTexts(answer) == [4: "A lamp."])
    }

    @Test("keeps braces, brackets and escaped quotation marks within its texts")
    func strings() throws {
        let odd = #"A sign: \"{[}]\" \\ and \"]}."#
        let answer = "Here: {\"altTexts\": [{\"shape\": 4, \"text\": \"\(odd)\"}]} – done }"
        #expect(try altTexts(answer) == [4: #"A sign: "{[}]" \ and "]}."#])
    }

    @Test("in several pieces counts with all of them, equal ones once")
    func pieces() throws {
        #expect(
            try altTexts(
                """
                {"altTexts": [{"shape": 4, "text": "A lamp."}]}
                {"altTexts": [{"shape": 7, "text": ""}, {"shape": 4, "text": "A lamp."}]}
                """) == [4: "A lamp.", 7: ""])
        #expect(try altTexts(#"{"shape": 4, "text": "A lamp."} {"shape": 7, "text": "A ring."}"#).count == 2)
        // Which one is meant nobody knows: both are shown to the rules, which say so.
        #expect(
            try altTexts(
                #"{"altTexts": [{"shape": 4, "text": "A."}]}, better {"altTexts": [{"shape": 4, "text": "B."}]}"#)
                == [4: "A. AND B."])
    }

    @Test("may be that there is nothing")
    func nothing() throws {
        #expect(try references(#"{"references": []}"#) == [])
        #expect(try references("[]") == [])
        #expect(try references("There is none: {\"references\": []}") == [])
        #expect(
            try references(#"One [1]: {"title": "Lens", "url": " https://example.org/a "}"#)
                == ["Lens (https://example.org/a)"])
    }

    @Test(
        "that holds no such JSON is told so",
        arguments: [
            "", "A lamp.", "[]x", "See [1] and {2}.", #"{"altText": []}"#, #"{"altTexts": {"shape": 4}}"#, "{", "[[[[",
            #"{"altTexts": [{"shape": 4, "text": "A lamp."#, "null", "4", "\"text\"", #"[{"shape": 4}]"#,
        ])
    func noJSON(answer: String) {
        #expect { try altTexts(answer) } throws: {
            ($0 as? AnnotationError)?.message.contains("not the JSON") == true
        }
    }

    @Test("with an entry that lacks something is told so")
    func lacking() {
        #expect { try altTexts(#"{"altTexts": [{"shape": "the lamp", "text": "A lamp."}]}"#) } throws: {
            ($0 as? AnnotationError)?.message.contains("lacks its shape") == true
        }
        #expect { try references(#"{"references": [{"title": "Lens"}]}"#) } throws: {
            ($0 as? AnnotationError)?.message.contains("lacks its title or its address") == true
        }
    }

    @Test(
        "of a million characters of garbage is read as fast as it is long",
        arguments: [
            (SlideField.altText, "{"), (.altText, "{}"), (.altText, "{["), (.altText, #"{"a":"#),
            (.altText, #"[{"x":[]},"#),
            (.altText, #"{"shape":4,"#), (.altText, "\""), (.script, "<think>"), (.script, "</think>"),
            (.script, "```\n"),
            (.script, "“"),
        ])
    func garbage(field: SlideField, piece: String) {
        let answer =
            "Here is it: " + String(repeating: piece, count: 1_000_000 / piece.utf8.count)
            + String(repeating: "}", count: 1000)
        let time = ContinuousClock().measure { _ = try? FieldAnswer.value(of: answer, for: field, names: [:]) }
        // A second or two without optimisation; with a step for each pair of characters it would be hours.
        #expect(time < .seconds(60))
    }
}
