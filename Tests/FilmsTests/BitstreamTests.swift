import TestKit
import Testing

@testable import Films

@Suite("The H.264 syntax")
struct BitstreamTests {
    @Test("reads back every number that it wrote", arguments: 0..<20 as Range<UInt64>)
    func numbersRoundTrip(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let unsigned = (0..<200).map { _ in
            UInt32.random(in: 0..<UInt32.max, using: &random) >> UInt32.random(in: 0..<32, using: &random)
        }
        let signed = unsigned.map { Int32(bitPattern: $0 / 2) * ($0 % 2 == 0 ? 1 : -1) }
        var writer = BitWriter()
        for (plain, withSign) in zip(unsigned, signed) {
            writer.unsigned(plain)
            writer.signed(withSign)
            writer.bits(plain, 32)
        }
        writer.align(with: true)
        var reader = BitReader(writer.bytes)
        for (plain, withSign) in zip(unsigned, signed) {
            #expect(try reader.unsigned() == plain)
            #expect(try reader.signed() == withSign)
            #expect(try reader.bits(32) == plain)
        }
        #expect(reader.bitsLeft < 8)
    }

    @Test("codes small numbers as the standard's table does")
    func knownCodes() {
        var writer = BitWriter()
        for number in 0..<5 as Range<UInt32> { writer.unsigned(number) }  // 1 010 011 00100 00101
        for number in [1, -1, 2] as [Int32] { writer.signed(number) }  // 010 011 00100
        writer.align(with: false)
        #expect(writer.bytes == [0b1010_0110, 0b0100_0010, 0b1010_0110, 0b0100_0000])
    }

    @Test("never lets a payload look like a start code, and gives it back", arguments: 0..<20 as Range<UInt64>)
    func payloadRoundTrip(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let bytes: [UInt8] = [0, 0, 0, 1, 2, 3, 4]
        var payload = (0..<300).map { _ in bytes.randomElement(using: &random) ?? 0 }
        payload.append(0x80)
        let unit = NALUnit(kind: .slice, referenceImportance: 1, payload: payload)
        #expect(unit.payload == payload)
        for index in 2..<unit.bytes.count where unit.bytes[index - 2] == 0 && unit.bytes[index - 1] == 0 {
            #expect(unit.bytes[index] > 2)
        }
        var stream = AnnexB.startCode + unit.bytes
        stream += [0, 0, 0, 0, 1]
        stream += unit.bytes + [0, 0, 0]
        #expect(try AnnexB.units(of: stream) == [unit, unit])
    }

    @Test("says what the parameter sets of a still are")
    func readsParameterSets() throws {
        let still = try StillClip(stream: TestPictures.smallest)
        let (sequence, picture) = (still.sets.sequence, still.sets.picture)
        #expect((sequence.profile, sequence.level, sequence.width, sequence.height) == (100, 10, 16, 16))
        #expect((sequence.chromaFormat, sequence.bitDepth, sequence.frameNumberBits) == (1, 8, 4))
        #expect(sequence.isFramesOnly && sequence.pictureOrder == .decodingOrder && sequence.referenceFrames == 1)
        #expect(picture.usesArithmeticCoding && picture.hasDeblockingControl && !picture.usesWeightedPrediction)
        #expect(picture.initialQuantiser == 26 && picture.defaultReferences == 1)
        #expect(still.sets.macroblocks == 1)
    }

    @Test("takes damaged streams apart or refuses them, and never crashes", arguments: 0..<40 as Range<UInt64>)
    func survivesDamage(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            var stream = TestPictures.smallest
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                stream[Int.random(in: 4..<stream.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            stream.removeLast(Int.random(in: 0..<stream.count / 2, using: &random))
            guard let still = try? StillClip(stream: stream) else { continue }
            _ = try? still.keyframe.renumbered(to: 3, sets: still.sets)
            _ = HeldFrame(sets: still.sets).accessUnit(distance: 100_000)
        }
    }

    @Test("cuts a hold into even groups that each start with a key frame")
    func holdsAreEven() throws {
        let still = try StillClip(stream: TestPictures.smallest)
        let held = HeldFrameCache(sets: still.sets)
        for (count, interval, expected) in [
            (0, 10, []), (1, 10, [0]), (10, 10, [0]), (11, 10, [0, 6]), (25, 10, [0, 9, 17]), (3, 1, [0, 1, 2]),
            (4, 0, [0, 1, 2, 3]),
        ] {
            let frames = Array(still.frames(count: count, keyframeInterval: interval, held: held))
            #expect(frames.count == count)
            #expect(frames.indices.filter { frames[$0].isKeyframe } == expected)
        }
    }
}
