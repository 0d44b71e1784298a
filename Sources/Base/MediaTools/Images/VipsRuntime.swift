import CVips
import Essentials
import Synchronization

/// libvips, loaded and started once per process, when it is first needed: a program that reads no picture is not to
/// carry the sixty libraries that come with it.
///
/// Each operation computes on one thread, since many run side by side on a ``BlockingPool``; nothing is cached, since
/// results are kept a floor above; and loaders that libvips calls untrusted are switched off.
enum VipsRuntime {
    /// Starts libvips if need be. Cheap when it runs already. Takes a while the first time, and so belongs on a thread
    /// that may block.
    /// - Throws: ``MediaError`` `image.no-library`.
    static func start() throws {
        if let problem = startProblem { throw problem }
    }

    /// Such as "8.14.1".
    /// - Throws: ``MediaError`` `image.no-library`.
    static func version() throws -> String {
        if let problem = loadProblem { throw problem }
        return (0...2).map { String(vips_version($0)) }.joined(separator: ".")
    }

    /// Loads the first of these libraries that can be loaded.
    /// - Returns: why there is none.
    static func load(_ names: [String]) -> MediaError? {
        var reasons: [String] = []
        for name in names {
            guard let reason = cvips_load(name).map({ String(cString: $0) }) else { return nil }
            reasons.append(reason)
        }
        return MediaError(
            code: "image.no-library",
            message: "Pictures need libvips, which could not be loaded (\(reasons.joined(separator: "; "))).",
            remedy: "Install it: sudo apt install libvips42", category: .missingTool)
    }

    private static let names: [String] = {
        #if canImport(Darwin)
            return ["libvips.42.dylib", "/opt/homebrew/lib/libvips.42.dylib"]
        #else
            return ["libvips.so.42"]
        #endif
    }()

    private static let loadProblem = load(names)

    private static let startProblem: MediaError? = {
        if let loadProblem { return loadProblem }
        guard vips_init("atelier") == 0 else {
            return MediaError(
                code: "image.no-library", message: "The image library libvips could not be started.",
                remedy: "Install it anew: sudo apt install --reinstall libvips42", category: .missingTool)
        }
        hasStarted.store(true, ordering: .releasing)
        vips_concurrency_set(1)
        vips_cache_set_max(0)
        vips_block_untrusted_set(1)
        // What matters comes back as an error; warnings about odd files do not belong on the terminal.
        let levels = GLogLevelFlags(rawValue: G_LOG_LEVEL_WARNING.rawValue | G_LOG_LEVEL_MESSAGE.rawValue)
        g_log_set_handler("VIPS", levels, { _, _, _, _ in }, nil)
        return nil
    }()

    private static let hasStarted = Atomic(false)

    /// Frees what libvips keeps for the calling thread, which is about to end. (A thread may end without ever having
    /// had work, and libvips must not be asked before it was started.)
    @Sendable static func endThread() {
        if hasStarted.load(ordering: .acquiring) { vips_thread_shutdown() }
    }
}
