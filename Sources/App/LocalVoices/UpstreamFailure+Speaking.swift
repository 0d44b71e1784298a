import Essentials
import Gateway
import Resilience

extension UpstreamFailure {
    /// The request cannot be done as it is: it goes back to the caller.
    init(refusing code: String, _ message: String) {
        self.init(.refused, blame: .request, status: 400, code: code, message: message)
    }

    /// Why nothing was spoken.
    init(speaking error: any Error) {
        switch error {
        case let failure as UpstreamFailure: self = failure
        case is CancellationError: self.init(.cancelled, message: "The caller left.")
        case let failure as any DescribedFailure:
            switch failure.category {
            case .badInput, .usage: self.init(refusing: failure.code, failure.description)
            // Somebody else may be able to; asking here again is of no use.
            case .missingTool: self.init(.refused, code: failure.code, message: failure.description)
            case .failed: self.init(.server, code: failure.code, message: failure.description)
            }
        default: self.init(.server, message: "The speech program failed.")
        }
    }
}
