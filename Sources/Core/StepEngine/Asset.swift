public import Essentials

/// Some bytes, named by their content. Where they are stored is the engine's business.
public struct Asset: Hashable, Sendable {
    public var digest: ContentDigest
    /// In bytes.
    public var size: Int
    /// Such as `image/png`.
    public var mediaType: String

    public init(digest: ContentDigest, size: Int, mediaType: String) {
        self.digest = digest
        self.size = size
        self.mediaType = mediaType
    }
}

extension Asset: Codable {
    private enum Field: String, CodingKey {
        case digest, size, mediaType
    }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Field.self)
        digest = try fields.decode(ContentDigest.self, forKey: .digest)
        size = try fields.decode(Int.self, forKey: .size)
        mediaType = try fields.decode(String.self, forKey: .mediaType)
    }

    /// Writes the fields, and tells the engine (when it is the one who encodes) that the value refers to this file.
    public func encode(to encoder: any Encoder) throws {
        (encoder.userInfo[AssetCollector.key] as? AssetCollector)?.collect(self)
        var fields = encoder.container(keyedBy: Field.self)
        try fields.encode(digest, forKey: .digest)
        try fields.encode(size, forKey: .size)
        try fields.encode(mediaType, forKey: .mediaType)
    }
}
