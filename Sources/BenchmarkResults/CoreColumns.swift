extension Schema {
    static let identityColumns: [Column] = [
        Column("schema", .integer, .identity, "Version of this table; the first column of every row."),
        Column(
            "campaign", .text, .identity,
            "What one `run`, `duel` or round of `calibrate` made: its start in UTC and a number."),
        Column("process", .integer, .identity, "The execution within the campaign, from 1: the unit of replication."),
        Column(
            "block", .integer, .identity,
            "The pass over all cases, from 1; rows of one block of one campaign are paired."),
        Column("order", .integer, .identity, "The place of this window in the order of execution of its process."),
        Column("repetition", .integer, .identity, "The window of this case within its process, from 1."),
    ]

    static let keyColumns: [Column] = [
        Column("scenario", .text, .key, "What is measured."),
        Column(
            "shape", .text, .key, scenarios: ["rtnl_unlock", "net_lifecycle", "netdev_todo"],
            "rtnl_unlock: idle, pending or storm; net_lifecycle: create or destroy; netdev_todo: unregister or lock."),
        Column("variant", .text, .key, "The locking rules."),
        Column("namespaces", .integer, .key, "Length of the list, `init_net` included."),
        Column("readers", .integer, .key, "Threads that walk the list."),
        Column("updaters", .integer, .key, "Threads that create and destroy namespaces."),
        Column("lockers", .integer, .key, "Threads that take and release rtnl."),
        Column("senders", .integer, .key, "Threads that send requests."),
        Column("pending", .integer, .key, "Queues preloaded before each unlock, or requests per turn of a drainer."),
        Column("sender_mode", .text, .key, scenarios: ["rtnl_unlock"], "blocking, synchronous or trylock."),
        Column(
            "list_lock", .text, .key, scenarios: ["for_each_net", "net_lifecycle"],
            "rtnl, net_mutex, net_rwsem or rcu: what a reader holds where the rules let it choose. Of net_lifecycle only where "
                + "it was asked for; empty is the rules' usual lock. Beside creators of the running kernel, what its walk takes: "
                + "rtnl, rcu or none."),
        Column(
            "rtnl_lock", .text, .key, since: 2,
            "The kind of lock behind rtnl: adaptive, ticket or mcs; empty is a pthread mutex."),
        Column(
            "update_rate", .number, .key, unit: "1/s", scenarios: ["for_each_net", "mixed"],
            "Creations per second and updater, or creator; empty is a closed loop."),
        Column(
            "visit_bytes", .integer, .key, unit: "bytes", scenarios: ["for_each_net"],
            "What a visit reads of its namespace."),
        Column(
            "devices", .integer, .key, scenarios: ["netdevice_notifier"], since: 3,
            "Devices of each namespace, the loopback device among them."),
        Column(
            "registrars", .integer, .key, scenarios: ["netdevice_notifier", "pernet_subsys", "netdev_todo"], since: 3,
            "Threads that register and unregister a notifier, a subsystem or a device."),
        Column("pin", .text, .key, "Where threads were placed: none, compact, scatter or a list of CPUs."),
    ]

    static let settingColumns: [Column] = [
        Column(
            "seed", .integer, .setting,
            "Of everything random in this process, the order of its cases too, as a signed 64-bit number."),
        Column(
            "oversubscribed", .flag, .setting,
            "Whether more threads could run, workers included, than CPUs were allowed."),
        Column(
            "duration_s", .number, .setting, unit: "s", since: 2,
            "Length of the window that was asked for (`--duration`)."),
        Column("window_s", .number, .setting, unit: "s", "Length of the measured window, as it was."),
        Column("warmup_s", .number, .setting, unit: "s", "How long the roles worked before it."),
        Column(
            "full_concurrency_fraction", .number, .setting,
            "Share of the window in which all threads were in their loops (loops, not cores)."),
    ]

    static let metricColumns: [Column] = [
        Column(
            "ns_per_op", .number, .metric, unit: "ns", better: .lower,
            "Time of one operation of one thread of the measured role; how it was estimated says `estimator`."),
        Column(
            "estimator", .text, .setting,
            "chunk_median (one thread alone), throughput (threads x window / operations), timed_inside (the section times "
                + "itself: the median over chunks), timed_mean (the same, the mean over operations that wait) or differential (with the drain less without a search). Unlike estimators are never compared."
        ),
        Column(
            "window_mean_ns", .number, .metric, unit: "ns", better: .lower,
            "Threads x window / operations, whatever the estimator."),
        Column(
            "chunk_median_ns", .number, .metric, unit: "ns", better: .lower, "Median over chunks of ns per operation."),
        Column("chunk_p10_ns", .number, .metric, unit: "ns", better: .lower, "Tenth percentile over chunks."),
        Column("chunk_p90_ns", .number, .metric, unit: "ns", better: .lower, "Ninetieth percentile over chunks."),
        Column("chunks", .integer, .counter, "Chunks of the measured role inside the window."),
        Column(
            "clock_cost_ns", .number, .setting, unit: "ns", "What reading the clock cost, subtracted where it counts."),
        Column(
            "censored", .integer, .counter, better: .lower,
            "Measured operations still running when the window closed, and those of a role at a rate that should have begun "
                + "and had not, where the oldest waited for more than 1 ms."),
        Column(
            "censored_age_ns", .number, .metric, unit: "ns", better: .lower,
            "Age of the oldest of them, from its intended start where it has one: a lower bound of its time."),
    ]

    static let verdictColumns: [Column] = [
        Column("valid", .flag, .verdict, "Whether the window's checks held; others never enter a comparison."),
        Column("status", .text, .verdict, "ok, invalid, timeout, skipped, error or interrupted."),
        Column("error", .text, .verdict, "What was wrong, empty where nothing was."),
    ]
}
