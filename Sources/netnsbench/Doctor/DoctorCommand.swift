import ArgumentParser
import BenchmarkResults
import Report

/// `netnsbench doctor`.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Says whether this machine is fit to measure, and what to do where it is not.",
        discussion: """
            Each property is ok, bad or unknown, with the reason, and the remedy where there is something to remedy. Takes a
            second, in which it looks at what a hypervisor takes. Nothing is changed.

            Examples:
              netnsbench doctor
              netnsbench doctor --format json

            Exit codes: 0 nothing is bad; 1 something is.
            """)

    /// How the findings are written.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case table, json
    }

    @Option(help: "table or json.")
    var format: Format = .table

    func run() throws {
        let report = DoctorReport(findings: Diagnosis(facts: MachineFacts.read()).findings)
        switch format {
        case .table: report.print(on: .output)
        case .json: print(report.json)
        }
        if report.isBad { throw ExitCode(ExitStatus.failed.rawValue) }
    }
}

/// The findings, for people and for programs.
struct DoctorReport {
    let findings: [Finding]

    /// Whether anything is.
    var isBad: Bool { findings.contains { $0.state == .bad } }

    /// A line for each with its reason, and one for its remedy.
    func print(on display: TerminalDisplay) {
        let states = findings.map(\.state.rawValue.count).max() ?? 0
        let checks = findings.map(\.check.count).max() ?? 0
        let hang = states + checks + 4
        for finding in findings {
            let state = finding.state.rawValue.padding(states)
            let found = finding.found.isEmpty ? "" : "\(finding.found): "
            let line = wrapped(
                legible("\(state)  \(finding.check.padding(checks))  \(found)\(finding.reason)", length: .max),
                width: display.width, hang: hang)
            let tone = [.ok: Tone.good, .bad: .bad][finding.state] ?? .doubtful
            let word = finding.state.rawValue
            Swift.print(display.painted(word, tone) + line.dropFirst(word.count))
            guard let remedy = finding.remedy else { continue }
            let margin = String(repeating: " ", count: hang)
            Swift.print(wrapped("\(margin)remedy: \(remedy)", width: display.width, hang: 2))
        }
        display.print(summary)
    }

    /// One sentence.
    var summary: String {
        let bad = findings.count { $0.state == .bad }
        let unknown = findings.count { $0.state == .unknown }
        let rest = unknown == 0 ? "" : "; \(unknown) \(unknown == 1 ? "is" : "are") unknown"
        return bad == 0
            ? "\nNothing is bad\(rest)."
            : "\n\(bad) of \(findings.count) \(bad == 1 ? "is" : "are") bad\(rest). Figures of this machine are for this machine: "
                + "compare two builds by `duel`, which measures them side by side."
    }

    /// An array of objects.
    var json: String {
        TextGrid(
            titles: ["check", "state", "found", "reason", "remedy"], numeric: [],
            rows: findings.map { [$0.check, $0.state.rawValue, $0.found, $0.reason, $0.remedy ?? ""] }
        ).json()
    }
}

extension String {
    /// With blanks up to that length.
    fileprivate func padding(_ length: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, length - count))
    }
}
