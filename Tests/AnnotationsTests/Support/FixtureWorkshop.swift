import Caching
import Foundation
import MediaTools
import StepEngine
import TestKit

@testable import Annotations

/// An engine with the real tools, in a folder of its own.
struct FixtureWorkshop {
    let engine: Engine

    init(_ folder: URL) throws {
        let disk = try DiskCache(home: folder)
        let toolbox = MediaToolbox.local(home: folder, scratch: disk.scratchFolder, width: 2)
        var services = StepServices()
        services.provide(toolbox)
        engine = Engine(disk: disk, plan: .machine(cores: 2, memory: 4 << 30), services: services)
    }
}
