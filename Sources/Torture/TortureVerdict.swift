/// What is said of one law under one variant.
public enum LawVerdict: String, Sendable, Encodable {
    /// Checked, and never broken.
    case holds
    /// Broken, and these rules are not known for it.
    case violated
    /// Broken as these rules are known to break it, by a script.
    case provoked = "expected violation provoked"
    /// Broken in ordinary use, as these rules are known to; no script was asked to show how.
    case known = "broken as known"
    /// These rules are known to break it, and did not: the script or the row is wrong.
    case notProvoked = "expected violation NOT provoked"
    /// There was no occasion to check it.
    case unchecked = "not checked"

    /// Whether it is what the variant's row promises.
    public var isAsExpected: Bool { self != .violated && self != .notProvoked }
}

/// A law's verdict and what stands behind it.
public struct LawResult: Sendable, Encodable {
    /// Its name, one of those in docs/laws.md.
    public let law: String
    /// What it says.
    public let text: String
    /// The verdict.
    public var verdict: LawVerdict
    /// How often it was checked.
    public let checks: UInt64
    /// How often it did not hold.
    public var breaks: UInt64 = 0
    /// The first evidence against it, if any.
    public var evidence: String?
    /// The command that shows it again, and how often that succeeded.
    public var replay: String?
}

/// What the torture of one variant found.
public struct VariantResult: Sendable, Encodable {
    /// The variant.
    public let variant: String
    /// One result per law, in the order of the laws.
    public var laws: [LawResult]
    /// The scripts that were tried.
    public let provocations: [Provocation]
    /// What was done meanwhile: operations, namespaces, requests, walks, grace periods.
    public let counts: [String: UInt64]
    /// What the program wrote to its standard error, stacks above all.
    public let stacks: String

    /// Whether every law came out as the variant's row promises.
    public var isAsExpected: Bool { laws.allSatisfy(\.verdict.isAsExpected) }
}

/// A law broken by an episode, as the program reported it.
struct Violation: Equatable {
    let law: String
    let schedule: String
    let seed: UInt64
    let evidence: String
}

extension VariantResult {
    /// The result of one run, from its lines and how it ended.
    ///
    /// - Parameters:
    ///   - laws: those asked for; nil is all.
    ///   - end: why the program ended where it should not have; it counts as law I1, for that is what crashes.
    init(variant: String, records: [TortureRecord], laws asked: Set<String>?, end: String?, stacks: String) {
        var provocations: [Provocation] = []
        var counts: [String: UInt64] = [:]
        var results: [LawResult] = []
        for record in records {
            switch record {
            case .provocation(let provocation): provocations.append(provocation)
            case .count(let name, let value): counts[name] = value
            case .law(let name, let checks, let breaks, let text):
                let verdict: LawVerdict = breaks > 0 ? .known : checks > 0 ? .holds : .unchecked
                results.append(
                    LawResult(law: name, text: text, verdict: verdict, checks: checks, breaks: breaks))
            case .broken, .done: break
            }
        }
        if results.isEmpty { results = [LawResult(law: "I1", text: "", verdict: .unchecked, checks: 0)] }
        for index in results.indices {
            results[index].judge(provocations.filter { $0.law == results[index].law })
        }
        if let end, let first = results.indices.first {
            results[first].verdict = .violated
            results[first].evidence = end
        }
        self.init(
            variant: variant, laws: results.filter { asked?.contains($0.law) ?? true || $0.verdict == .violated },
            provocations: provocations, counts: counts, stacks: stacks)
    }

    /// Marks the law that an episode broke.
    mutating func blame(_ violation: Violation, replay: String?) {
        // A hang or a crash is told whatever was asked.
        if !laws.contains(where: { $0.law == violation.law }) {
            laws.append(LawResult(law: violation.law, text: "", verdict: .violated, checks: 0))
        }
        guard let index = laws.firstIndex(where: { $0.law == violation.law }) else { return }
        laws[index].verdict = .violated
        laws[index].evidence = violation.evidence
        laws[index].replay = replay
    }
}

extension LawResult {
    /// What the scripts say of it: an unexpected success or failure is worse than anything else.
    fileprivate mutating func judge(_ provocations: [Provocation]) {
        if let dead = provocations.first(where: \.isDead) {
            verdict = .violated
            evidence = "\(dead.name): \(dead.evidence)"
        } else if let surprise = provocations.first(where: { $0.isProvoked && !$0.isExpected }) {
            verdict = .violated
            evidence = "\(surprise.name): \(surprise.evidence)"
        } else if let missing = provocations.first(where: { !$0.isProvoked && $0.isExpected }) {
            verdict = .notProvoked
            evidence = "\(missing.name): \(missing.evidence)"
        } else if let known = provocations.first(where: \.isProvoked) {
            verdict = .provoked
            evidence = "\(known.name): \(known.evidence)"
        }
    }
}
