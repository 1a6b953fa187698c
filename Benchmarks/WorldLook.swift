import BenchmarkEngine
import BenchmarkResults
import NetNamespace

/// What the world had counted at one edge of the window, and when that was.
struct WorldLook {
    private(set) var alive: UInt64 = 0
    private var dying: UInt64 = 0
    private var destroyed: UInt64 = 0
    private var time: UInt64 = 0

    /// Nothing seen yet.
    init() {}

    /// A look now.
    init(at world: World) {
        let counters = world.worldCounters
        alive = counters.alive
        dying = counters.dying
        destroyed = counters.destroyed
        time = SystemClock().now()
    }

    /// What was released between the two looks, and what was waiting for it at both.
    func cells(until later: WorldLook) -> [String: CellValue] {
        let reclaimed = later.destroyed - destroyed
        var cells: [String: CellValue] = [
            "reclaimed": .integer(Int64(reclaimed)),
            "backlog_at_edges": .number(Double(dying + later.dying) / 2),
        ]
        if later.time > time {
            cells["reclaimed_per_s"] = .number(Double(reclaimed) * 1e9 / Double(later.time - time))
        }
        return cells
    }
}
