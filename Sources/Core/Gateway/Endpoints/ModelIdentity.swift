/// Whether the model that answered is the one that was asked for.
enum ModelIdentity {
    /// Providers answer "gpt-4o" as "gpt-4o-2024-08-06", "gemini-2.0-flash" as "gemini-2.0-flash-001" or
    /// "models/gemini-2.0-flash", and routers of models leave out or add the maker's name in front.
    static func agrees(asked: String, answered: String) -> Bool {
        if asked == answered { return true }
        let asked = essence(asked)
        let answered = essence(answered)
        guard answered != asked else { return true }
        let (short, long) = asked.count <= answered.count ? (asked, answered) : (answered, asked)
        guard !short.isEmpty, long.hasPrefix(short) else { return false }
        // "gpt-4o" is "gpt-4o-2024-08-06", but not "gpt-4o-mini": only dates and version numbers may follow.
        return long.dropFirst(short.count).allSatisfy { $0.isNumber || "-.:@v".contains($0) }
    }

    private static func essence(_ name: String) -> Substring {
        let lower = name.lowercased()
        return lower.split(separator: "/").last ?? Substring(lower)
    }
}
