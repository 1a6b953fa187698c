import BenchmarkResults
import CPlatform

/// Gathers what executions measure into one campaign: gives them their numbers, and goes on after a case that hung.
///
/// Used by one task at a time.
public final class CampaignRecorder {
    /// The campaign's name.
    public let campaign: String
    /// Executions so far, those of an earlier, interrupted run included.
    public private(set) var processes: Int
    /// The names of cases that did not end in time: they are not measured again.
    public private(set) var timedOut: Set<String> = []
    /// Rows whose checks did not hold.
    public private(set) var invalidRows = 0
    /// One sentence for each of the first of them.
    public private(set) var errors: [String] = []
    /// Takes what an execution wrote to its standard error before it was given up: the stacks of its threads.
    public var onComplaints: (String) -> Void = { _ in }

    /// - Parameter processes: executions that the campaign has already.
    public init(campaign: String, processes: Int = 0) {
        self.campaign = campaign
        self.processes = processes
    }

    /// Measures one block.
    ///
    /// - Parameter onRow: takes each row when its window has closed.
    /// - Returns: the signal that interrupted it, or nil.
    /// - Throws: `ExecutionError` where the program failed; what `onRow` threw.
    public func measure(_ request: BlockRequest, onRow: (ResultRow) throws -> Void) async throws -> Int32? {
        var missing = request.cases
        while missing?.isEmpty != true {
            var progress = Progress()
            processes += 1
            let number = processes
            let end = try await run(request, missing) { row in
                try onRow(taken(row, request, number, &progress))
                return !progress.hung
            }
            if let signal = caughtSignal { return signal }
            guard progress.hung else {
                try check(end, progress, number)
                return nil
            }
            // Its threads hang in the process, which is gone; the rest of the block is measured by another one.
            onComplaints(end.complaints)
            guard let names = missing else { return nil }
            missing = names.filter { !timedOut.contains($0) && progress.measured[$0, default: 0] < request.repetitions }
        }
        return nil
    }

    /// Measures one block of two sides in turn, window by window.
    ///
    /// Both have as many cases, in the order in which they are compared.
    /// - Parameters:
    ///   - first: the side that begins.
    ///   - onRow: takes each row, and its side, when its window has closed.
    /// - Returns: the signal that interrupted it, or nil.
    /// - Throws: as `measure(_:onRow:)`.
    public func measure(
        pair requests: [BlockRequest], first: Int, onRow: (_ row: ResultRow, _ side: Int) throws -> Void
    ) async throws -> Int32? {
        var missing = requests.map { $0.cases ?? [] }
        while missing.allSatisfy({ !$0.isEmpty }) {
            var progress = [Progress(), Progress()]
            let numbers = [processes + 1, processes + 2]
            processes += 2
            let executions = [0, 1].map { execution(requests[$0], missing[$0], lockstep: true) }
            let ends = try await Lockstep(executions: executions).run(
                windows: missing[0].count * requests[0].repetitions, first: first
            ) { row, side in
                try onRow(taken(row, requests[side], numbers[side], &progress[side]), side)
                return !progress[side].hung
            }
            if let signal = caughtSignal { return signal }
            guard progress.contains(where: \.hung) else {
                for side in 0...1 { try check(ends[side], progress[side], numbers[side]) }
                return nil
            }
            for side in 0...1 where progress[side].hung { onComplaints(ends[side].complaints) }
            // What both have is done, and what hung on either side is done with.
            let places = missing[0].indices.filter { place in
                let names = [missing[0][place], missing[1][place]]
                return names.allSatisfy { !timedOut.contains($0) }
                    && [0, 1].contains { progress[$0].measured[names[$0], default: 0] < requests[$0].repetitions }
            }
            missing = missing.map { names in places.map { names[$0] } }
        }
        return nil
    }

    /// One execution: window by window where the build can, else as fast as it goes.
    ///
    /// - Parameter onRow: says whether to go on.
    private func run(
        _ request: BlockRequest, _ cases: [String]?, _ onRow: (ResultRow) throws -> Bool
    ) async throws -> ExecutionEnd {
        guard let cases, request.build.takesLockstep else {
            return try await execution(request, cases, lockstep: false).run { _ = try onRow($0) }
        }
        let ends = try await Lockstep(executions: [execution(request, cases, lockstep: true)]).run(
            windows: cases.count * request.repetitions, first: 0
        ) { row, _ in try onRow(row) }
        return ends[0]
    }

    /// What one execution has brought.
    private struct Progress {
        var measured: [String: Int] = [:]
        var hung = false
        var invalid = 0
    }

    private var caughtSignal: Int32? {
        let signal = platform_caught_signal()
        return signal == 0 ? nil : signal
    }

    private func execution(_ request: BlockRequest, _ cases: [String]?, lockstep: Bool) -> Execution {
        var arguments = request.worker + ["run"] + request.options
        if request.build.takesCases { arguments.append("--in-process") }
        if lockstep { arguments.append("--lockstep") }
        if cases != nil { arguments += ["--cases", "-"] }
        arguments += ["--seed", "\(request.seed)", "--repetitions", "\(request.repetitions)", "-o", "-"]
        let names = (cases ?? []).map { $0 + "\n" }.joined()
        return Execution(program: request.build.program, arguments: arguments, input: names + (lockstep ? "\n" : ""))
    }

    private func taken(
        _ row: ResultRow, _ request: BlockRequest, _ process: Int, _ progress: inout Progress
    ) -> ResultRow {
        let name = row.caseKey.benchmarkName
        progress.measured[name, default: 0] += 1
        if row.text("status") == "timeout" {
            progress.hung = true
            timedOut.insert(name)
        }
        if row.flag("valid") != true && row.text("status") != "skipped" {
            progress.invalid += 1
            invalidRows += 1
            if errors.count < 20 { errors.append("\(name): \(row.text("error") ?? "the window is not valid")") }
        }
        var row = row
        row["campaign"] = .text(campaign)
        row["process"] = .integer(Int64(process))
        if let number = request.number { row["block"] = .integer(Int64(number)) }
        row["argv"] = .text(request.argv)
        return row
    }

    /// An execution ends with 0, or with 1 where rows are not valid; anything else is a failure of the program itself.
    private func check(_ end: ExecutionEnd, _ progress: Progress, _ process: Int) throws {
        if end.exitCode == 0 || (end.exitCode == 1 && progress.invalid > 0) { return }
        let words = end.complaints.split(separator: "\n").first { $0.hasPrefix("error: ") }.map { $0.dropFirst(7) }
        throw ExecutionError(
            description: "process \(process) of the campaign failed (\(end.description))"
                + (words.map { ": \($0)" } ?? " after \(progress.measured.count) cases"))
    }
}
