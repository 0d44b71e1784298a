import Networking
import Synchronization

/// The streamed answer of one endpoint: bytes come from the exchange, pieces go to one reader.
final class EndpointStream: ChunkSource {
    private let exchange: HTTPExchange
    private let ticket: EndpointTicket
    private let account: CallAccount
    /// Whether an answer is whole that has said why it ends, whatever becomes of the connection after that.
    private let hasOneChoice: Bool
    private let state: Mutex<State>

    private struct State {
        var decoder: PieceDecoder
        /// What was read and not yet taken, the next one last.
        var ready: [StreamChunk] = []
        var ending: Ending?
        var usage: TokenUsage?
    }

    private enum Ending {
        case complete
        case failed(UpstreamFailure)
    }

    init(
        exchange: HTTPExchange, decoder: any StreamDecoder, ticket: EndpointTicket, account: CallAccount,
        hasOneChoice: Bool
    ) {
        self.exchange = exchange
        self.ticket = ticket
        self.account = account
        self.hasOneChoice = hasOneChoice
        state = Mutex(State(decoder: PieceDecoder(decoder)))
    }

    deinit {
        abandon()
    }

    func next() async throws(UpstreamFailure) -> StreamChunk? {
        while true {
            let (chunk, ending) = state.withLock { state -> (StreamChunk?, Ending?) in
                if let chunk = state.ready.popLast() { return (chunk, nil) }
                return (nil, state.ending)
            }
            if let chunk { return chunk }
            switch ending {
            case .complete: return nil
            case .failed(let failure): throw failure
            case nil: await readMore()
            }
        }
    }

    func abandon() {
        exchange.abandon()
        account.cancelled(ticket)
    }

    private func readMore() async {
        let events: [StreamEvent]
        if let left = state.withLock({ $0.decoder.more() }) { return take(left) }
        do throws(TransportError) {
            if let bytes = try await exchange.next() {
                events = state.withLock { $0.decoder.receive(bytes) }
            } else {
                events = state.withLock { $0.decoder.ended() }
            }
        } catch {
            events = ending(after: error)
        }
        take(events)
    }

    /// The connection broke, or nothing more came. After the reason why the answer ends, nothing of it is missing.
    private func ending(after error: TransportError) -> [StreamEvent] {
        if hasOneChoice, error.kind != .cancelled {
            let events = state.withLock { $0.decoder.ended() }
            if events.contains(.end) { return events }
        }
        return [.failure(UpstreamFailure(error))]
    }

    private func take(_ events: [StreamEvent]) {
        var ending: Ending?
        let (usage, hasContent) = state.withLock { state -> (TokenUsage?, Bool) in
            var chunks: [StreamChunk] = []
            for event in events where ending == nil {
                switch event {
                case .chunk(let chunk):
                    state.usage = chunk.usage ?? state.usage
                    chunks.append(chunk)
                case .end: ending = .complete
                case .failure(let failure): ending = .failed(failure)
                }
            }
            state.ready = chunks.reversed()
            state.ending = ending
            return (state.usage, chunks.contains(where: \.hasContent))
        }
        // Before the end is told, which may have come with it.
        if hasContent { ticket.sawFirstToken() }
        switch ending {
        case .complete:
            account.succeeded(ticket, usage: usage)
            // The end of the body is on its way: with it the connection is kept.
            exchange.abandon(patience: .milliseconds(250))
        case .failed(let failure):
            account.failed(ticket, failure)
            exchange.abandon()
        case nil: break
        }
    }
}
