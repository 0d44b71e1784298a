/// A model inside this process: it needs no key and no network, and answers the same request the same way.
///
/// It is the last resort of a route, never a silent one: its name is the answer's model.
public protocol LocalModel: Sendable {
    /// Such as "local/extractive". It begins with "local/".
    var name: String { get }

    func supports(_ operation: ModelOperation) -> Bool

    /// - Throws: ``UpstreamFailure`` with the class `refused` when it cannot do what is asked (write by a JSON
    ///   schema, say).
    func answer(_ request: ModelRequest) async throws(UpstreamFailure) -> ModelAnswer
}
