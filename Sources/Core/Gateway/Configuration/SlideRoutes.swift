/// The routes of the fields that a slide is annotated with, from three names of pools.
///
/// Fields that need the picture go to a fast multimodal model; long texts to the same family in text mode; the simple
/// ones to the smallest model. The offline writer is the last resort of each.
struct SlideRoutes {
    static let visual = ["slides.alt-text", "slides.slide-description"]
    static let text = ["slides.script", "slides.instructor-notes", "slides.student-notes"]
    static let simple = ["slides.references", "slides.developer-notes"]

    private let fields: [String: ConfigurationNode]
    private let reader: RouteReader
    /// The pool of each group.
    private let groups: [(names: [String], pool: String)]

    init(_ node: ConfigurationNode, reader: RouteReader) throws(ConfigurationProblem) {
        fields = try node.fields([
            "visual", "text", "simple", "fallbacks", "cache", "retry", "hedging", "deadline", "repair_json",
        ])
        self.reader = reader
        guard let visualNode = fields["visual"] else {
            throw node.problem(
                "has no 'visual'", code: "missing", remedy: "Name the pool of a model that can see pictures.")
        }
        let visual = try visualNode.pool(among: reader.pools)
        let text = try fields["text"]?.pool(among: reader.pools) ?? visual
        let simple = try fields["simple"]?.pool(among: reader.pools) ?? text
        groups = [(Self.visual, visual), (Self.text, text), (Self.simple, simple)]
    }

    /// The routes, but for those that the file describes itself.
    func routes(beside described: [RouteConfiguration]) throws(ConfigurationProblem) -> [RouteConfiguration] {
        var routes: [RouteConfiguration] = []
        for (names, pool) in groups {
            for name in names where !described.contains(where: { $0.name == name }) {
                var route = RouteConfiguration(
                    name: name, variants: [RouteVariant(pool: pool)], fallbacks: [Dialects.local],
                    cache: CacheConfiguration(exact: true))
                try reader.read(fields, into: &route)
                routes.append(route)
            }
        }
        return routes
    }
}
