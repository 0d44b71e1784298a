import HTTPMessages

extension CallTarget {
    /// Where a request for `path` goes.
    ///
    /// "{region}" in the base address stands for the target's region, so that one address serves every region.
    func address(of path: String) throws(RequestProblem) -> (origin: Origin, target: String) {
        var origin = base.origin
        var prefix = base.path
        if Self.isTemplate(origin.host) || Self.isTemplate(prefix) {
            guard let region, Self.isRegion(region) else { throw Self.noRegion(for: model) }
            // Google's addresses of all regions together have no region in front.
            origin.host =
                region == "global" && origin.host.hasPrefix(Self.regionMark + "-")
                ? String(origin.host.dropFirst(Self.regionMark.count + 1))
                : origin.host.replacing(Self.regionMark, with: region)
            prefix = prefix.replacing(Self.regionMark, with: region)
        }
        while prefix.utf8.last == UInt8(ascii: "/") { prefix.removeLast() }
        return (origin, prefix + path)
    }

    static func noRegion(for model: String) -> RequestProblem {
        RequestProblem(
            code: "endpoint.no-region", message: "The endpoint of the model '\(model)' needs a region and has none.",
            remedy: "Set 'region' for that endpoint in the configuration.")
    }

    private static let regionMark = "{region}"

    /// Most addresses have no brace at all, which is found out sooner than that they have no mark.
    private static func isTemplate(_ text: String) -> Bool {
        text.utf8.contains(UInt8(ascii: "{")) && text.contains(regionMark)
    }

    /// Whether it can stand in a host name: letters, digits and hyphens.
    private static func isRegion(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                byte == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            }
    }
}
