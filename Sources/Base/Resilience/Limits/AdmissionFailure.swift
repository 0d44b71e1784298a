public import Essentials

/// Why a call was not let through an ``AdmissionGate``.
public enum AdmissionFailure: DescribedFailure, Hashable {
    /// No place would be free, or no rate would allow the call, before its deadline.
    case deadline
    /// So many calls wait already that another one would only make all wait longer.
    case full(waiting: Int)

    public var code: String {
        switch self {
        case .deadline: "admission.deadline"
        case .full: "admission.full"
        }
    }

    public var message: String {
        switch self {
        case .deadline: "The limits of the endpoint do not allow the call before its deadline."
        case .full(let waiting): "\(waiting) calls wait for the endpoint already."
        }
    }

    public var remedy: String? {
        switch self {
        case .deadline: "Allow the call more time, or add an endpoint to its pool."
        case .full: "Try again later, or add an endpoint to its pool."
        }
    }

    public var category: FailureCategory { .failed }
}
