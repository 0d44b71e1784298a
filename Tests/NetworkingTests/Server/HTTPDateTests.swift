import Foundation
import TestKit
import Testing

@testable import Networking

@Suite("Dates of HTTP")
struct HTTPDateTests {
    @Test("the example of the specification")
    func writesExample() {
        #expect(String(decoding: HTTPDate.bytes(at: 784_111_777), as: UTF8.self) == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(String(decoding: HTTPDate.bytes(at: 0), as: UTF8.self) == "Thu, 01 Jan 1970 00:00:00 GMT")
        #expect(String(decoding: HTTPDate.bytes(at: 951_782_399), as: UTF8.self) == "Mon, 28 Feb 2000 23:59:59 GMT")
        #expect(String(decoding: HTTPDate.bytes(at: 951_782_400), as: UTF8.self) == "Tue, 29 Feb 2000 00:00:00 GMT")
    }

    @Test("any second until 2500 is what the system's calendar says")
    func agreesWithCalendar() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<2000 {
            var second = time_t(Int.random(in: 0..<16_725_225_600, using: &random))
            var parts = tm()
            gmtime_r(&second, &parts)
            var text = [CChar](repeating: 0, count: 64)
            let count = strftime(&text, text.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
            #expect(HTTPDate.bytes(at: second) == text[..<count].map { UInt8(bitPattern: $0) })
        }
    }
}
