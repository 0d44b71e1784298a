import Annotations
import Caching
import Essentials
import Foundation
import MediaTools
import StepEngine

/// Everything that a command works with, made once: the cache, the engine, the tools.
struct Workshop {
    let home: Home
    let disk: DiskCache
    let engine: Engine
    let toolbox: MediaToolbox

    /// - Parameter writer: makes the service that writes fields, where a model does.
    init(
        home: Home, explains: Bool = false, observers: [any StepObserver] = [],
        writer: (MediaToolbox) -> FieldModelService? = { _ in nil }
    ) throws {
        self.home = home
        disk = try DiskCache(home: home.folder)
        let cores = ProcessInfo.processInfo.activeProcessorCount
        toolbox = .local(home: home.folder, scratch: disk.scratchFolder, width: cores)
        var services = StepServices()
        services.provide(toolbox)
        if let writer = writer(toolbox) { services.provide(writer) }
        let fingerprints = ToolFingerprints(tools: toolbox.runner)
        let fonts = FontFingerprint()
        engine = Engine(
            disk: disk,
            plan: .machine(cores: cores, memory: Int(clamping: ProcessInfo.processInfo.physicalMemory)),
            services: services,
            fingerprint: { name in
                if name == "fonts" { return fonts.line }
                guard let tool = Tool(engineName: name) else { return "" }
                // A tool that is missing is reported by the step that needs it.
                return (try? await fingerprints.line(of: tool)) ?? ""
            },
            explains: explains, observers: observers)
    }

    /// Writes down what was used and keeps the cache within its quota.
    func settle() async throws {
        _ = try await engine.settle(quota: home.quota)
    }
}

extension Tool {
    /// By the names that steps use, the speech engines' own among them.
    init?(engineName name: String) {
        switch name {
        case "espeak-ng": self = .espeak
        default: self.init(rawValue: name)
        }
    }
}
