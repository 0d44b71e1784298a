import Resilience

extension Pool {
    /// What an attempt gave, and what it took.
    struct Attempt: Sendable {
        var result: Result<EndpointReply, UpstreamFailure>
        /// Who answered, or failed.
        var endpoint: ModelEndpoint
        /// 2 when a hedge was made; 0 when the request could not be put into the endpoint's form.
        var calls: Int
    }

    /// Makes one call, and a second one elsewhere when the first takes unusually long.
    func attempt(
        _ order: CallOrder, with ticket: EndpointTicket, caller: EndpointCaller, observer: any GatewayObserver
    ) async -> Attempt {
        let first = ticket.endpoint
        let model = first.model(for: order.request)
        let account = CallAccount(pool: self, model: model, isHedge: false, observer: observer)
        guard let delay = ticket.hedgeDelay else {
            do throws(UpstreamFailure) {
                let reply = try await caller.call(order, ticket: ticket, account: account)
                return Attempt(result: .success(reply), endpoint: first, calls: 1)
            } catch {
                return Attempt(result: .failure(error), endpoint: first, calls: ticket.wasSent ? 1 : 0)
            }
        }
        return await race(order, ticket: ticket, account: account, delay: delay, caller: caller)
    }

    private struct Finisher: Sendable {
        var reply: EndpointReply
        var endpoint: ModelEndpoint
    }

    /// A call of a race that failed, and where.
    private struct Miss: Error {
        var failure: UpstreamFailure
        var endpoint: ModelEndpoint
    }

    private func race(
        _ order: CallOrder, ticket: EndpointTicket, account: CallAccount, delay: Duration, caller: EndpointCaller
    ) async -> Attempt {
        let first = ticket.endpoint
        let made = CallCount()
        do {
            let outcome = try await hedged(
                after: delay, time: caller.time,
                primary: {
                    do throws(UpstreamFailure) {
                        let reply = try await caller.call(order, ticket: ticket, account: account)
                        return Finisher(reply: reply, endpoint: first)
                    } catch {
                        throw Miss(failure: error, endpoint: first)
                    }
                },
                backup: {
                    let now = caller.time.now()
                    // Another endpoint where there is one; the same one otherwise, whose next answer may be faster.
                    guard
                        let second = self.reserveAtOnce(order, avoiding: [first.id], at: now)
                            ?? self.reserveAtOnce(order, avoiding: [], at: now)
                    else {
                        self.refundHedge()
                        let failure = UpstreamFailure(.overloaded, message: "No endpoint is free for a second call.")
                        throw Miss(failure: failure, endpoint: first)
                    }
                    made.increase()
                    let hedge = CallAccount(
                        pool: self, model: second.endpoint.model(for: order.request), isHedge: true,
                        observer: account.observer)
                    do throws(UpstreamFailure) {
                        let reply = try await caller.call(order, ticket: second, account: hedge)
                        ticket.wasOvertaken()
                        return Finisher(reply: reply, endpoint: second.endpoint)
                    } catch {
                        throw Miss(failure: error, endpoint: second.endpoint)
                    }
                },
                mayHedge: {
                    first.reachedHedgeDelay(streaming: order.request.isStreaming, at: caller.time.now())
                        && self.payForHedge()
                })
            return Attempt(
                result: .success(outcome.value.reply), endpoint: outcome.value.endpoint, calls: 1 + made.count)
        } catch let miss as Miss {
            let calls = (ticket.wasSent ? 1 : 0) + made.count
            return Attempt(result: .failure(miss.failure), endpoint: miss.endpoint, calls: calls)
        } catch {
            return Attempt(result: .failure(.cancelled), endpoint: first, calls: 1 + made.count)
        }
    }
}
