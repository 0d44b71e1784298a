import Essentials
import Testing

@testable import StepEngine

@Suite("A step's key")
struct StepKeyTests {
    struct Everything: Step {
        static let kind: StepKind = "test.everything"
        static let revision = 7
        enum Mode: Hashable, Encodable {
            case plain
            case scaled(by: Double)
        }
        var name = "büro"
        var count: Int32 = -5
        var big = UInt64.max
        var ratio = 0.1
        var isOn = true
        var nothing: String?
        var tags: Set<String> = ["a", "b", "c", "d", "e"]
        var weights: [Int: Double] = [1: 0.5, 2: 0.25, 3: 0]
        var names: [String: Int] = ["x": 1, "y": 2]
        var bytes: [UInt8] = [0, 255]
        var mode = Mode.scaled(by: 2)
        func run(in context: StepContext) async throws -> Int { 0 }
    }

    @Test("is the same in every process and on every machine")
    func golden() throws {
        // Written down once: another value means that every cache in the world is lost.
        let key = try StepKey(of: Everything(), fingerprints: [:])
        #expect(key.digest.description == StepKeyTests.golden)
    }

    static let golden = "d41e6728245ab66fd3123069a69dee32a94d20f1373316b08d61877c8dfca27a"

    @Test("changes with every field, and with the tools")
    func fields() throws {
        let key = { (step: Everything) in try StepKey(of: step, fingerprints: [:]) }
        let original = try key(Everything())
        let variants: [(String, (inout Everything) -> Void)] = [
            ("name", { $0.name = "buro" }), ("count", { $0.count = 5 }), ("big", { $0.big = 1 }),
            ("ratio", { $0.ratio = 0.1.nextUp }), ("isOn", { $0.isOn = false }), ("nothing", { $0.nothing = "" }),
            ("tags", { $0.tags.remove("a") }), ("weights", { $0.weights[4] = 0 }), ("names", { $0.names["x"] = 2 }),
            ("bytes", { $0.bytes = [255, 0] }), ("mode", { $0.mode = .plain }),
        ]
        for (name, change) in variants {
            var step = Everything()
            change(&step)
            let changed = try key(step)
            #expect(changed.digest != original.digest, "\(name)")
            #expect(changed.fields.changes(since: original.fields) == [name])
        }
    }

    @Test("takes -0 for 0, which are equal")
    func zero() throws {
        var (plus, minus) = (Everything(), Everything())
        plus.ratio = 0
        minus.ratio = -0.0
        #expect(plus == minus)
        #expect(
            try StepKey(of: plus, fingerprints: [:]).digest == StepKey(of: minus, fingerprints: [:]).digest)
    }

    struct Named: Step {
        static let kind: StepKind = "test.named"
        var tools: [String] { ["ffmpeg"] }
        func run(in context: StepContext) async throws -> Int { 0 }
    }

    @Test("knows the version of the tools that the step names")
    func tools() throws {
        let five = try StepKey(of: Named(), fingerprints: ["ffmpeg": "5.1"])
        let six = try StepKey(of: Named(), fingerprints: ["ffmpeg": "6.0"])
        #expect(five.digest != six.digest)
        #expect(six.fields.changes(since: five.fields) == ["tool ffmpeg"])
    }
}
