/// One line of what `nettorture` says; its fields are separated by tabs (`CSupport/CNetTorture/report.c`).
enum TortureRecord: Equatable {
    /// The first violation that these rules are not known for; the program ended with it.
    case broken(law: String, schedule: String, seed: UInt64, evidence: String)
    /// A script that provokes a known violation, and how it came out.
    case provocation(Provocation)
    /// How often a law was checked, and how often it did not hold.
    case law(name: String, checks: UInt64, breaks: UInt64, text: String)
    /// Something counted.
    case count(name: String, value: UInt64)
    /// The end, with nothing unexpected in it.
    case done

    /// Whether it tells of a violation.
    var isBroken: Bool {
        if case .broken = self { return true }
        return false
    }

    /// Nil for a line that is none of these.
    init?(line: Substring) {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        switch (fields.first, fields.count) {
        case ("broken", 5):
            guard let seed = UInt64(fields[3]) else { return nil }
            self = .broken(law: fields[1], schedule: fields[2], seed: seed, evidence: fields[4])
        case ("provocation", 6):
            self = .provocation(
                Provocation(
                    name: fields[1], law: fields[2], isExpected: fields[3] == "expected",
                    isProvoked: fields[4] == "provoked", isDead: fields[4] == "died", evidence: fields[5]))
        case ("law", 5):
            guard let checks = UInt64(fields[2]), let breaks = UInt64(fields[3]) else { return nil }
            self = .law(name: fields[1], checks: checks, breaks: breaks, text: fields[4])
        case ("count", 3):
            guard let value = UInt64(fields[2]) else { return nil }
            self = .count(name: fields[1], value: value)
        case ("done", 1): self = .done
        default: return nil
        }
    }
}

/// A script of `nettorture` that plays one interleaving of docs/locking.md or docs/races.md, and how it came out under
/// a variant.
public struct Provocation: Equatable, Sendable, Encodable {
    /// The script's name, also that of the model's configuration and of the mutant.
    public let name: String
    /// The law that it breaks where it succeeds.
    public let law: String
    /// Whether the variant's row says that these rules break it.
    public let isExpected: Bool
    /// Whether they did.
    public let isProvoked: Bool
    /// Whether the script ended by a crash, a hang or another law, which says nothing of its own.
    public let isDead: Bool
    /// What happened; where nothing did, what would have.
    public let evidence: String

    enum CodingKeys: String, CodingKey {
        case name, law, evidence
        case isExpected = "expected"
        case isProvoked = "provoked"
        case isDead = "died"
    }
}
