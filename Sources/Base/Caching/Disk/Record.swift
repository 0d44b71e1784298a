package import Essentials

/// The result of one step, as it is kept on disk.
package struct Record: Sendable, Equatable {
    /// The step's key.
    package var key: ContentDigest
    package var kind: String
    /// What the step was about when it ran ("slide 3, sentence 2"); says nothing about its identity.
    package var subject: String?
    /// The step's fields by name, each as a short digest: they tell afterwards which one changed.
    package var fields: String
    /// The encoded value.
    package var value: [UInt8]
    /// How long it took to make, in seconds.
    package var seconds: Double
    /// The files that the value refers to.
    package var assets: [ContentDigest: Int]

    package init(
        key: ContentDigest, kind: String, subject: String?, fields: String, value: [UInt8], seconds: Double,
        assets: [ContentDigest: Int]
    ) {
        self.key = key
        self.kind = kind
        self.subject = subject
        self.fields = fields
        self.value = value
        self.seconds = seconds
        self.assets = assets
    }
}
