import Caching
import Films
import Foundation
import MediaTools
import StepEngine

/// An engine with the real tools in a home of its own, and a log of what it did.
struct FilmWorkshop {
    let log = EventLog()
    let engine: Engine

    init(home: URL) throws {
        let disk = try DiskCache(home: home)
        var services = StepServices()
        services.provide(MediaToolbox.local(home: home, scratch: disk.scratchFolder, width: 2))
        engine = Engine(disk: disk, plan: .machine(cores: 2, memory: 4 << 30), services: services, observers: [log])
    }

    /// How many steps of each kind ran since the last call.
    func ran() -> [String: Int] {
        log.drain().filter { $0.hasPrefix("ran ") }
            .reduce(into: [:]) { $0[String($1.dropFirst(4)), default: 0] += 1 }
    }
}

/// The deck that the project brings along.
let exampleDeck = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Examples/lighthouse.pptx")
