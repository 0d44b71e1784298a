/// What a call to one endpoint gave.
enum EndpointReply: Sendable {
    case answer(ModelAnswer)
    /// A stream whose first content has come: from here on the answer cannot begin again unseen.
    case stream(OpenedStream)
}

/// A stream that has begun to say something.
struct OpenedStream: Sendable {
    /// What came up to and including the first content.
    var beginning: [StreamChunk]
    /// The rest.
    var source: any ChunkSource
    /// Who answers.
    var endpoint: ModelEndpoint
}

/// Gives the pieces of one streamed answer, one after the other, to one reader.
protocol ChunkSource: Sendable {
    /// The next piece; `nil` when the provider said that the answer is complete.
    ///
    /// - Throws: ``UpstreamFailure`` when it is not complete and nothing more will come.
    func next() async throws(UpstreamFailure) -> StreamChunk?

    /// Nobody reads on: the call is ended.
    func abandon()
}
