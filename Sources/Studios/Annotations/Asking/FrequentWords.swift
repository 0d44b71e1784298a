import Decks

/// Words by which a text is known: those that any prose in a language is full of, and those of slides.
enum FrequentWords {
    /// The commonest words of a language, in lower case.
    static let common: [NarrationPhrases.Language: Set<String>] = [
        .english: words(
            "the of and to in a is that it for on with as are this you be by at or from your not an which what when how "
                + "each its they their can then so but we have has these more there one two three left right shows"),
        .german: words(
            "der die das und in zu den ist mit von für auf ein eine einen einer sie es im nicht dem des sich als auch an "
                + "wie wird werden sind oder bei aus so dass nach über um man links rechts zeigt"),
        .spanish: words(
            "el la los las de y en que a un una es se por con para del al lo como su más o no son este esta cada sus "
                + "usted entre sobre muestra izquierda derecha"),
        .french: words(
            "le la les de des et en un une est que qui à dans pour du au par sur se ce cette plus ne pas ou son ses sont "
                + "vous avec chaque il elle on gauche droite montre"),
    ]

    /// Words for what slides are made of, of four letters and more, in lower case.
    static let ofForm: [NarrationPhrases.Language: Set<String>] = [
        .english: words(
            "slide title heading text point bullet list table column cell chart axis series diagram picture image photo "
                + "drawing icon logo shape group video sound layout colour color font background"),
        .german: words(
            "folie titel überschrift text punkt liste tabelle spalte zeile zelle diagramm achse reihe schaubild bild foto "
                + "zeichnung symbol logo form gruppe video klang layout farbe schrift hintergrund"),
        .spanish: words(
            "diapositiva título encabezado texto punto viñeta lista tabla columna fila celda gráfico gráfica serie "
                + "diagrama imagen foto dibujo icono logotipo forma grupo vídeo sonido diseño color fuente fondo"),
        .french: words(
            "diapositive titre texte point puce liste tableau colonne ligne cellule graphique axes série diagramme schéma "
                + "image photo dessin icône logo forme groupe vidéo disposition couleur police arrière"),
    ]

    private static func words(_ list: String) -> Set<String> { Set(list.split(separator: " ").map(String.init)) }
}
