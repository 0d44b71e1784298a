import Foundation
import Testing

@testable import Gateway

struct CallNameTests {
    @Test("is a random UUID of version 4 in lower case")
    func isAUUID() throws {
        for _ in 0..<200 {
            let name = CallName.random(from: .system)
            let uuid = try #require(UUID(uuidString: name))
            #expect(name == uuid.uuidString.lowercased())
            #expect(uuid.uuid.6 >> 4 == 4)
            #expect(uuid.uuid.8 >> 6 == 0b10)
        }
    }

    @Test("is made of all the bits that were drawn but for the six that tell the version")
    func usesEveryBit() {
        #expect(CallName.random(from: Randomness { 0 }) == "00000000-0000-4000-8000-000000000000")
        #expect(CallName.random(from: Randomness { .max }) == "ffffffff-ffff-4fff-bfff-ffffffffffff")
        #expect(CallName.random(from: Randomness { 0x0123_4567_89AB_CDEF }) == "01234567-89ab-4def-8123-456789abcdef")
    }
}
