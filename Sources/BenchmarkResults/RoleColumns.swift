extension Schema {
    /// The roles of threads, as columns name them.
    static let roles = ["reader", "updater", "locker", "sender"]

    /// Roles that came later, with the schema that brought them.
    static let laterRoles = [("creator", 3), ("destroyer", 3), ("drainer", 3), ("registrar", 3)]

    static let roleColumns: [Column] =
        roles.flatMap { roleColumns($0, since: 1) } + laterRoles.flatMap { roleColumns($0.0, since: $0.1) }

    private static func roleColumns(_ role: String, since: Int) -> [Column] {
        [
            Column("\(role)_ops", .integer, .counter, since: since, "Operations of all \(role)s inside the window."),
            Column(
                "\(role)_ops_per_s", .number, .metric, unit: "1/s", better: .higher, since: since,
                "Operations per second, summed over the \(role)s."),
            Column(
                "\(role)_thread_min", .integer, .counter, since: since,
                "Operations of the \(role) that did the fewest."),
            Column(
                "\(role)_thread_max", .integer, .counter, since: since, "Operations of the \(role) that did the most."),
            Column(
                "\(role)_jain", .number, .metric, better: .higher, since: since,
                "Jain's fairness index over the \(role)s: 1 is even, 1/n is one thread alone."),
        ]
    }

    static let latencyColumns: [Column] = [
        latency("service_p50_ns", "Median time of one sampled operation of the measured role, closed loop."),
        latency("service_p90_ns", "Ninetieth percentile, with at least 100 samples."),
        latency("service_p99_ns", "Ninety-ninth percentile, with at least 1000 samples."),
        latency("service_p99_9_ns", "99.9th percentile, with at least 10000 samples."),
        latency("service_max_ns", "The longest sampled operation."),
        Column("service_samples", .integer, .counter, "Operations sampled."),
    ]

    private static func latency(_ name: String, _ summary: String) -> Column {
        Column(name, .number, .metric, unit: "ns", better: .lower, summary)
    }

    private static let drains = ["rtnl_unlock", "fairness", "mixed"]
    private static let lists = ["for_each_net", "net_lifecycle", "mixed"]
    private static let changing = lists + ["netdevice_notifier", "pernet_subsys"]
    private static let notifiers = ["netdevice_notifier"]
    private static let subsystems = ["pernet_subsys"]

    static let counterColumns: [Column] = [
        Column(
            "inspected_per_op", .number, .metric, better: .lower, exactWhenQuiescent: true,
            "Namespaces looked at per draining unlock."),
        Column(
            "restarts_per_op", .number, .metric, better: .lower, exactWhenQuiescent: true,
            "Restarts at the head per draining unlock."),
        Column(
            "restarts_max", .integer, .counter, better: .lower, since: 3,
            "Most restarts within one unlock, over the repetition: 0 where rules are bounded."),
        Column("handled", .integer, .counter, scenarios: drains, "Requests handled inside the window."),
        Column(
            "handled_foreign", .integer, .counter, scenarios: drains,
            "Of these, requests handled on another thread than their sender's."),
        Column(
            "stranded", .integer, .counter, better: .exact, scenarios: drains,
            "Requests queued at the end with nobody to handle them."),
        Column(
            "enqueue_to_handled_p50_ns", .number, .metric, unit: "ns", better: .lower, scenarios: drains,
            "Median time from appending a sampled request to its handling."),
        Column(
            "enqueue_to_handled_p99_ns", .number, .metric, unit: "ns", better: .lower, scenarios: drains,
            "Its ninety-ninth percentile, with at least 1000 samples."),
        Column("grace_periods", .integer, .counter, scenarios: changing, "Waits for readers during the repetition."),
        Column(
            "grace_period_p50_ns", .number, .metric, unit: "ns", better: .lower, scenarios: changing,
            "Median time of one."),
        Column(
            "backlog_max", .integer, .counter, better: .lower, scenarios: changing,
            "Most namespaces that were dying at one time."),
        Column(
            "bytes_per_namespace", .number, .metric, unit: "bytes", better: .lower,
            "Memory of a namespace with its socket, device and payload."),
        Column("list_length_mean", .number, .metric, "Mean length of the list at the window's edges."),
        Column(
            "visits_per_pass", .number, .metric, scenarios: lists, exactWhenQuiescent: true,
            "Namespaces visited per pass."),
        Column(
            "notified_per_op", .number, .metric, scenarios: notifiers, since: 3, exactWhenQuiescent: true,
            "Events that a notifier was told of per registration and unregistration, those of namespaces that came or "
                + "went meanwhile included."),
        Column(
            "unpaired", .integer, .counter, better: .lower, scenarios: notifiers, since: 3,
            "By how many events REGISTER and UNREGISTER differed, registration by registration: events that a notifier "
                + "missed."),
        Column(
            "inits_per_op", .number, .metric, scenarios: subsystems, since: 3, exactWhenQuiescent: true,
            "Namespaces that a subsystem was set up for per registration and unregistration."),
    ]

    static let contextColumns: [Column] = [
        Column("argv", .text, .context, "The command line."),
        Column("commit", .text, .context, "Commit of the work tree that holds the program."),
        Column("dirty", .flag, .context, "Whether tracked files outside results/ differed from it."),
        Column(
            "build_id", .text, .context, since: 2, "The build ID that the linker gave the program, in hexadecimal."),
        Column("build", .text, .context, "release or debug."),
        Column("compiler", .text, .context, "Swift and C compiler."),
        Column("os", .text, .context, "Distribution."),
        Column("kernel", .text, .context, "Kernel release."),
        Column("cpu", .text, .context, "CPU model."),
        Column("cpus_allowed", .text, .context, "CPUs this process may use, as read back."),
        Column("cgroup_cpu_max", .text, .context, "The control group's CPU quota."),
        Column("smt", .text, .context, "Whether sibling threads are on."),
        Column("governor", .text, .context, "CPU frequency governor."),
        Column("turbo", .text, .context, "Whether turbo is on."),
        Column("aslr", .text, .context, "Whether addresses are randomised."),
        Column("steal_ms", .number, .context, unit: "ms", "CPU time the hypervisor kept during the window."),
        Column("involuntary_switches", .integer, .context, "Preemptions of this process during the window."),
        Column("load_1m", .number, .context, "Load average over a minute."),
        Column("liburcu", .text, .context, "liburcu's version."),
        Column("libbenchmark", .text, .context, "Google Benchmark's version."),
        Column("host", .text, .context, "The machine's name."),
        Column("started_at", .text, .context, "Start of the run, UTC."),
    ]
}
