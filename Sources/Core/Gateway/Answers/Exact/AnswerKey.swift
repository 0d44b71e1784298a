public import Essentials
import JSON

/// What a request asks, whoever is to answer it: equal for requests that differ in spelling only.
///
/// It is made of the operation, the whole body (with the fields that nobody here knows) and the bytes of an uploaded
/// file. It does not depend on the order of the body's fields, on white space, on how numbers and characters are
/// spelled, on `model` (a name for whoever will be chosen), on `stream` and `stream_options` (how the answer is
/// delivered, not what it says), or on the name of the file.
///
/// A field that is `null` and a field that is missing are different requests: only the provider knows whether it
/// treats them alike.
public struct RequestFingerprint: Hashable, Sendable {
    /// SHA-256 over all of the above.
    public let digest: ContentDigest

    public init(of request: ModelRequest) {
        var body = request.body
        for field in Self.deliveryFields { body[field] = nil }
        var hasher = ContentHasher()
        hasher.updateWithLength(Array(request.operation.rawValue.utf8))
        hasher.updateWithLength(body.canonicalized())
        if let file = request.file {
            hasher.updateWithLength(Array(file.mediaType.utf8))
            hasher.updateWithLength(file.bytes)
        }
        digest = hasher.finish()
    }

    private static let deliveryFields = ["model", "stream", "stream_options"]
}

/// The name that an answer is kept under: the request, the model that answers it, and who may see it.
///
///     let fingerprint = RequestFingerprint(of: request)
///     let key = AnswerKey(fingerprint, model: "gemini-2.5-flash", tenant: "studio-7")
///
/// A fallback's answer has the key of the fallback's model, so it is never given out as the first choice's.
public struct AnswerKey: Hashable, Sendable {
    public let digest: ContentDigest

    /// - Parameters:
    ///   - fingerprint: the request.
    ///   - model: the resolved model: the endpoint's own name for it, not a route or an alias.
    ///   - tenant: whose answers these are. Tenants never see each other's.
    public init(_ fingerprint: RequestFingerprint, model: String, tenant: String) {
        var hasher = ContentHasher()
        hasher.updateWithLength(fingerprint.digest.bytes)
        hasher.updateWithLength(Array(model.utf8))
        hasher.updateWithLength(Array(tenant.utf8))
        digest = hasher.finish()
    }

    public init(of request: ModelRequest, model: String, tenant: String) {
        self.init(RequestFingerprint(of: request), model: model, tenant: tenant)
    }

    init(digest: ContentDigest) {
        self.digest = digest
    }
}

extension ContentHasher {
    /// Adds a part that cannot be mistaken for the end of the one before it or the start of the next.
    mutating func updateWithLength(_ bytes: [UInt8]) {
        withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { update($0) }
        update(bytes)
    }
}
