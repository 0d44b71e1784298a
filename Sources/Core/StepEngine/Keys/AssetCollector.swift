import Essentials
import Synchronization

/// Gathers the assets within a value while the value is encoded.
final class AssetCollector: Sendable {
    static let key = CodingUserInfoKey(rawValue: "atelier.assets").unsafelyUnwrapped

    private let found = Mutex<[ContentDigest: Int]>([:])

    func collect(_ asset: Asset) {
        found.withLock { $0[asset.digest] = asset.size }
    }

    var assets: [ContentDigest: Int] { found.withLock { $0 } }
}
