import Foundation

/// The benchmarks, one file a question. Each asserts its results before it tells a time.
///
///     ATELIER_BENCHMARKS=1 swift run -c release atelier-benchmarks engine video edit sync crash
///     ATELIER_BENCHMARKS=1 swift run -c release atelier-benchmarks eviction decks   # need real material
///
/// `ATELIER_FIXTURES` names the folder of real decks and traces for the last two.
@main
struct Main {
    static func main() async {
        let asked = CommandLine.arguments.dropFirst()
        let known = ["engine", "video", "edit", "sync", "crash", "eviction", "decks"]
        guard !asked.isEmpty, asked.allSatisfy(known.contains) else {
            print("usage: atelier-benchmarks \(known.map { "[\($0)]" }.joined(separator: " "))")
            exit(2)
        }
        do {
            let place = Place()
            for name in asked {
                print("## \(name)\n")
                switch name {
                case "engine": print(try await engineBenchmark())
                case "video": print(try await videoBenchmark(place))
                case "edit": print(try await editBenchmark(place))
                case "sync": print(try await syncBenchmark(place))
                case "crash": print(try await crashBenchmark(place))
                case "eviction": print(try evictionBenchmark(traces: place.fixtures.appending(path: "traces")))
                default: print(try await decksBenchmark(place))
                }
            }
        } catch {
            print("FAILED: \(error)")
            exit(1)
        }
    }
}

/// Where things are.
struct Place {
    let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    var example: URL { project.appending(path: "Examples/lighthouse.pptx") }
    /// The tool, built beside the benchmarks.
    var tool: String {
        URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "atelier").path
    }
    var fixtures: URL {
        ProcessInfo.processInfo.environment["ATELIER_FIXTURES"].map { URL(filePath: $0) }
            ?? project.deletingLastPathComponent().appending(path: "shared/fixtures")
    }
}
