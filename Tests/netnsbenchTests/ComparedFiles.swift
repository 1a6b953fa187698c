import BenchmarkResults
import Comparing
import Foundation
import TestSupport

/// Result files for `compare`, made in code and the same each time.
enum ComparedFiles {
    /// Writes them all into `folder`.
    static func write(into folder: URL) throws {
        func file(_ name: String, _ rows: [ResultRow]) throws {
            let writer = try CSVWriter(path: folder.appendingPathComponent(name).path, force: true)
            for row in rows { try writer.write(row) }
            try writer.close()
        }
        // One case slower, one faster, one equal, one that 14 pairs cannot decide; one that each side has alone.
        let pairs = duel(pairs: 14, factors: [1.3, 0.7, 1, 1.055], seed: 1)
        try file("old.csv", pairs.old + [only("duel", process: 1, namespaces: 8)])
        try file("new.csv", pairs.new + [only("duel", process: 2, namespaces: 16)])
        // The floor is 20 % slower in b, and so is everything else.
        let here: (inout ResultRow) -> Void = {
            $0["kernel"] = .text("6.1.0")
            $0["commit"] = .text("0123456789abcdef")
            $0["dirty"] = .flag(false)
        }
        let a = campaign("a", processes: 12, factors: [1, 1], seed: 1, change: here)
        let b = campaign("b", processes: 12, factors: [1.2, 1.44], seed: 2, change: here)
        try file("a.csv", a + floor(of: a, 40))
        try file("b.csv", b + floor(of: b, 48))
        try file("c.csv", campaign("c", processes: 12, factors: [1.2, 1], seed: 3, change: here))
        try file(
            "elsewhere.csv",
            campaign("d", processes: 12, factors: [1, 1], seed: 4) {
                $0["kernel"] = .text("6.2.0")
                $0["commit"] = .text("fedcba9876543210")
            })
        try file(
            "pinned.csv",
            campaign("p", processes: 12, factors: [1, 1], seed: 8) {
                here(&$0)
                $0["pin"] = .text("0,1")
                $0["duration_s"] = .number(0.05)
            })
        try file(
            "unpinned.csv",
            campaign("u", processes: 12, factors: [1, 1], seed: 9) {
                here(&$0)
                $0["pin"] = .text("none")
                $0["duration_s"] = .number(0.02)
            })
        try file("small.csv", campaign("e", processes: 3, factors: [1, 1], seed: 5, change: here))
        try file("one.csv", campaign("f", processes: 1, factors: [1, 1], seed: 6, change: here))
        try file("zero.csv", campaign("g", processes: 12, factors: [0, 1], seed: 7, change: here))
        try file("other.csv", [only("h", process: 1, namespaces: 8, scenario: "rtnl_unlock")])
        try file("variants.csv", variants())
        try file("states.csv", states())
        let text = try String(contentsOf: folder.appendingPathComponent("b.csv"), encoding: .utf8)
        try text.dropLast(40).write(
            to: folder.appendingPathComponent("cut.csv"), atomically: true, encoding: .utf8)
        let later = text.replacingOccurrences(of: "\n\(Schema.version),", with: "\n9,")
        try later.write(to: folder.appendingPathComponent("later.csv"), atomically: true, encoding: .utf8)
        let folders = folder.appendingPathComponent("calibrated")
        try FileManager.default.createDirectory(at: folders, withIntermediateDirectories: true)
        for name in ["a.csv", "b.csv"] {
            try FileManager.default.copyItem(
                at: folder.appendingPathComponent(name), to: folders.appendingPathComponent(name))
        }
        let campaigns = (0..<6).map {
            campaign(
                "k\($0)", processes: 12, factors: [1, 1], seed: UInt64(20 + $0), shift: 0.01 * Double($0 % 3),
                change: here)
        }
        let lines = CalibrationStudy(campaigns: campaigns, name: "20260102T030405Z-7").lines(metric: "ns_per_op")
            .map { CalibrationFile.line($0, commit: "0123") }
        try (CalibrationFile.headerLine + lines.joined()).write(
            to: folders.appendingPathComponent("calibration.csv"), atomically: true, encoding: .utf8)
    }

    private static func only(
        _ campaign: String, process: Int, namespaces: Int64, scenario: String = "for_each_net"
    ) -> ResultRow {
        row(campaign, process: process, block: 1, "v0", 1) {
            $0["namespaces"] = .integer(namespaces)
            $0["scenario"] = .text(scenario)
        }
    }

    private static func floor(of rows: [ResultRow], _ level: Double) -> [ResultRow] {
        var noise = Noise(state: 9)
        return Set(rows.compactMap { $0.integer("process") }).sorted().map { process in
            row(
                rows[0].text("campaign") ?? "", process: Int(process), block: Int(process), "unlocked",
                level * (1 + 0.02 * noise.normal())
            ) {
                $0["readers"] = .integer(1)
                $0["kernel"] = rows[0]["kernel"]
                $0["commit"] = rows[0]["commit"]
                $0["dirty"] = rows[0]["dirty"]
            }
        }
    }

    /// Cases that are valid, in part valid, left out, and one that hung.
    private static func states() -> [ResultRow] {
        ["ok", "invalid", "skipped", "timeout"].enumerated().flatMap { index, status in
            (1...(status == "skipped" ? 1 : 3)).map { block in
                row("s", process: 1, block: block, "rcu_qsbr", 100 * Double(index + 1) + Double(block)) {
                    $0["namespaces"] = .integer(1 << Int64(4 * index))
                    $0["reader_ops_per_s"] = .number(1e9)
                    guard status != "ok", block < 3 else { return }
                    $0["valid"] = .flag(false)
                    $0["status"] = .text(status)
                    if status == "skipped" { $0["ns_per_op"] = nil }
                }
            }
        }
    }

    /// Three variants in two sender modes, in twelve processes that drift together.
    private static func variants() -> [ResultRow] {
        var noise = Noise(state: 3)
        var rows: [ResultRow] = []
        for process in 1...12 {
            let drift = 1 + 0.2 * noise.normal()
            for (variant, factor) in [("net_list_mutex", 1.0), ("rcu_qsbr", 0.5), ("rtnl_retry", 1.01)] {
                for (mode, share) in [("blocking", 1.0), ("synchronous", 0.8)] {
                    let time: Double = 100 * drift * factor * share * (1 + 0.004 * noise.normal())
                    rows.append(
                        row("v", process: process, block: process, variant, time) { $0["sender_mode"] = .text(mode) })
                }
            }
        }
        return rows
    }
}
