import CVips
import Essentials
import Synchronization

/// libvips, started once per process.
///
/// Each operation computes on one thread, since many run side by side on a ``BlockingPool``; nothing is cached, since
/// results are kept a floor above; and loaders that libvips calls untrusted are switched off.
enum VipsRuntime {
    /// Starts libvips if need be. Cheap when it runs already.
    /// - Throws: ``MediaError`` `image.no-library`.
    static func start() throws {
        guard isStarted else {
            throw MediaError(
                code: "image.no-library", message: "The image library libvips could not be started.",
                remedy: "Install it anew: sudo apt install --reinstall libvips42", category: .missingTool)
        }
    }

    private static let isStarted: Bool = {
        guard vips_init("atelier") == 0 else { return false }
        hasStarted.store(true, ordering: .releasing)
        vips_concurrency_set(1)
        vips_cache_set_max(0)
        vips_block_untrusted_set(1)
        // What matters comes back as an error; warnings about odd files do not belong on the terminal.
        let levels = GLogLevelFlags(rawValue: G_LOG_LEVEL_WARNING.rawValue | G_LOG_LEVEL_MESSAGE.rawValue)
        g_log_set_handler("VIPS", levels, { _, _, _, _ in }, nil)
        return true
    }()

    private static let hasStarted = Atomic(false)

    /// Frees what libvips keeps for the calling thread, which is about to end. (A thread may end without ever having
    /// had work, and libvips must not be asked before it was started.)
    @Sendable static func endThread() {
        if hasStarted.load(ordering: .acquiring) { vips_thread_shutdown() }
    }
}
