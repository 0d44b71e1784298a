import Foundation

/// The words by which unfit alternative texts are known.
enum AltTextWords {
    /// What two texts are compared by: letters and digits, whatever their case and accents.
    static func key(_ text: String) -> String {
        String(
            text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
                .filter { $0.isLetter || $0.isNumber })
    }

    static let fileEndings: Set<String> = [
        "png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "tif", "tiff", "svg", "emf", "wmf", "webp", "heic", "heif",
        "avif", "ico", "eps", "pdf", "psd", "ai", "mp4", "m4v", "mov", "avi", "wmv", "mpg", "mpeg", "webm", "mkv",
        "mp3",
        "m4a", "wav", "wma", "ogg", "pptx", "ppt", "xlsx", "xls", "docx", "doc", "vsd", "vsdx",
    ]

    /// What cameras and screenshot programs begin the names of their files with, in lower case.
    static let cameraNames = [
        "img", "image", "dsc", "dscn", "dscf", "pxl", "mvimg", "vid", "screenshot", "screen shot", "bildschirmfoto",
        "captura de pantalla", "capture d'écran",
    ]

    /// What programs call shapes, in lower case, without the number that they add.
    static let shapeNames: Set<String> = [
        "picture", "image", "photo", "graphic", "graphics", "chart", "table", "diagram", "smartart", "object", "shape",
        "group", "title", "subtitle", "text", "textbox", "text box", "content placeholder", "picture placeholder",
        "text placeholder", "chart placeholder", "table placeholder", "placeholder", "rectangle", "rounded rectangle",
        "rectangle: rounded corners", "oval", "ellipse", "line", "arrow", "connector", "straight connector",
        "straight arrow connector", "freeform", "freeform: shape", "freeform shape", "video", "audio", "media",
        "google shape", "online media", "graphic frame", "ink", "alt text", "alternative text", "image description",
        "grafik", "bild", "foto", "diagramm", "tabelle", "gruppe", "gruppieren", "objekt", "form", "titel", "textfeld",
        "inhaltsplatzhalter", "bildplatzhalter", "rechteck", "ellipse", "gerader verbinder", "freihandform",
        "imagen", "gráfico", "grafico", "tabla", "grupo", "objeto", "forma", "título", "cuadrotexto",
        "marcador de contenido", "marcador de posición de imagen", "rectángulo", "elipse", "conector recto", "diagrama",
        "graphique", "tableau", "groupe", "objet", "forme", "titre", "zonetexte", "espace réservé du contenu",
        "espace réservé pour une image", "espace réservé d'image", "connecteur droit", "diagramme", "shape with text",
    ]
}
