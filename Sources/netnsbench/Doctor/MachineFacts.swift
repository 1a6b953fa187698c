import BenchmarkEngine
import BenchmarkResults
import CPlatform
import Glibc

/// What `doctor` judges; nil is what could not be found out.
struct MachineFacts {
    /// How many CPUs this process may use, and which.
    var cpus = 0
    var cpuList: String?
    /// `max`, or the quota and its period in us.
    var quota: String?
    /// Of all those CPUs.
    var governor: String?
    /// `on` or `off`.
    var turbo: String?
    var smt: String?
    var aslr: String?
    /// The share of those CPUs' time that a hypervisor gave to others, and the load of the last minute.
    var steal: Double?
    var load: Double?
    /// Whether this is a virtual machine, and whose.
    var isVirtual: Bool?
    var hypervisor: String?
    /// What the kernel reads the time from.
    var clockSource: String?
    /// Whether the kernel offers the membarrier() that rcu_memb rests on.
    var membarrier: Bool?

    /// Reads them; takes a second.
    static func read() -> MachineFacts {
        let cells = EnvironmentProbe.contextCells()
        var facts = MachineFacts()
        let cpus = allowedCPUs()
        facts.cpus = cpus.count
        facts.cpuList = cells["cpus_allowed"]?.text
        facts.quota = cells["cgroup_cpu_max"]?.text
        facts.governor = cells["governor"]?.text
        facts.turbo = cells["turbo"]?.text
        facts.smt = cells["smt"]?.text
        facts.aslr = cells["aslr"]?.text
        if case .number(let load)? = cells["load_1m"] { facts.load = load }
        facts.isVirtual = isVirtual(
            cpuinfo: readSmallFile("/proc/cpuinfo"),
            hasHypervisorNode: access("/proc/device-tree/hypervisor", F_OK) == 0)
        facts.hypervisor =
            readSmallFile("/sys/hypervisor/type") ?? readSmallFile("/sys/class/dmi/id/sys_vendor")
        facts.clockSource = readSmallFile("/sys/devices/system/clocksource/clocksource0/current_clocksource")
        facts.membarrier = [1: true, 0: false][platform_membarrier()]
        let before = CPUTimes(readSmallFile("/proc/stat"), cpus: cpus)
        usleep(1_000_000)
        facts.steal = CPUTimes(readSmallFile("/proc/stat"), cpus: cpus)?.stolen(since: before)
        return facts
    }

    /// By the flag that processors of x86 have in a virtual machine, or the node that others are given by theirs.
    static func isVirtual(cpuinfo: String?, hasHypervisorNode: Bool) -> Bool? {
        if hasHypervisorNode { return true }
        guard let flags = cpuinfo?.split(separator: "\n").first(where: { $0.hasPrefix("flags") }) else { return nil }
        return flags.split(separator: " ").contains("hypervisor")
    }
}

/// What /proc/stat counts of some CPUs, in ticks.
struct CPUTimes {
    private let all: Int
    private let stolen: Int

    /// nil where one of them is missing.
    init?(_ stat: String?, cpus: [Int]) {
        guard let lines = stat?.split(separator: "\n"), !cpus.isEmpty else { return nil }
        var (all, stolen) = (0, 0)
        for cpu in cpus {
            guard let line = lines.first(where: { $0.hasPrefix("cpu\(cpu) ") }) else { return nil }
            // user nice system idle iowait irq softirq steal; what follows, guest, is in user already.
            let ticks = line.split(separator: " ").dropFirst().prefix(8).compactMap { Int($0) }
            guard ticks.count == 8 else { return nil }
            // Counters of a hot-plugged CPU may be anything: no sum of them is worth a crash.
            all &+= ticks.reduce(0, &+)
            stolen &+= ticks[7]
        }
        (self.all, self.stolen) = (all, stolen)
    }

    /// The share of the time since then that others had; nil where no tick has passed.
    func stolen(since before: CPUTimes?) -> Double? {
        guard let before, all > before.all, stolen >= before.stolen else { return nil }
        return Double(stolen - before.stolen) / Double(all - before.all)
    }
}
