import BenchmarkResults
import CPlatform
import Glibc
import Subprocess

/// One or two executions that measure a window each time they are told to, and sleep in between.
///
/// This process writes a row away before it lets the next window begin, so that it takes no time from what is measured; and of
/// two executions one waits while the other measures: what is compared is measured a few milliseconds apart, never at once.
struct Lockstep {
    /// Each with the names of its cases as input, and an empty line after them.
    let executions: [Execution]

    /// Runs all to their ends.
    ///
    /// SIGPIPE must be ignored: an execution may end while it is being written to.
    /// - Parameters:
    ///   - windows: how many each has.
    ///   - first: which of them begins; who goes first then alternates with every window.
    ///   - onRow: takes each row with the number of its execution, and says whether to go on; what it throws ends all and is
    ///     thrown on.
    func run(
        windows: Int, first: Int, onRow: (ResultRow, Int) throws -> Bool
    ) async throws -> [ExecutionEnd] {
        do {
            return try await start([], windows, first, onRow)
        } catch let error as SubprocessError {
            throw ExecutionError(description: "\(error)")
        }
    }

    /// Starts one execution after the other, each while those before it are alive, and plays when all are.
    private func start(
        _ players: [Player], _ windows: Int, _ first: Int, _ onRow: (ResultRow, Int) throws -> Bool
    ) async throws -> [ExecutionEnd] {
        guard players.count < executions.count else {
            try await play(players, windows, first, onRow)
            return []
        }
        let execution = executions[players.count]
        let place = Int32(players.count)
        let complaints = try TemporaryFile()
        let result = try await Subprocess.run(
            .path(.init(execution.program)), arguments: .init(execution.arguments), input: .inputWriter,
            output: .sequence,
            error: .fileDescriptor(.init(rawValue: complaints.descriptor), closeAfterSpawningProcess: false)
        ) { running in
            platform_forward_signals(place, running.processIdentifier.value)
            defer { platform_forward_signals(place, 0) }
            let player = Player(running.standardInputWriter, running.standardOutput, execution)
            do {
                return try await start(players + [player], windows, first, onRow)
            } catch {
                // Nobody reads any more: it must not measure on.
                kill(running.processIdentifier.value, SIGTERM)
                throw error
            }
        }
        return [ExecutionEnd(result.terminationStatus, complaints.text())] + result.closureResult
    }

    private func play(
        _ players: [Player], _ windows: Int, _ first: Int, _ onRow: (ResultRow, Int) throws -> Bool
    ) async throws {
        for player in players { await player.tell(player.execution.input) }
        // Starting up is work as well: nobody measures before all are ready.
        for player in players { try await player.ready() }
        playing: for window in 0..<windows {
            for turn in players.indices {
                let number = (turn + window + first) % players.count
                await players[number].tell("go\n")
                guard let row = try await players[number].row() else { break playing }
                if try !onRow(row, number) { break playing }
            }
        }
        for player in players { try await player.finish() }
    }
}

/// One of the processes in lockstep; used by one task at a time.
private final class Player {
    let execution: Execution
    private let writer: StandardInputWriter
    private var buffers: SubprocessOutputSequence.AsyncIterator
    private var stream: RowStream

    init(_ writer: StandardInputWriter, _ output: SubprocessOutputSequence, _ execution: Execution) {
        self.writer = writer
        self.execution = execution
        buffers = output.makeAsyncIterator()
        stream = RowStream(path: "the rows of \(execution.program)")
    }

    /// Writes to its standard input; one that has ended hears nothing, and `row` will tell.
    func tell(_ text: String) async { _ = try? await writer.write(text) }

    /// Waits until it has begun to write, or has ended.
    func ready() async throws {
        while !stream.hasHeader, let buffer = try await buffers.next() {
            _ = try stream.push(buffer.withUnsafeBytes { Array($0) })
        }
    }

    /// The row of the window it was told to measure; nil when it has ended.
    func row() async throws -> ResultRow? {
        while let buffer = try await buffers.next() {
            if let row = try stream.push(buffer.withUnsafeBytes { Array($0) }).first { return row }
        }
        return nil
    }

    /// There is nothing more to measure.
    func finish() async throws {
        try? await writer.finish()
        while try await buffers.next() != nil {}
    }
}
