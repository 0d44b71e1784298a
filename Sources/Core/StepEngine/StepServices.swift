/// What steps work with and what does not decide their results: the runner of programs, the speech engines. They are
/// given to the engine once, by type, and found through the context.
public struct StepServices: Sendable {
    private var services: [ObjectIdentifier: any Sendable] = [:]

    public init() {}

    /// Adds a service, in place of an earlier one of the same type.
    public mutating func provide<Service: Sendable>(_ service: Service) {
        services[ObjectIdentifier(Service.self)] = service
    }

    /// - Throws: ``EngineError/serviceMissing(_:)`` when there is none of this type.
    public func find<Service: Sendable>(_ type: Service.Type) throws -> Service {
        guard let service = services[ObjectIdentifier(type)] as? Service else {
            throw EngineError.serviceMissing("\(type)")
        }
        return service
    }
}
