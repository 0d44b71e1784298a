import Resilience

/// What a provider's own code or a status means: when to try again, and whom it blames.
struct FailureMeaning: Equatable {
    var failureClass: FailureClass
    var blame: UpstreamFailure.Blame

    init(_ failureClass: FailureClass, blame: UpstreamFailure.Blame = .endpoint) {
        self.failureClass = failureClass
        self.blame = blame
    }

    init(status: Int) {
        // A status of success with something else than an answer.
        let isSuccess = (200..<300).contains(status)
        let meaning = isSuccess ? (.malformed, .endpoint) : UpstreamFailure.meaning(ofStatus: status)
        self.init(meaning.failureClass, blame: meaning.blame)
    }
}
