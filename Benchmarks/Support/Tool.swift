import Foundation

/// A run of the tool with `--json`, and what its events say.
struct ToolRun {
    struct Event: Decodable {
        var event: String
        var kind: String?
        var subject: String?
        var seconds: Double?
    }

    var status: Int32
    var errors: String
    var events: [Event]

    init(_ finished: Finished) {
        status = finished.status
        errors = finished.errors
        events = ToolRun.events(in: finished.text)
    }

    static func events(in text: String) -> [Event] {
        text.split(separator: "\n").compactMap { try? JSONDecoder().decode(Event.self, from: Data($0.utf8)) }
    }

    /// How many steps of a kind ran.
    func ran(_ kind: String) -> Int { events.count { $0.event == "didRun" && $0.kind == kind } }

    var ranInAll: Int { events.count { $0.event == "didRun" } }
}

/// `atelier film` in a home of its own.
func film(
    _ place: Place, _ deck: URL, to film: URL, home: URL, _ options: [String] = []
) throws -> ToolRun {
    ToolRun(
        try run(
            place.tool, ["film", deck.path, "-o", film.path, "--json"] + options,
            environment: ["ATELIER_HOME": home.path]))
}

/// The digest of what a stream decodes to.
func decodedDigest(_ film: URL, _ stream: String) throws -> String {
    try runWell("ffmpeg", ["-v", "error", "-i", film.path, "-map", stream, "-f", "md5", "-"]).text
}
