extension JSONNumber {
    /// Appends the number in the one form that all numbers of the same value share.
    ///
    /// The layout is that of ECMAScript's `Number::toString`, which RFC 8785 uses: `100`, `0.001`, `1e+21`,
    /// `1.5e-7`. Unlike there, the number is not rounded to a `Double` first: every digit stays.
    public func appendCanonical(to bytes: inout [UInt8]) {
        if isPlainInteger {
            bytes.append(contentsOf: text.utf8)
        } else {
            DecimalForm(self).append(to: &bytes)
        }
    }

    /// An integer of at most 21 digits without point or exponent, which already is in canonical form.
    private var isPlainInteger: Bool {
        text.withBytes { bytes in
            let start = bytes.first == UInt8(ascii: "-") ? 1 : 0
            guard bytes.count <= 21 + start, start == 0 || bytes[1] != UInt8(ascii: "0") else { return false }
            return bytes[start...].allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
        }
    }
}

extension DecimalForm {
    fileprivate func append(to bytes: inout [UInt8]) {
        guard !isZero else { return bytes.append(UInt8(ascii: "0")) }
        if isNegative { bytes.append(UInt8(ascii: "-")) }
        guard case .small(let power) = exponent, (-6..<21).contains(power) else {
            return appendScientific(to: &bytes)
        }
        let zero = UInt8(ascii: "0")
        if power < 0 {
            bytes.append(zero)
            bytes.append(UInt8(ascii: "."))
            bytes.append(contentsOf: repeatElement(zero, count: -power - 1))
            appendDigits(digits[...], to: &bytes)
        } else if digits.count <= power + 1 {
            appendDigits(digits[...], to: &bytes)
            bytes.append(contentsOf: repeatElement(zero, count: power + 1 - digits.count))
        } else {
            appendDigits(digits[...power], to: &bytes)
            bytes.append(UInt8(ascii: "."))
            appendDigits(digits[(power + 1)...], to: &bytes)
        }
    }

    private func appendScientific(to bytes: inout [UInt8]) {
        appendDigits(digits[..<1], to: &bytes)
        if digits.count > 1 {
            bytes.append(UInt8(ascii: "."))
            appendDigits(digits[1...], to: &bytes)
        }
        bytes.append(UInt8(ascii: "e"))
        if exponent > .small(0) { bytes.append(UInt8(ascii: "+")) }
        bytes.append(contentsOf: exponent.description.utf8)
    }

    private func appendDigits(_ digits: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
        for digit in digits {
            bytes.append(digit + UInt8(ascii: "0"))
        }
    }

    /// The number with at most so many digits; a further 1 stands for those left out.
    func text(digitLimit: Int) -> String {
        guard !isZero else { return "0" }
        var bytes: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
        appendDigits(digits[..<1], to: &bytes)
        bytes.append(UInt8(ascii: "."))
        appendDigits(digits.dropFirst().prefix(digitLimit), to: &bytes)
        bytes.append(UInt8(ascii: digits.count > digitLimit + 1 ? "1" : "0"))
        return String(decoding: bytes, as: UTF8.self) + "e\(exponent)"
    }
}
