import BenchmarkResults
import Glibc

/// Counters of the machine and the process whose difference over a window is a column; nil is unknown.
struct EnvironmentCounters {
    /// Time the hypervisor took from all CPUs, in ms; it is read beside the window, as reading it takes a file.
    var stealMilliseconds = EnvironmentCounters.steal(readSmallFile("/proc/stat"))
    /// Involuntary context switches of the whole process.
    var involuntarySwitches = EnvironmentCounters.switches()

    /// Reads the cheap counters again, at the edge of a window.
    mutating func windowOpens() {
        involuntarySwitches = EnvironmentCounters.switches()
    }

    /// The columns over a window that began at `self` and ended at `end`.
    func cells(until end: EnvironmentCounters) -> [String: CellValue] {
        var cells: [String: CellValue] = [:]
        if let before = stealMilliseconds, let after = end.stealMilliseconds {
            cells["steal_ms"] = .number(after - before)
        }
        if let before = involuntarySwitches, let after = end.involuntarySwitches {
            cells["involuntary_switches"] = .integer(after - before)
        }
        return cells
    }

    /// The steal column of the first line of /proc/stat, which the kernel counts in clock ticks.
    static func steal(_ stat: String?) -> Double? {
        let fields = stat?.split(separator: "\n").first.map { $0.split(separator: " ") }
        guard let fields, fields.first == "cpu", fields.count > 8, let ticks = Double(fields[8]) else { return nil }
        return ticks * 1000 / Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
    }

    private static func switches() -> Int64? {
        var usage = rusage()
        return getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 ? Int64(usage.ru_nivcsw) : nil
    }
}
