import Synchronization

/// Counts from several tasks.
final class CallCount: Sendable {
    private let value = Atomic(0)

    var count: Int { value.load(ordering: .relaxed) }

    func increase() { value.wrappingAdd(1, ordering: .relaxed) }
}
