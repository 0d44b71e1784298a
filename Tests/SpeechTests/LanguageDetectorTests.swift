import Speech
import Testing

@Suite("The language of a text")
struct LanguageDetectorTests {
    @Test(
        "is found for one sentence each",
        arguments: [
            ("en", "This is the first slide, and it shows how we can use the new tools."),
            ("es", "Esta es la primera diapositiva y muestra cómo podemos usar las nuevas herramientas."),
            ("pt", "Este é o primeiro slide e mostra como nós podemos usar as novas ferramentas."),
            ("fr", "Ceci est la première page et elle montre comment nous pouvons utiliser les nouveaux outils."),
            ("it", "Questa è la prima pagina e mostra come possiamo usare gli strumenti nuovi della ditta."),
            ("ca", "Aquesta és la primera pàgina i mostra com podem fer servir les eines noves amb els altres."),
            ("ro", "Aceasta este prima pagină și arată cum putem folosi instrumentele noi pentru echipă."),
            ("de", "Das ist die erste Folie und sie zeigt, wie wir die neuen Werkzeuge verwenden können."),
            ("nl", "Dit is de eerste dia en het laat zien hoe we de nieuwe hulpmiddelen kunnen gebruiken."),
            ("sv", "Det här är den första bilden och den visar hur vi kan använda de nya verktygen."),
            ("da", "Dette er det første billede, og det viser, hvordan vi kan bruge de nye værktøjer efter mødet."),
            ("nb", "Dette er det første bildet, og det viser hva vi kan bruke de nye verktøyene til etter møtet."),
            ("fi", "Tämä on ensimmäinen kuva, ja se näyttää, mitä uusilla työkaluilla voi tehdä."),
            ("et", "See on esimene pilt ja see näitab, mida uute tööriistadega võib teha, kui meil on aega."),
            ("hu", "Ez az első dia, és azt mutatja, hogy milyen új eszközök vannak, de nem mindegyik jó."),
            ("tr", "Bu ilk slayt ve yeni araçların nasıl kullanıldığını gösteriyor, çok kolay değil."),
            ("pl", "To jest pierwszy slajd i pokazuje, jak można używać nowych narzędzi oraz co się dzieje."),
            ("cs", "Toto je první snímek a ukazuje, jak můžeme používat nové nástroje, které jsou při ruce."),
            ("sk", "Toto je prvá snímka a ukazuje, ako môžeme používať nové nástroje, ktoré sú pri ruke, alebo nie."),
            (
                "hr",
                "Ovo je prvi slajd koji pokazuje kako se mogu koristiti novi alati, ali nije već gotovo što želimo."
            ),
            ("lt", "Tai yra pirma skaidrė, kuri rodo, kaip galima naudoti naujus įrankius, bet ne visada."),
            ("lv", "Šis ir pirmais slaids, kas rāda, kā var lietot jaunus rīkus, bet ne vienmēr par brīvu."),
            ("id", "Ini adalah slide pertama yang menunjukkan bagaimana kita dapat menggunakan alat baru untuk tim."),
            ("vi", "Đây là trang đầu tiên và nó cho thấy chúng ta có thể sử dụng các công cụ mới như thế nào."),
            ("ru", "Это первый слайд, и он показывает, как можно использовать новые инструменты."),
            ("uk", "Це перший слайд, і він показує, як можна використовувати нові інструменти."),
            ("bg", "Това е първият слайд и той показва как се използват новите инструменти за работа."),
            ("sr", "Ово је први слајд који показује како се користе нови алати за рад и шта је ново."),
            ("el", "Αυτή είναι η πρώτη διαφάνεια."), ("he", "זהו השקף הראשון."), ("ar", "هذه هي الشريحة الأولى."),
            ("fa", "این اولین اسلاید است و چگونگی کار را نشان می‌دهد."), ("ur", "یہ پہلی سلائیڈ ہے اور یہ دکھاتی ہے۔"),
            ("hi", "यह पहली स्लाइड है।"), ("th", "นี่คือสไลด์แรก"), ("ko", "이것은 첫 번째 슬라이드입니다."),
            ("ja", "これは最初のスライドです。"), ("zh", "这是第一张幻灯片，展示新工具。"),
        ])
    func oneSentence(language: String, text: String) throws {
        let found = try #require(LanguageDetector.language(of: text))
        #expect(found.language == language)
        #expect((0...1).contains(found.confidence))
    }

    @Test(
        "is found by its letters where no word tells",
        arguments: [("pl", "Zażółć gęślą jaźń"), ("cs", "Příliš žluťoučký kůň"), ("es", "Niñez señal español mañana")])
    func letters(language: String, text: String) {
        #expect(LanguageDetector.language(of: text)?.language == language)
    }

    @Test(
        "is unknown for what is too short, or says nothing",
        arguments: ["", "OK", "Azure", "12345 678", "Q3 KPI", "Kubernetes Docker", "…!"])
    func tooShort(text: String) {
        #expect(LanguageDetector.language(of: text) == nil)
    }

    @Test("a declared tag is believed unless the text clearly says otherwise")
    func declared() {
        let spanish = "Esta es la primera diapositiva y muestra cómo podemos usar las nuevas herramientas de la nube."
        #expect(LanguageDetector.language(of: spanish, declared: "en-US") == "es")
        #expect(LanguageDetector.language(of: spanish, declared: "es-MX") == "es-MX")
        #expect(LanguageDetector.language(of: "Azure", declared: "de-DE") == "de-DE")
        #expect(LanguageDetector.language(of: "Azure", declared: nil) == nil)
        #expect(LanguageDetector.language(of: spanish, declared: nil) == "es")
    }
}
