#if !FUZZING
    @testable import BenchmarkResults
    @testable import netnsbench
#endif

/// What users type is understood as it is meant or refused: lists of numbers, times, lists of CPUs, words of a shell.
///
/// The first byte of an input says which of them the rest is.
enum OptionsProperty: Property {
    static func check(_ bytes: [UInt8], canary: Canary) throws {
        guard let control = bytes.first else { return }
        let rest = bytes.dropFirst()
        let text = String(decoding: rest, as: UTF8.self)
        switch control % 5 {
        case 0: try checkList(text, canary)
        case 1: try checkTime(text)
        case 2: try checkCPUs(text)
        case 3: try checkWords(rest.split(separator: 31, omittingEmptySubsequences: false))
        default: try checkLine(text)
        }
    }

    /// The numbers of a list, written one by one, are the same list.
    private static func checkList(_ text: String, _ canary: Canary) throws {
        guard let values = ListOfNumbers(argument: text)?.values else { return }
        try require(text.utf8.allSatisfy { (48...58).contains($0) || $0 == 44 || $0 == 120 }, "accepted: \(text)")
        try require(!values.isEmpty && values.count <= 10_000, "\(values.count) values")
        try require(values.allSatisfy { $0 >= 0 }, "\(values)")
        let plain = values.map(String.init).joined(separator: ",")
        try require(ListOfNumbers(argument: plain)?.values == values, "\(text) is \(plain)")
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        try require(parts.allSatisfy { !$0.isEmpty && $0.first != ":" && $0.last != ":" }, "accepted: \(text)")
        if parts.count == 1, case let ends = text.split(separator: ":").map({ Int($0) }), ends.count > 1 {
            try require(values.first == ends[0], "\(text) begins with \(values[0])")
            try require(values.last.map { $0 <= ends[1] ?? 0 } == true, "\(text) ends with \(values)")
            try require(zip(values, values.dropFirst()).allSatisfy { $0 < $1 }, "\(text) is \(values)")
            // A range that ends early.
            let last = canary == .garbage && values.count > 3 ? values[2] : ends[1]
            if ends.count == 2 { try require(values.last == last, "\(text) ends with \(values)") }
        }
        if canary == .crash, values.count > 20 { _ = values[values.count] }
    }

    private static func checkTime(_ text: String) throws {
        guard let span = TimeSpan(argument: text) else { return }
        try require((1...3_600_000_000_000).contains(span.nanoseconds), "\(text) is \(span)")
        try require(TimeSpan(argument: "\(span)")?.nanoseconds == span.nanoseconds, "\(text) is \(span)")
        let digits = text.utf8.prefix { (48...57).contains($0) || $0 == 46 }
        try require(["ns", "us", "ms", "s"].contains(String(text.dropFirst(digits.count))), "accepted: \(text)")
    }

    private static func checkCPUs(_ text: String) throws {
        guard let count = CPUList.count(text) else { return }
        try require(count > 0, "\(text) is \(count) CPUs")
        try require(text.utf8.allSatisfy { (48...57).contains($0) || $0 == 44 || $0 == 45 }, "accepted: \(text)")
    }

    /// What is joined is split again: by us, and by what reads single quotation marks and backslashes as a shell does.
    private static func checkWords(_ parts: [ArraySlice<UInt8>]) throws {
        let words = parts.map { String(decoding: $0, as: UTF8.self) }
        let line = ShellWords.join(words)
        try require(line.utf8.allSatisfy { $0 != 0 } || words.contains { $0.utf8.contains(0) }, line)
        try require(bytes(ShellWords.split(line)) == bytes(words), "\(words) became \(line)")
        try require(shell(line) == bytes(words), "\(words) is to a shell \(line)")
    }

    /// What is split and joined is the same words.
    private static func checkLine(_ text: String) throws {
        guard let words = ShellWords.split(text) else { return }
        try require(bytes(ShellWords.split(ShellWords.join(words))) == bytes(words), "\(text): \(words)")
    }

    private static func bytes(_ words: [String]?) -> [[UInt8]]? { words?.map { Array($0.utf8) } }

    /// As a shell reads a line of single quotation marks and backslashes.
    private static func shell(_ line: String) -> [[UInt8]]? {
        var words: [[UInt8]] = []
        var word: [UInt8]?
        var rest = Array(line.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case 39:
                guard let end = rest.firstIndex(of: 39) else { return nil }
                word = (word ?? []) + rest[..<end]
                rest = rest[(end + 1)...]
            case 92:
                guard let next = rest.popFirst() else { return nil }
                word = (word ?? []) + [next]
            case 32:
                if let ended = word { words.append(ended) }
                word = nil
            default: word = (word ?? []) + [byte]
            }
        }
        return words + (word.map { [$0] } ?? [])
    }
}
