import Decks

/// The words of a language that begin sentences without being names, and the endings that names seldom have.
struct Vocabulary: Sendable {
    /// In lower case.
    private let words: Set<String>
    private let endings: [String]
    private let determiners: Set<String>
    /// Abbreviations that name a kind of thing.
    let acronyms: Set<String> = ["OK", "FAQ"]

    init(words: String, endings: String, determiners: String = "") {
        self.words = Set(words.split(whereSeparator: \.isWhitespace).map(String.init))
        self.endings = endings.split(separator: " ").map(String.init)
        self.determiners = Set(determiners.split(separator: " ").map(String.init))
    }

    static func of(_ language: NarrationPhrases.Language) -> Vocabulary {
        switch language {
        case .english, .other: english
        case .spanish: spanish
        case .german: german
        case .french: french
        }
    }

    func holds(_ word: String) -> Bool {
        words.contains(word.lowercased())
    }

    /// Whether it ends as words of the language do.
    func looksOrdinary(_ word: String) -> Bool {
        let word = word.lowercased()
        return endings.contains { word.hasSuffix($0) && word.count >= $0.count + 3 }
    }

    /// Whether a compound ends with one of the words.
    func holdsEnd(of compound: String) -> Bool {
        let compound = compound.lowercased()
        return compound.indices.contains { index in
            let rest = compound[index...]
            return rest.count > 3 && rest.count < compound.count && words.contains(String(rest))
        }
    }

    /// German: an article, a pronoun, or an adjective with its ending stands before a noun.
    func announcesNoun(_ word: String) -> Bool {
        if determiners.contains(word.lowercased()) { return true }
        let isAdjective = ["e", "en", "er", "es", "em"].contains { word.hasSuffix($0) && word.count > $0.count + 3 }
        return isAdjective && word.first?.isLowercase == true
    }
}

extension Vocabulary {
    static let english = Vocabulary(
        words: """
            a about above across actually add after afterwards again against ahead all almost alone along also although
            always among an and another answer answers any anybody anyone anything apart apply around as ask at audio avoid
            away back bar bars be because become before begin behind below best better between beyond blue black bottom
            bring brown build but by call can cannot case cases change chart charts check choose circle clear click close
            code color colors colour colours column columns come common compare complete connect consider contact copy
            could create data decide define describe diagram did different discuss do does don done down draw drawing
            during each early either else emphasise emphasize encourage end ensure enter even every everybody everyone
            everything exactly example examples except expect explain explore few figure files find finally first focus
            follow for form forms from full further get give given go good got graph great green grey group groups had
            half hand has have having he hear hello help hence her here hers high highlight him his hold how however i
            icon icons if image images imagine in inside instead into invite is isn it items its itself join just keep
            key know labels large last later lead learn least left less let line lines link list lists listen little
            look low main make many mark may maybe me mean meanwhile mention might mind model more moreover most move
            much must my name near need never new next no nobody none nor not note notes nothing notice now of off offer
            often old on once one only open or orange order other others otherwise our out outside over overall own
            page part parts participants pause people perhaps person photo photograph pick picture pictures pink place
            plan play please point points practice prepare present press prompt purple put question questions quick quite
            rather read really red refer remember remind repeat review right round row rows run same say screenshot see
            seem select send series set several share she shift should show shown shows similar simple simply since
            slide slides small so some somebody someone something sometimes soon split square start state stay step
            steps still stop stress students study such sum summary support switch table tables take talk tell terms
            test text texts than thank thanks that the their them then there therefore these they thing things think
            this those though three through throughout thus time times tip title to today together too top toward
            towards try turn two type types under unless unlike until up upon us use used user users using usually
            value values very video wait walk want warn was watch way we welcome well were what whatever when where
            whether which while white who whole whom whose why will wish with within without word words work worth would
            write yellow yes yet you your yours yourself
            """,
        endings:
            "ing ings ed ly tion tions sion sions ment ments ness ity ities ance ence able ible ful less ive ous ers ors ists ism ize ise ship hood ures ages"
    )

    static let spanish = Vocabulary(
        words: """
            a abajo abre además adelante advierte agrega ahora al algo alguien algún alguna algunas algunos allí ante
            antes aparte aplica apunta aquel aquella aquello aquí arriba así aún aunque bajo barras bien busca cada
            captura casi cierto color columna columnas como cómo comprueba con conecta considera contra crea cual cuál
            cuales cuáles cualquier cuando cuándo cuanto cuánto da dado datos de debe deben decide define del demás dentro
            desde después detrás di diagrama diapositiva dibujo dice donde dónde durante e ejemplo el él elige ella ellas
            ellos en encima entonces entre era eres es esa esas ese eso esos esta está estas estás este esto estos explica
            fila filas finalmente fue fotografía gracias grabación gráfico grupo gusta ha haz hacia hasta hay hemos hoy
            icono igual imagen imágenes incluso indica intenta invita jamás junto la las le les líneas lista lo los luego
            mantén más me mejor menos menciona mi mientras mira mis mismo muchas mucho muchos muestra muy nada nadie ni
            ningún ninguna no nos nota notas nuestra nuestro nunca o observa os otra otras otro otros para parte pero pide
            piensa poco por porque pregunta preguntas primero puede pueden puedes pues que qué quien quién quizá recorre
            recuerda repasa resalta respeta respuesta respuestas revisa se según ser compara compárese recórrelo abarca serie si sí sin sobre sois solo sólo
            son su subraya sus tabla también tampoco tan tanto te ten tenemos tengo términos texto textos ti tiene tienes
            título toda todas todavía todo todos tómate trabaja tras tu tú tus u un una unas uno unos usa usted va valor
            valores vamos varias varios ve vez vídeo vuelve y ya yo
            """,
        endings:
            "ción ciones sión siones mente dad dades ando iendo ado ados ada adas ido idos ida idas miento mientos ar er ir amos emos imos ble bles ivo iva anza aje"
    )

    static let french = Vocabulary(
        words: """
            à afin ai ainsi ajoutez alors après au aucun aucune aussi autant autour autre autres aux avant avec avez avons
            bien bienvenue capture car ce ceci cela celle celles celui ces cet cette ceux chacun chaque chez choisissez
            ci colonne colonnes combien comme comment dans de dehors déjà demandez depuis derrière des dès dessin deux
            devant diapositive dites dois doit donc dont données du elle elles en encore enfin ensuite entre est et était
            être eux explication expliquez faire fait faites finalement gardez gauche graphique groupe ici icône il ils
            image images indiquez insistez invitez jamais je jusque la laissez là le légende les leur leurs ligne lignes
            liste lors lorsque lui ma mais malgré mes mettez moi moins mon montrez même ni nos notre nous notez on ont
            où ou oui par parce parfois parmi partie pas pendant peu peut photographie plus plusieurs pour pourquoi
            pourtant prenez presque puis puisque qu quand que quel quelle quelles quels qui quoi rappelez regardez
            remarque réponse réponses revenez rien sa sans sauf se selon série ses seul si son sont sous souvent suivez
            sur ta tableau tandis tant te termes tes texte titre toi ton toujours tous tout toute toutes très trop tu un
            une utilisez valeur valeurs vers vérifiez vidéo voici voilà vos votre voyez vous vraiment y essayez c d j l m
            n s t enregistrement histogramme nuage schéma
            """,
        endings:
            "tion tions sion sions ment ments er ir ez ons ant ants té tés ance ence able ible eur eurs euse ée ées isme age ages ité ités"
    )

    static let german = Vocabulary(
        words: """
            ab aber absatz absätze abschrift achte alle allein allem allen aller alles als also alternativtext am an andere
            anderen anfang angabe angaben animation ansicht antwort antworten arbeit art auch auf aufgabe aufgaben
            aufnahme aufnahmen augenblick aus außerdem balken bedeutung begriff begriffe bei beide beiden beispiel
            beispiele beiträge bereich bereiche beschriftung beschriftungen betonen bild bilder bildern bildschirmfoto bis
            bitte blau blasen bleiben braun braucht da dabei dadurch dafür damit danach daneben dann daran darauf darüber
            darum das dass daten datenreihe davon dazu dein deine dem den denn der deren des deshalb dessen diagramm
            diagramme diagrammen dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem
            einen einer eines einige element elemente elementen en ende entwickler er ergebnis ergebnisse erklärung erst
            es etwas euch euer fall fälle farbe farben fehler fläche folgen folgende folgendes folie folien form formen
            foto frage fragen fußzeile für ganz geben gehen geh gelb genau gegen grafik grau grenze grund gründe grün
            gruppe gruppen hat haben hauptfarben hier hilfe hinter hinweis ich idee ihm ihn ihnen nehmen sehen versuchen wissen ihr ihre im immer in inhalt
            inhalte ist ja jahr jahre jede jedem jeden jeder jedes jetzt kann kategorie kategorien kein keine klären
            kopfzeile können kreis kurs lage lassen layout leben leser lesereihenfolge lila linie linien links liste listen
            lösung lösungen man manche mehr mein meine mensch menschen merkmal minute minuten mit mitte monat monate
            muster nach name namen neben nein netz nicht nichts nie niemand nimm noch notiere nun nur ob oben oder
            oberfläche ohne option optionen orange ort orte person personen pixel pixeln plan platz platzhalter
            platzhaltern problem probleme programm programmtext prozent punkt punkte punkten quelle quellen rand raum
            rechts reihe reihen reihenfolge ring rosa rot sagen satz schaubild schaubilder schaubildern schon schritt
            schritte schritten schwarz sehr sein seine seite seiten selbst sich sie sieh sind so sobald sonst spalte spalten
            säulen stehen stelle stellen stichwort stück symbol symbole system tabelle tabellen tag tage teil teile text
            texte texten textfeld textfelder thema themen titel ton tonaufnahme trotz türkis über um und uns unser unsere
            unten unter unterschied unterschiede untertitel verfahren vergleich versuche video videos viel viele vom von vor
            wann warnen warten warum was weg wege weil weiß welche welchem welchen welcher welches welt wenn wer werden wert
            werte werten wichtige wie wieder willkommen wir wird wo wobei ändern ändere auswahl woche wochen wohin worin wort worte worten worum
            während zahl zahlen zeichnung zeichnungen zeile zeilen zeit zeiten zelle ziel ziele zu zuerst zum zur zwar
            zwischen überblick beitrag nächstes schwankungen werteachse rubrikenachse rubriken grundlage menge
            diagrammart teilnehmer teilnehmende lernende studierende hervorheben
            """,
        endings:
            "ung ungen heit heiten keit keiten schaft schaften tion tionen tät täten ismus ment mente nis nisse ling linge tum chen lein ieren",
        determiners:
            "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner im am zum zur vom beim ins ans mein meine dein deine deinem deinen sein seine seinem seinen ihr ihre ihrem ihren unser unsere unseren euer eure dieser diese dieses diesen diesem jeder jede jedes jeden jedem alle allen aller welche welcher welches welchen viele vielen mehr mehrere mehreren wenige beide beiden und"
    )
}
