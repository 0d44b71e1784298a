import Essentials
import Testing

@Suite("A content digest")
struct ContentDigestTests {
    @Test("is SHA-256 (the examples of FIPS 180-4)")
    func isSHA256() {
        #expect(
            ContentDigest(of: "abc").description == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(ContentDigest(of: "").description == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test("is read back from the form it writes, and from no other")
    func readsItsOwnForm() {
        let digest = ContentDigest(of: "kyoto")
        #expect(ContentDigest(hex: digest.description) == digest)
        #expect(ContentDigest(hex: digest.description.uppercased()) == nil)
        #expect(ContentDigest(hex: "abc") == nil)
    }

    @Test("does not depend on how the bytes were cut into pieces")
    func pieces() {
        var hasher = ContentHasher()
        hasher.update(Array("ab".utf8))
        hasher.update([])
        hasher.update(Array("c".utf8))
        #expect(hasher.finish() == ContentDigest(of: "abc"))
    }
}
