/// A step of any type as a key in memory: compared field by field, not by a digest.
///
/// `AnyHashable` would do the same, but looks on every use whether the type wants to be taken for another one; and
/// the hash is computed once here, though it is needed several times.
package struct StepIdentity: Hashable, Sendable {
    private let step: any Step
    private let hash: Int

    package init<S: Step>(_ step: S) {
        self.step = step
        var hasher = Hasher()
        hasher.combine(ObjectIdentifier(S.self))
        step.hash(into: &hasher)
        hash = hasher.finalize()
    }

    package static func == (left: StepIdentity, right: StepIdentity) -> Bool {
        left.hash == right.hash && left.step.isEqual(to: right.step)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(hash)
    }
}

extension Step {
    fileprivate func isEqual(to other: any Step) -> Bool {
        (other as? Self) == self
    }
}
