import Report

/// Who was killed by which rung.
struct KillMatrix: Sendable {
    /// One mutant or negative control.
    struct Row: Sendable {
        /// Its name.
        let name: String
        /// What must become of it.
        let fate: Mutant.Fate
        /// What each rung that was tried says.
        var verdicts: [Rung: RungVerdict] = [:]

        /// The rungs that refused it.
        var killers: [Rung] { Rung.allCases.filter { verdicts[$0]?.isKill == true } }

        /// What is wrong with this row, if anything.
        var complaint: String? {
            switch fate {
            case .survives(let reason):
                killers.isEmpty ? nil : "\(name): killed, although it is called \(reason)"
            case .killed(let rungs):
                if killers.isEmpty {
                    "\(name): alive"
                } else if let rung = rungs.first(where: { verdicts[$0]?.isKill == false }) {
                    "\(name): not noticed by \(rung.rawValue), which should"
                } else {
                    nil
                }
            }
        }

        /// Whether it lives, and nobody can change that.
        var isExplained: Bool {
            if case .survives = fate { return killers.isEmpty }
            return false
        }
    }

    /// What the rows are: "mutants", "negative controls".
    let kind: String
    /// The rows.
    var rows: [Row]

    /// What is wrong.
    var complaints: [String] { rows.compactMap(\.complaint) }

    /// The matrix: a word where a rung kills, a hyphen where it does not, nothing where it was not tried.
    var grid: TextGrid {
        TextGrid(
            titles: [kind] + Rung.allCases.map(\.rawValue) + ["rungs"], numeric: [Rung.allCases.count + 1],
            rows: rows.map { row in
                [row.name] + Rung.allCases.map { row.verdicts[$0]?.label ?? "" } + [String(row.killers.count)]
            })
    }

    /// The figures below it.
    var figures: String {
        let explained = rows.filter(\.isExplained).count
        let killed = rows.filter { !$0.killers.isEmpty }.count
        let perRung = Rung.allCases.map { rung in
            let all = rows.filter { $0.killers.contains(rung) }
            let alone = all.filter { $0.killers.count == 1 }.count
            return "\(rung.rawValue) \(all.count) (\(alone) alone)"
        }
        return """
            \(kind): \(rows.count), killed \(killed), explained \(explained), alive \(rows.count - killed - explained)
            killed by: \(perRung.joined(separator: ", "))
            killed by one rung only: \(rows.filter { $0.killers.count == 1 }.count)
            """
    }
}
