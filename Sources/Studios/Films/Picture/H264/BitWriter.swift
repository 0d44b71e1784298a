/// Writes syntax elements, most significant bit first; the counterpart of ``BitReader``.
package struct BitWriter {
    package private(set) var bytes: [UInt8] = []
    private var pending: UInt8 = 0
    private var pendingCount = 0

    package init() {}

    package var isAligned: Bool { pendingCount == 0 }

    package mutating func flag(_ bit: Bool) {
        pending = pending << 1 | (bit ? 1 : 0)
        pendingCount += 1
        if pendingCount == 8 {
            bytes.append(pending)
            pending = 0
            pendingCount = 0
        }
    }

    /// `u(n)`: the low `count` bits of `value`.
    package mutating func bits(_ value: UInt32, _ count: Int) {
        for shift in stride(from: count - 1, through: 0, by: -1) {
            flag(value >> UInt32(shift) & 1 == 1)
        }
    }

    /// `ue(v)`. `value` must be below 2^32 - 1, as in the standard.
    package mutating func unsigned(_ value: UInt32) {
        let code = UInt64(value) + 1
        let length = UInt64.bitWidth - code.leadingZeroBitCount
        bits(0, length - 1)
        for shift in stride(from: length - 1, through: 0, by: -1) {
            flag(code >> UInt64(shift) & 1 == 1)
        }
    }

    /// `se(v)`.
    package mutating func signed(_ value: Int32) {
        let magnitude = UInt32(value.magnitude)
        unsigned(value > 0 ? magnitude * 2 - 1 : magnitude * 2)
    }

    /// Fills up to the next whole byte: with ones before CABAC data, with zeros after the stop bit.
    package mutating func align(with bit: Bool) {
        while !isAligned { flag(bit) }
    }

    /// Appends whole bytes; only meaningful when ``isAligned``.
    package mutating func append(_ more: some Sequence<UInt8>) {
        precondition(isAligned, "whole bytes are appended at a byte boundary")
        bytes.append(contentsOf: more)
    }
}
