import BenchmarkEngine
import BenchmarkResults

/// A result file as large as one likes: 40 processes of 50 cases, every column filled that comes with them.
///
/// The same seed gives the same file.
struct SyntheticCampaign {
    /// The campaign.
    let name: String
    /// How many rows it has; the last process may lack some.
    let rows: Int
    /// Of the figures.
    let seed: UInt64

    private static let processes = 40
    private static let variants = ["net_list_mutex", "rtnl_retry", "rcu_mb", "rcu_memb", "rcu_qsbr"]
    private static let namespaces = (0..<10).map { 1 << $0 }
    private static let scenario = "for_each_net"

    /// Writes the file.
    func write(to path: String) throws {
        var generator = SeededGenerator(seed: seed)
        let writer = try CSVWriter(path: path, force: false)
        let cases = Self.variants.flatMap { variant in Self.namespaces.map { (variant, $0) } }
        let repetitions = (rows + Self.processes * cases.count - 1) / (Self.processes * cases.count)
        var left = rows
        for process in 1...Self.processes {
            let drift = 1 + 0.01 * Self.uniform(&generator)
            var order: Int64 = 0
            for repetition in 1...repetitions {
                for (variant, namespaces) in cases {
                    guard left > 0 else { return try writer.close() }
                    left -= 1
                    order += 1
                    var row = filled(&generator)
                    row["process"] = .integer(Int64(process))
                    row["block"] = .integer(Int64(repetition))
                    row["order"] = .integer(order)
                    row["repetition"] = .integer(Int64(repetition))
                    row["variant"] = .text(variant)
                    row["namespaces"] = .integer(Int64(namespaces))
                    let noise = 1 + 0.01 * Self.uniform(&generator)
                    row["ns_per_op"] = .number((100 + Double(namespaces)) * drift * noise)
                    try writer.write(row)
                }
            }
        }
        try writer.close()
    }

    /// A row with a value in every column of the scenario; what says which row it is comes on top.
    private func filled(_ generator: inout SeededGenerator) -> ResultRow {
        var row = ResultRow()
        for column in Schema.columns where column.scenarios.isEmpty || column.scenarios.contains(Self.scenario) {
            guard column.name != "error" else { continue }
            switch column.kind {
            case .text: row[column.name] = .text("\(column.name) of a made-up machine")
            case .flag: row[column.name] = .flag(column.role == .verdict)
            case .integer where column.role == .key || column.role == .setting: row[column.name] = .integer(2)
            case .integer: row[column.name] = .integer(Int64(generator.next() >> 44))
            case .number where column.role == .key || column.role == .setting: row[column.name] = .number(0.25)
            case .number where column.role == .context: row[column.name] = .number(Self.uniform(&generator))
            case .number: row[column.name] = .number(1e4 * Self.uniform(&generator))
            }
        }
        row["schema"] = .integer(Int64(Schema.version))
        row["campaign"] = .text(name)
        row["scenario"] = .text(Self.scenario)
        row["estimator"] = .text("throughput")
        row["status"] = .text("ok")
        return row
    }

    private static func uniform(_ generator: inout SeededGenerator) -> Double {
        Double.random(in: 0..<1, using: &generator)
    }
}
