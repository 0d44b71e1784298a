import Essentials

/// Names for findings that stay the same from check to check, as long as the thing that is wrong is the same.
///
/// A name is made of the rule, the slide and the shape, not of the message: a contrast that was 2.9 and is 3.1 is
/// still the same finding. Of several findings that agree in all of these, each is numbered.
enum FindingFingerprints {
    /// One for each finding, in their order; no two are equal. 64 hexadecimal digits each.
    static func of(_ findings: [Finding]) -> [String] {
        var seen: [String: Int] = [:]
        return findings.map { finding in
            let parts = [
                finding.rule, finding.slide.map(String.init) ?? "", finding.shape.map(String.init) ?? "",
                finding.shapeName ?? "",
            ]
            // Lengths keep "a" + "bc" apart from "ab" + "c".
            let identity = parts.map { "\($0.utf8.count):\($0)" }.joined()
            let number = seen[identity, default: 0]
            seen[identity] = number + 1
            return ContentDigest(of: "\(identity)#\(number)").description
        }
    }
}
