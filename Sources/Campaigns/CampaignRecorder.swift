import BenchmarkResults
import CPlatform

/// One block to be measured by one build.
public struct BlockRequest: Sendable {
    /// The build that measures it.
    public var build: Build
    /// The options of `run`, without those that say where rows go.
    public var options: [String]
    /// The names of the cases; nil is all that the options make.
    public var cases: [String]?
    /// The number of the block; nil where every pass of the process is a block of its own.
    public var number: Int?
    /// Of everything random in the process.
    public var seed: UInt64
    /// Passes over the cases.
    public var repetitions: Int
    /// The command line that the rows carry.
    public var argv: String

    /// A request.
    public init(
        build: Build, options: [String], cases: [String]?, number: Int?, seed: UInt64, repetitions: Int, argv: String
    ) {
        self.build = build
        self.options = options
        self.cases = cases
        self.number = number
        self.seed = seed
        self.repetitions = repetitions
        self.argv = argv
    }
}

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
    public func measure(_ order: BlockRequest, onRow: (ResultRow) throws -> Void) async throws -> Int32? {
        var missing = order.cases
        while missing?.isEmpty != true {
            let (end, measured, hung) = try await execute(order, missing, onRow)
            let signal = platform_caught_signal()
            if signal != 0 { return signal }
            guard hung else {
                try check(end, measured)
                return nil
            }
            // Its threads hang in the process, which is gone; the rest of the block is measured by another one.
            onComplaints(end.complaints)
            guard let names = missing else { return nil }
            missing = names.filter { !timedOut.contains($0) && measured[$0, default: 0] < order.repetitions }
        }
        return nil
    }

    private func execute(
        _ order: BlockRequest, _ cases: [String]?, _ onRow: (ResultRow) throws -> Void
    ) async throws -> (end: ExecutionEnd, measured: [String: Int], hung: Bool) {
        processes += 1
        var arguments = ["run"] + order.options
        if order.build.takesCases { arguments.append("--in-process") }
        if cases != nil { arguments += ["--cases", "-"] }
        arguments += ["--seed", "\(order.seed)", "--repetitions", "\(order.repetitions)", "-o", "-"]
        let execution = Execution(
            program: order.build.program, arguments: arguments, input: (cases ?? []).map { $0 + "\n" }.joined())
        var measured: [String: Int] = [:]
        var hung = false
        let end = try await execution.run { row in
            let name = row.caseKey.benchmarkName
            measured[name, default: 0] += 1
            if row.text("status") == "timeout" {
                hung = true
                timedOut.insert(name)
            }
            note(row, name)
            try onRow(stamped(row, order))
        }
        return (end, measured, hung)
    }

    private func stamped(_ row: ResultRow, _ order: BlockRequest) -> ResultRow {
        var row = row
        row["campaign"] = .text(campaign)
        row["process"] = .integer(Int64(processes))
        if let number = order.number { row["block"] = .integer(Int64(number)) }
        row["argv"] = .text(order.argv)
        return row
    }

    private func note(_ row: ResultRow, _ name: String) {
        guard row.flag("valid") != true, row.text("status") != "skipped" else { return }
        invalidRows += 1
        if errors.count < 20 { errors.append("\(name): \(row.text("error") ?? "the window is not valid")") }
    }

    /// An execution ends with 0, or with 1 where rows are not valid; anything else is a failure of the program itself.
    private func check(_ end: ExecutionEnd, _ measured: [String: Int]) throws {
        if end.exitCode == 0 || (end.exitCode == 1 && invalidRows > 0 && !measured.isEmpty) { return }
        let words = end.complaints.split(separator: "\n").first { $0.hasPrefix("error: ") }.map { $0.dropFirst(7) }
        throw ExecutionError(
            description: "process \(processes) of the campaign failed (\(end.description))"
                + (words.map { ": \($0)" } ?? " after \(measured.count) cases"))
    }
}
