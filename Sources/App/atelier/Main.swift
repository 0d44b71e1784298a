import ArgumentParser
import Dispatch
import Essentials
import Foundation
import Synchronization

/// The command-line tool. It runs one command, turns its errors into a line and an exit status, and hears Ctrl-C.
@main
struct Main {
    static func main() async {
        do {
            let arguments = Array(CommandLine.arguments.dropFirst())
            // Parsed first, so that wrong usage is told before anything begins.
            _ = try AtelierCommand.parseAsRoot(arguments)
            let work = Task {
                var command = try AtelierCommand.parseAsRoot(arguments)
                if var asynchronous = command as? any AsyncParsableCommand {
                    try await asynchronous.run()
                } else {
                    try command.run()
                }
            }
            let interrupts = Interrupts { work.cancel() }
            try await work.value
            withExtendedLifetime(interrupts) {}
        } catch {
            exit(ExitReport(error).tell())
        }
    }
}

struct AtelierCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "atelier",
        abstract: "Turns source material into finished media, and never does the same work twice.",
        discussion: """
            Results are kept in ATELIER_HOME (\(Home.defaultFolder.path) when it is not set).
            Exit status: 0 done, 1 failed, 2 bad usage, 65 bad input, 69 a tool is missing, 130 interrupted.
            """,
        version: "0.1.0",
        subcommands: [
            AnnotateCommand.self, CheckCommand.self, FilmCommand.self, ScriptCommand.self, GatewayCommand.self,
            MockUpstreamCommand.self,
            DoctorCommand.self, CacheCommand.self,
        ])
}

/// Calls back at the first Ctrl-C or request to end; at the second, ends at once.
private final class Interrupts {
    private var sources: [any DispatchSourceSignal] = []

    init(_ onInterrupt: @escaping @Sendable () -> Void) {
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            let count = InterruptCount()
            source.setEventHandler {
                if count.next() == 1 { onInterrupt() } else { _exit(130) }
            }
            source.resume()
            sources.append(source)
        }
    }
}

private final class InterruptCount: Sendable {
    private let count = Atomic(0)

    func next() -> Int { count.wrappingAdd(1, ordering: .relaxed).newValue }
}
