import BenchmarkResults
import NetNamespace
import TestSupport

@testable import netnsbench

/// Rows as a study of shapes would measure them, by rules that are made up.
enum MadeUpShapes {
    /// A time for each variant, length and number pending, and what it inspects.
    typealias Model =
        @Sendable (_ variant: Variant, _ length: Int, _ pending: Int) -> (ns: Double, inspected: Int)

    /// The rules as they are meant: 2 ns a visit, 100 ns a request.
    static let meant: Model = { variant, length, pending in
        let visits =
            !variant.drains
            ? 0
            : variant.drainsByQueue
                ? pending : variant.restarts ? length + pending * (length + 1) / 2 : length
        return (20 + 2 * Double(visits) + 100 * Double(pending), visits)
    }

    static func row(_ variant: String, block: Int, change: (inout ResultRow) -> Void) -> ResultRow {
        TestSupport.row("c", process: block, block: block, variant, 1) {
            $0["readers"] = .integer(0)
            $0["lockers"] = .integer(1)
            $0["pending"] = .integer(0)
            $0["scenario"] = .text("rtnl_unlock")
            change(&$0)
        }
    }

    static func drains(_ plan: ShapePlan, _ model: Model) -> [ShapeRows.Part: [ResultRow]] {
        var parts: [ShapeRows.Part: [ResultRow]] = [:]
        func add(_ part: String, _ variant: Variant, _ length: Int, _ pending: Int) {
            let (ns, inspected) = model(variant, length, pending)
            for block in 1...6 {
                parts[part, default: []].append(
                    row(variant.name, block: block) {
                        $0["shape"] = .text(pending > 0 ? "pending" : "idle")
                        $0["namespaces"] = .integer(Int64(length))
                        $0["pending"] = .integer(Int64(pending))
                        $0["ns_per_op"] = .number(ns * (1 + 0.01 * Double(block)))
                        if variant.drains { $0["inspected_per_op"] = .number(Double(inspected)) }
                    })
            }
        }
        for variant in ShapeVariants.all {
            for length in plan.lengths { add("idle", variant, length, 0) }
            guard variant.drains else { continue }
            for length in plan.full { add("drain", variant, length, length) }
            for length in plan.mostlyIdle { add("drain", variant, length, plan.fewPending) }
            if variant.drainsByQueue {
                for pending in plan.full.dropLast() { add("drain", variant, plan.full.last ?? 0, pending) }
            }
            for window in plan.storms {
                let restarts = variant.restarts ? 100 * window : 0
                parts[ShapePlan.storm(window), default: []].append(
                    row(variant.name, block: 1) {
                        $0["shape"] = .text("storm")
                        $0["namespaces"] = .integer(64)
                        $0["restarts_max"] = .integer(Int64(restarts))
                        $0["inspected_per_op"] = .number(variant.restarts ? 1e5 : 64)
                    })
            }
        }
        return parts
    }

    /// A file as the study keeps it.
    static func file(_ parts: [ShapeRows.Part: [ResultRow]]) -> String {
        CSVWriter.text(
            of: parts.keys.sorted().flatMap { part in
                (parts[part] ?? []).map { row in
                    var row = row
                    row["campaign"] = .text("20261125T020000Z-1-\(part)")
                    return row
                }
            })
    }
}
