/// Reads what a route says about its caches.
extension RouteReader {
    func cache(_ node: ConfigurationNode) throws(ConfigurationProblem) -> CacheConfiguration {
        var cache = CacheConfiguration()
        if !node.isMapping {
            switch node.plainText {
            case "exact": cache.exact = true
            case "off", "false": break
            default:
                throw node.problem("is neither exact nor off", remedy: "Write exact, off, or { ttl: 24h, size: 64MB }.")
            }
            return cache
        }
        let fields = try node.fields(["exact", "ttl", "size", "semantic"])
        cache.exact = try fields["exact"]?.flag() ?? true
        if let node = fields["ttl"] { cache.timeToLive = try node.duration(from: .milliseconds(1)) }
        if let node = fields["size"] { cache.maximumBytes = try node.size() }
        if let node = fields["semantic"] { cache.semantic = try semantic(node) }
        return cache
    }

    private func semantic(_ node: ConfigurationNode) throws(ConfigurationProblem) -> SemanticCacheConfiguration {
        let fields = try node.fields(["matcher", "pool", "overlap", "error_bound", "entries", "audit"])
        var semantic = SemanticCacheConfiguration()
        switch try fields["matcher"]?.text() ?? "lexical" {
        case "lexical":
            if let pool = fields["pool"] {
                throw pool.problem(
                    "belongs to the matcher 'embeddings'", remedy: "Remove it, or write matcher: embeddings.")
            }
            semantic.matcher = .lexical(overlap: try fields["overlap"]?.share() ?? 0.85)
        case "embeddings":
            guard let pool = fields["pool"] else {
                throw node.problem(
                    "has no 'pool'", code: "missing", remedy: "Name the pool whose endpoints make embeddings.")
            }
            if let overlap = fields["overlap"] {
                throw overlap.problem(
                    "belongs to the matcher 'lexical'", remedy: "Remove it, or write matcher: lexical.")
            }
            semantic.matcher = .embeddings(pool: try pool.pool(among: pools))
        default:
            throw (fields["matcher"] ?? node).problem("is not a matcher", remedy: "Write lexical or embeddings.")
        }
        if let node = fields["error_bound"] { semantic.errorBound = try node.share() }
        if let node = fields["entries"] { semantic.maximumEntries = try node.whole(1...10_000_000) }
        if let node = fields["audit"] { semantic.auditShare = try node.share() }
        return semantic
    }
}
