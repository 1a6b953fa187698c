import BenchmarkResults
import CPlatform
import Glibc
import Subprocess

/// One execution of a program that writes rows to its standard output.
public struct Execution: Sendable {
    /// The program's path.
    public var program: String
    /// What follows the program's name.
    public var arguments: [String]
    /// What it reads from its standard input.
    public var input: String

    /// An execution.
    public init(program: String, arguments: [String], input: String = "") {
        self.program = program
        self.arguments = arguments
        self.input = input
    }
}

/// How an execution ended.
public struct ExecutionEnd: Sendable {
    /// The exit code; nil where a signal ended it.
    public let exitCode: Int32?
    /// The signal that ended it.
    public let signal: Int32?
    /// What it wrote to its standard error.
    public let complaints: String

    init(_ status: TerminationStatus, _ complaints: String) {
        switch status {
        case .exited(let code): (exitCode, signal) = (code, nil)
        case .signaled(let number): (exitCode, signal) = (nil, number)
        }
        self.complaints = complaints
    }

    /// One clause: `exit code 2`, or `killed by signal 11`.
    public var description: String {
        if let signal { return "killed by signal \(signal) (\(String(cString: strsignal(signal))))" }
        return "exit code \(exitCode ?? 0)"
    }
}

/// Why an execution could not be made or read.
public struct ExecutionError: Error, CustomStringConvertible {
    /// One sentence.
    public let description: String
}

extension Execution {
    /// Runs the program to its end and hands out its rows as they come.
    ///
    /// - Parameter onRow: what it throws ends the execution by SIGTERM and is thrown on.
    /// - Throws: `ExecutionError` where the program cannot be started; `ResultsError` where its rows cannot be read.
    public func run(onRow: (ResultRow) throws -> Void) async throws -> ExecutionEnd {
        var stream = RowStream(path: "the rows of \(program)")
        let end = try await start { bytes in
            for row in try stream.push(bytes) { try onRow(row) }
        }
        return end
    }

    /// Runs the program to its end and returns its output, without white space around it, and its exit code (-1 for a signal).
    ///
    /// - Parameter errors: what it wrote to its standard error follows.
    public func text(errors: Bool = false) async throws -> (String, Int32) {
        let (output, end) = try await output()
        let text = (errors ? output + end.complaints : output).split(whereSeparator: \.isNewline).joined(
            separator: "\n")
        return (text, end.exitCode ?? -1)
    }

    /// Runs the program to its end and returns what it wrote to its standard output.
    public func output() async throws -> (String, ExecutionEnd) {
        var bytes: [UInt8] = []
        let end = try await start { bytes += $0 }
        return (String(decoding: bytes, as: UTF8.self), end)
    }

    /// SIGINT and SIGTERM that this process catches (`platform_catch_signals`) are sent on to the program.
    ///
    /// Nothing is polled: this process sleeps between two rows, so that it takes no time from what is measured.
    private func start(onBytes: ([UInt8]) throws -> Void) async throws -> ExecutionEnd {
        let complaints = try TemporaryFile()
        let status: TerminationStatus
        do {
            status = try await Subprocess.run(
                .path(.init(program)), arguments: .init(arguments), input: .string(input), output: .sequence,
                error: .fileDescriptor(.init(rawValue: complaints.descriptor), closeAfterSpawningProcess: false)
            ) { execution in
                let process = execution.processIdentifier.value
                platform_forward_signals(0, process)
                defer { platform_forward_signals(0, 0) }
                do {
                    for try await buffer in execution.standardOutput {
                        try onBytes(buffer.withUnsafeBytes { Array($0) })
                    }
                } catch {
                    // Nobody reads any more: it must not measure on.
                    kill(process, SIGTERM)
                    throw error
                }
            }.terminationStatus
        } catch let error as SubprocessError {
            throw ExecutionError(description: "\(error)")
        }
        return ExecutionEnd(status, complaints.text())
    }
}
