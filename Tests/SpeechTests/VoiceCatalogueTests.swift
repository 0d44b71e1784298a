import Essentials
import MediaTools
import Speech
import Testing

@Suite("Voices")
struct VoiceCatalogueTests {
    private static let fliteList = Array("Voices available: kal awb_time kal16 awb rms slt \n".utf8)
    private static let espeakList = Array(
        """
        Pty Language       Age/Gender VoiceName          File                 Other Languages
         5  cmn             --/M      Chinese_(Mandarin) sit/cmn              (zh-cmn 5)(zh 5)
         5  de              --/M      German             gmw/de
         5  en-029          --/M      English_(Caribbean) gmw/en-029           (en 10)
         2  en-gb           --/M      English_(Great_Britain) gmw/en               (en 2)
         2  en-us           --/M      English_(America)  gmw/en-US            (en 3)
         5  es              --/M      Spanish_(Spain)    roa/es
         5  es-419          --/M      Spanish_(Latin_America) roa/es-419           (es-mx 6)(es 6)
         5  fr-be           --/M      French_(Belgium)   roa/fr-BE            (fr 8)
         5  fr-fr           --/M      French_(France)    roa/fr               (fr 5)
         5  nb              --/M      Norwegian_Bokmål  gmq/nb               (no 5)
         5  pt              --/M      Portuguese_(Portugal) roa/pt               (pt-pt 5)
         5  pt-br           --/M      Portuguese_(Brazil) roa/pt-BR            (pt 6)

        """.utf8)

    private func both() async throws -> VoiceCatalogue {
        try await VoiceCatalogue.discover(
            using: ScriptedRunner(["flite": Self.fliteList, "espeak-ng": Self.espeakList]))
    }

    @Test(
        "the voice fits the language",
        arguments: [
            ("en", "flite:slt"), ("en-US", "flite:slt"), ("en-GB", "flite:slt"), ("EN_us", "flite:slt"),
            ("en-GB-scotland", "flite:awb"), ("de-AT", "espeak-ng:de"), ("es", "espeak-ng:es"),
            ("es-419", "espeak-ng:es-419"),
            ("es-MX", "espeak-ng:es"), ("fr", "espeak-ng:fr-fr"), ("fr-BE", "espeak-ng:fr-be"),
            ("fr-CA", "espeak-ng:fr-fr"),
            ("pt-BR", "espeak-ng:pt-br"), ("pt", "espeak-ng:pt"), ("zh-CN", "espeak-ng:cmn"), ("no", "espeak-ng:nb"),
        ])
    func fits(language: String, voice: String) async throws {
        #expect(try await both().voice(for: language).description == voice)
    }

    @Test("a voice can be asked for by name, with or without its engine")
    func named() async throws {
        let catalogue = try await both()
        #expect(
            try catalogue.voice(for: "en", preferring: "rms", rate: 1.5)
                == Voice(engine: "flite", name: "rms", language: "en-US", rate: 1.5))
        #expect(try catalogue.voice(for: "en", preferring: "espeak-ng:de").language == "de")
        #expect(try catalogue.voice(for: "de", preferring: "flite:slt").name == "slt")
        #expect(!catalogue.voices.contains { $0.name == "awb_time" })
    }

    @Test(
        "an unknown language or name is the user's mistake, and the answer lists what there is",
        arguments: [("tlh", nil), ("en", "bob")])
    func unknown(language: String, name: String?) async throws {
        let catalogue = try await both()
        let error = #expect(throws: SpeechError.self) { try catalogue.voice(for: language, preferring: name) }
        #expect(error?.code == "speech.no-voice" && error?.category == (name == nil ? .badInput : .usage))
        #expect(error?.description.contains("flite: slt, rms") == true && error?.description.contains("pt-br") == true)
        #expect(error?.description.contains("\n") == false)
    }

    @Test("a missing program is remembered, and the other one serves")
    func oneMissing() async throws {
        let catalogue = try await VoiceCatalogue.discover(using: ScriptedRunner(["espeak-ng": Self.espeakList]))
        #expect(catalogue.unavailable == ["flite": "is not installed"])
        #expect(try catalogue.voice(for: "en").description == "espeak-ng:en-gb")
        #expect(try catalogue.voice(for: "en-US").description == "espeak-ng:en-us")
    }

    @Test("without any program the error names the packages to install")
    func allMissing() async throws {
        let catalogue = try await VoiceCatalogue.discover(using: ScriptedRunner([:]))
        let error = #expect(throws: SpeechError.self) { try catalogue.voice(for: "en") }
        #expect(
            error?.category == .missingTool && error?.description.contains("apt-get install flite espeak-ng") == true)
    }

    @Test("text without letters is silence, and no program is started", arguments: ["", "...", "— !?", " \n "])
    func unspeakable(text: String) async throws {
        let runner = ScriptedRunner([:])
        for engine in LocalEngines.all {
            let voice = Voice(engine: engine.name, name: "x", language: "en")
            #expect(try await engine.speak(text, voice: voice, using: runner).isEmpty)
        }
        #expect(runner.invocations.isEmpty)
    }

    @Test(
        "a voice's name is never a path, an address or an option",
        arguments: ["/etc/passwd", "http://x/y", "-o", "", "a b"])
    func hostileNames(name: String) async throws {
        for engine in LocalEngines.all {
            await #expect(throws: SpeechError.self) {
                try await engine.speak(
                    "hello", voice: Voice(engine: engine.name, name: name, language: "en"), using: ScriptedRunner([:]))
            }
        }
    }

    @Test("eSpeak gets no phonemes and no commands from the text")
    func hostileText() async throws {
        let runner = ScriptedRunner(["espeak-ng": Waveform.silence(samples: 10, sampleRate: 22_050).wav()])
        _ = try await EspeakEngine().speak(
            "a [[h@'loU]] \u{1}50S b", voice: Voice(engine: "espeak-ng", name: "en", language: "en", rate: 2),
            using: runner)
        let invocation = try #require(runner.invocations.first)
        #expect(String(decoding: invocation.input ?? [], as: UTF8.self) == "a [ [h@'loU]]  50S b")
        #expect(invocation.arguments.contains("350"))
    }

    @Test("Flite gets plain ASCII, in pieces that fit on a command line")
    func pieces() async throws {
        let runner = ScriptedRunner(["flite": Waveform.silence(samples: 10, sampleRate: 16_000).wav()])
        let voice = Voice(engine: "flite", name: "slt", language: "en")
        let spoken = try await FliteEngine().speak(
            "Café “Zürich” " + String(repeating: "word ", count: 2000), voice: voice, using: runner)
        let texts = runner.invocations.map { $0.arguments[$0.arguments.count - 3] }
        #expect(texts.count == 3 && texts.allSatisfy { $0.utf8.count <= 4000 })
        #expect(texts.first?.hasPrefix("Cafe \"Zurich\" word") == true)
        #expect(spoken.samples.count == 30)
    }
}
