import Foundation

/// The benchmarks, one file a question. Each asserts its results before it tells a time.
///
///     ATELIER_BENCHMARKS=1 swift run -c release atelier-benchmarks engine video edit sync crash
///     ATELIER_BENCHMARKS=1 swift run -c release atelier-benchmarks faults cuts flight slides tail loss overload speed workload
///     ATELIER_BENCHMARKS=1 swift run -c release atelier-benchmarks eviction decks likeness annotations   # need real material
///
/// `ATELIER_FIXTURES` names the folder of real decks, traces and pairs of sentences for the last three; `LITELLM` the
/// program of LiteLLM's proxy, for `speed`; `EMBEDDINGS` the address of a server of embeddings, for `likeness`.
@main
struct Main {
    static func main() async {
        let asked = CommandLine.arguments.dropFirst()
        let known = [
            "engine", "video", "edit", "sync", "crash", "eviction", "decks", "faults", "cuts", "flight", "slides",
            "tail", "loss", "overload", "speed", "likeness", "annotations", "workload",
        ]
        guard !asked.isEmpty, asked.allSatisfy(known.contains) else {
            print("usage: atelier-benchmarks \(known.map { "[\($0)]" }.joined(separator: " "))")
            exit(2)
        }
        do {
            let place = Place()
            for name in asked {
                print("## \(name)\n")
                print(try await table(name, place))
            }
        } catch {
            print("FAILED: \(error)")
            exit(1)
        }
    }

    private static func table(_ name: String, _ place: Place) async throws -> String {
        switch name {
        case "engine": try await engineBenchmark()
        case "video": try await videoBenchmark(place)
        case "edit": try await editBenchmark(place)
        case "sync": try await syncBenchmark(place)
        case "crash": try await crashBenchmark(place)
        case "eviction": try evictionBenchmark(traces: place.fixtures.appending(path: "traces"))
        case "decks": try await decksBenchmark(place)
        case "faults": try await gatewayFaultsBenchmark()
        case "cuts": try await streamCutsBenchmark()
        case "flight": try await singleFlightBenchmark()
        case "slides": try await slidesWorkloadBenchmark()
        case "tail": try await tailBenchmark()
        case "loss": try await regionLossBenchmark()
        case "overload": try await overloadRecoveryBenchmark()
        case "annotations": try await annotatedDecksBenchmark(place)
        case "workload": try await annotationWorkloadBenchmark(place)
        case "speed": try await gatewaySpeedBenchmark(place)
        default:
            try await cacheTruthBenchmark(
                pairs: place.fixtures.appending(path: "pairs"),
                embeddings: ProcessInfo.processInfo.environment["EMBEDDINGS"].flatMap { URL(string: $0) })
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
