import BenchmarkResults

/// One SUMMARY line of liburcu's tests/benchmark.
///
/// It is the printf at the end of each program's main (urcu/userspace-rcu, tests/benchmark/test_*.c), in one line:
///
/// ```
/// SUMMARY %-25s testdur %4lu nr_readers %3u rdur %6lu wdur %6lu nr_writers %3u wdelay %6lu
///     nr_reads %12llu nr_writes %12llu nr_ops %12llu
/// ```
///
/// The `_gc` and `_lgc` programs add `batch %ld`; test_urcu_hash has no `wdur` and adds `nr_add`, `nr_add_fail`, `nr_remove` and
/// `nr_leaked`; old versions have no `wdur`. The programs of queues and stacks have no readers.
struct SummaryLine {
    /// What the program was called by: argv[0].
    let program: String
    private let values: [String: Int64]

    /// The words of a line that has a summary; nil for other text.
    ///
    /// run-urcu-tests.sh puts `# ` before each line.
    static func words(of line: String) -> [Substring]? {
        var words = line.split { $0 == " " || $0 == "\t" || $0 == "\r" }[...]
        if words.first == "#" { words = words.dropFirst() }
        return words.first == "SUMMARY" ? Array(words.dropFirst()) : nil
    }

    /// Whether these words are those of a queue or stack: threads that enqueue, dequeue, dispatch, and none that reads.
    static func hasNoReaders(_ words: [Substring]) -> Bool {
        words.contains("nr_enqueuers") || words.contains("nr_dispatchers")
    }

    /// Parameters of a case that are no column: they become its shape.
    private static let parameters = ["rdur", "wdur", "wdelay", "batch", "global_items"]
    private static let required = ["testdur", "nr_readers", "nr_writers", "nr_reads", "nr_writes"]
    /// Left out: reads and writes added up, and what became of the nodes of a hash table.
    private static let ignored = ["nr_ops", "nr_add", "nr_add_fail", "nr_remove", "nr_leaked"]

    /// Why a line cannot be read: one sentence.
    struct Refusal: Error { let message: String }

    init(_ words: [Substring]) throws(Refusal) {
        guard let start = words.firstIndex(of: "testdur"), start > 0 else {
            throw Refusal(message: "no program and 'testdur' after SUMMARY: is the line cut off?")
        }
        program = words[..<start].joined(separator: " ")
        var values: [String: Int64] = [:]
        var rest = words[start...]
        while let name = rest.popFirst().map(String.init) {
            guard (Self.required + Self.parameters + Self.ignored).contains(name) else {
                throw Refusal(message: "'\(legible(name))' is no field of a SUMMARY line")
            }
            guard let word = rest.popFirst() else {
                throw Refusal(message: "\(name) has no value: is the line cut off?")
            }
            guard let value = Int64(word), value >= 0 || Self.ignored.contains(name) else {
                throw Refusal(
                    message: "\(name): '\(legible(String(word)))' is not a whole number from 0 to \(Int64.max)")
            }
            guard values.updateValue(value, forKey: name) == nil else {
                throw Refusal(message: "\(name) stands twice")
            }
        }
        for name in Self.required where values[name] == nil {
            throw Refusal(message: "\(name) is missing: is the line cut off?")
        }
        self.values = values
    }

    subscript(_ name: String) -> Int64 { values[name] ?? 0 }

    /// `rdur=0:wdur=0:wdelay=0`, in loops of the test, so that unlike cases stay apart; nil where no parameter is printed.
    var shape: String? {
        let parts = Self.parameters.compactMap { name in values[name].map { "\(name)=\($0)" } }
        return parts.isEmpty ? nil : parts.joined(separator: ":")
    }

    /// The rules that the program tests, by our names where we have the same.
    var variant: String {
        var name = program.split(separator: "/").last.map(String.init) ?? program
        if name.hasPrefix("lt-") { name = String(name.dropFirst(3)) }  // libtool's wrapper
        let suffix = ["_gc", "_lgc"].last { name.hasSuffix($0) } ?? ""
        let base = String(name.dropLast(suffix.count))
        let known = [
            "test_urcu": "rcu_memb", "test_urcu_mb": "rcu_mb", "test_urcu_qsbr": "rcu_qsbr", "test_urcu_bp": "rcu_bp",
            "test_rwlock": "pthread_rwlock", "test_mutex": "pthread_mutex", "test_perthreadlock": "per_thread_lock",
        ]
        return (known[base] ?? (base.hasPrefix("test_") ? String(base.dropFirst(5)) : base)) + suffix
    }
}
