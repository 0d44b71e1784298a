/// A field as a step makes it.
package struct WrittenField: Codable, Hashable, Sendable {
    package var value: FieldValue
    package var flags: [Flag]
    package var provenance: Provenance
}

extension FieldValue {
    /// With the texts that are kept in place of those that were made, in the order of the slide's subjects.
    func keeping(_ kept: [AltText], of material: SlideMaterial) -> FieldValue {
        guard case .altTexts(let made) = self else { return self }
        let subjects = material.slide.visualSubjects.map(\.shape.id)
        let strangers = made.filter { !subjects.contains($0.shape) }
        let known = subjects.compactMap { shape in
            kept.first { $0.shape == shape } ?? made.first { $0.shape == shape }
        }
        return .altTexts(known + strangers)
    }

    /// Without texts of shapes that the slide does not have.
    func without(strangersTo material: SlideMaterial) -> FieldValue {
        guard case .altTexts(let made) = self else { return self }
        let subjects = Set(material.slide.visualSubjects.map(\.shape.id))
        return .altTexts(made.filter { subjects.contains($0.shape) })
    }
}
