import Foundation
import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Sees to it that no program we started outlives us, however we end: even after `kill -9`.
///
/// A watchdog (a shell) leads a process group of its own and reads from a pipe of which only we hold the other end.
/// Every program is started in that group. When our process ends the kernel closes the pipe, the shell reads its end
/// and kills its whole group: programs, their children, and itself. Should the watchdog be killed by somebody, the
/// next program gets a new one; those of the old group are then on their own.
///
/// Programs in another process group do not get the terminal's Ctrl-C: cancel the task that runs them instead.
package final class ProcessGuardian: Sendable {
    private struct Watchdog {
        let process: pid_t
        let lifeline: CInt
    }

    private let watchdog = Mutex<Watchdog?>(nil)

    /// The watchdog is started when the first program is.
    package init() {}

    deinit {
        watchdog.withLock { watchdog in
            guard let old = watchdog.take() else { return }
            // Not yet waited for, the watchdog still owns its process group's number, even when it is dead.
            kill(-old.process, SIGKILL)
            close(old.lifeline)
            Self.awaitEnd(of: old.process)
        }
    }

    /// The process group that a program must be started in.
    ///
    /// Starting the watchdog takes a millisecond, once; otherwise this is one system call that does not wait.
    /// - Throws: ``ToolError`` `tool.not-started` when the system has no process left for a watchdog.
    package func processGroup() throws -> Int32 {
        try watchdog.withLock { watchdog in
            if let current = watchdog {
                if waitpid(current.process, nil, WNOHANG) == 0 { return current.process }
                close(current.lifeline)
                watchdog = nil
            }
            let new = try Self.startWatchdog()
            watchdog = new
            return new.process
        }
    }

    private static func startWatchdog() throws -> Watchdog {
        var ends: [CInt] = [-1, -1]
        guard makePipe(&ends) == 0 else {
            throw ToolError.notStarted("The watchdog", reason: String(cString: strerror(errno)))
        }
        let (readEnd, writeEnd) = (ends[0], ends[1])
        defer { close(readEnd) }

        var actions = SpawnActions()
        defer { actions.destroy() }
        actions.connect(readEnd)
        var process: pid_t = 0
        // Nothing is ever written: `read` returns when the pipe's other end closes. The traps keep a signal meant
        // for somebody else from ending the watch.
        let command = ["/bin/sh", "-c", "trap '' HUP INT TERM; read _; kill -9 0"]
        let result = withCStrings(command) { arguments in
            withCStrings(["PATH=/usr/bin:/bin"]) { environment in
                posix_spawn(&process, "/bin/sh", &actions.files, &actions.attributes, arguments, environment)
            }
        }
        guard result == 0 else {
            close(writeEnd)
            throw ToolError.notStarted("The watchdog", reason: String(cString: strerror(result)))
        }
        return Watchdog(process: process, lifeline: writeEnd)
    }

    private static func awaitEnd(of process: pid_t) {
        while waitpid(process, nil, 0) == -1, errno == EINTR {}
    }

    /// Two connected ends that programs started meanwhile do not inherit (a socket pair, since that one can be born
    /// with the flag; `pipe2` is an extension that Swift does not see).
    private static func makePipe(_ ends: inout [CInt]) -> CInt {
        #if canImport(Darwin)
            let result = socketpair(AF_UNIX, SOCK_STREAM, 0, &ends)
            if result == 0 { for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) } }
            return result
        #else
            return socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends)
        #endif
    }
}

/// What `posix_spawn` does for the watchdog: a process group of its own, the pipe as standard input, and no other
/// file of ours (an inherited write end of somebody's pipe would keep its reader waiting).
private struct SpawnActions {
    #if canImport(Darwin)
        var files: posix_spawn_file_actions_t?
        var attributes: posix_spawnattr_t?
    #else
        var files = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
    #endif

    init() {
        posix_spawn_file_actions_init(&files)
        posix_spawnattr_init(&attributes)
    }

    mutating func connect(_ input: CInt) {
        posix_spawn_file_actions_adddup2(&files, input, 0)
        posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0)
        posix_spawnattr_setpgroup(&attributes, 0)
        #if canImport(Darwin)
            posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_CLOEXEC_DEFAULT))
        #else
            for file in Self.openFiles where file > 2 { posix_spawn_file_actions_addclose(&files, file) }
            posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        #endif
    }

    #if !canImport(Darwin)
        private static var openFiles: [CInt] {
            ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []).compactMap { CInt($0) }
        }
    #endif

    mutating func destroy() {
        posix_spawn_file_actions_destroy(&files)
        posix_spawnattr_destroy(&attributes)
    }
}

/// Lends `strings` as the null-terminated vector that `exec` wants.
private func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
}
