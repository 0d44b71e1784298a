import Foundation
public import HTTPMessages
import JSON
import Resilience

extension BedrockDialect {
    public func failure(_ response: HTTPResponse, from target: CallTarget) -> UpstreamFailure {
        let json = try? JSONValue(parsing: response.body)
        let code = response.head.headers["x-amzn-ErrorType"] ?? json?["__type"]?.string ?? json?["code"]?.string
        let message = json?["message"]?.string ?? json?["Message"]?.string
        return Self.failure(
            code: code.map(Self.plain), message: message, status: response.head.status, target: target,
            retryAfter: target.wait(askedBy: response.head.headers))
    }

    /// The failure that a code of Bedrock's means, in a status or inside a stream.
    static func failure(
        code: String?, message: String?, status: Int?, target: CallTarget, retryAfter: Duration? = nil
    ) -> UpstreamFailure {
        var words = message ?? "\(provider) answered with the status \(status.map(String.init) ?? "200") and no words."
        // After its first line, this message repeats the signed request.
        if code == "InvalidSignatureException" { words = words.split(separator: "\n").first.map(String.init) ?? words }
        let meaning = meaning(of: code ?? "", message: words) ?? FailureMeaning(status: status ?? 500)
        return UpstreamFailure(
            meaning.failureClass, blame: meaning.blame, status: status, code: code,
            message: KeyRedaction.message(words, credential: target.credential),
            retryAfter: retryAfter)
    }

    /// "ThrottlingException" of "com.amazon.coral.service#ThrottlingException:http://…".
    private static func plain(_ code: String) -> String {
        let name = code.split(separator: ":").first ?? ""
        return String(name.split(separator: "#").last ?? name)
    }

    private static func meaning(of code: String, message: String) -> FailureMeaning? {
        switch code.lowercased() {
        case "throttlingexception", "throttling", "toomanyrequestsexception", "servicequotaexceededexception",
            "requestlimitexceeded", "limitexceededexception":
            FailureMeaning(.throttled)
        case "modelnotreadyexception", "serviceunavailableexception", "serviceunavailable", "slowdown":
            FailureMeaning(.overloaded)
        case "internalserverexception", "internalfailure", "internalservererror", "modelerrorexception",
            "modelstreamerrorexception":
            FailureMeaning(.server)
        case "modeltimeoutexception", "requesttimeout", "requesttimeoutexception": FailureMeaning(.timeout)
        case "accessdeniedexception", "expiredtokenexception", "expiredtoken", "unrecognizedclientexception",
            "invalidsignatureexception", "signaturedoesnotmatch", "incompletesignature", "incompletesignatureexception",
            "missingauthenticationtoken", "missingauthenticationtokenexception", "invalidclienttokenid",
            "notauthorized", "optinrequired", "resourcenotfoundexception", "unknownoperationexception":
            FailureMeaning(.refused, blame: .credentials)
        case "validationexception", "validationerror":
            FailureMeaning(.refused, blame: isAboutTheModel(message) ? .credentials : .request)
        case "" where isAboutTheModel(message): FailureMeaning(.refused, blame: .credentials)
        default: nil
        }
    }

    /// Whether a refusal is about the model's identifier or what the account may use of it, and so is no fault of
    /// the request.
    private static func isAboutTheModel(_ message: String) -> Bool {
        let words = message.lowercased()
        return [
            "model identifier is invalid", "throughput isn", "throughput is not supported", "inference profile",
            "access to the model", "operation not allowed", "model is not supported in this region", "end of its life",
        ].contains { words.contains($0) }
    }
}
