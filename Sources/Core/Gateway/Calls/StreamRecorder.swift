import JSON
import Synchronization

/// Puts the pieces of a stream together while they pass, keeps the whole in the cache, and tells how it ended.
final class StreamRecorder: Sendable {
    private let errand: Errand
    private let arrival: RouteWalk.Arrival
    private let report: CallReport
    private let cache: AnswerCache
    /// `nil` when what passes is not to be kept.
    private let assembler: Mutex<AnswerAssembler?>

    init(errand: Errand, arrival: RouteWalk.Arrival, report: CallReport, cache: AnswerCache) {
        self.errand = errand
        self.arrival = arrival
        self.report = report
        self.cache = cache
        assembler = Mutex(AnswerAssembler(operation: errand.request.operation))
    }

    func received(_ chunk: StreamChunk) {
        assembler.withLock { $0?.receive(chunk) }
    }

    /// Two models made the answer: it is that of neither.
    func isMixed() {
        assembler.withLock { $0 = nil }
    }

    func ended(_ ending: AnswerStream.Ending) {
        var cost: Double?
        if case .complete(let usage) = ending {
            cost = usage.flatMap { arrival.endpoint.configuration.price?.cost(of: $0) }
            if var answer = assembler.withLock({ $0?.finish() }) {
                if answer.usage == nil, let usage { answer.tell(usage) }
                errand.keep(answer, from: arrival, cost: cost, in: cache)
            }
        }
        errand.ended(ending, report: report, cost: cost)
    }
}

extension ModelAnswer {
    /// Adds what the stream counted without telling the caller, who had not asked for it: a whole answer always tells.
    fileprivate mutating func tell(_ usage: TokenUsage) {
        self.usage = usage
        guard var json else { return }
        json["usage"] = usage.json
        self.json = json
        payload = json.serialized()
    }
}
