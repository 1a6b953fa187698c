/// What schema 3 brought: the scenarios `net_lifecycle`, `fairness` and `mixed`.
extension Schema {
    private static let lives = ["net_lifecycle", "mixed"]

    static let lifecycleKeyColumns: [Column] = [
        Column(
            "creators", .integer, .key, scenarios: lives, since: 3,
            "Threads that create namespaces and hand them on."),
        Column(
            "destroyers", .integer, .key, scenarios: lives, since: 3,
            "Threads that drop the last reference of those."),
        Column(
            "drainers", .integer, .key, scenarios: ["fairness"], since: 3,
            "Threads that have rtnl drained over and over, or send as much where nothing drains."),
        Column(
            "batch", .integer, .key, scenarios: ["net_lifecycle"], since: 3,
            "Namespaces that a destroyer drops at once."),
        rate("lock_rate", "Locks per second and locker."),
        rate("request_rate", "Requests per second and sender."),
        rate("dump_rate", "Passes over the list per second and reader."),
    ]

    private static func rate(_ name: String, _ summary: String) -> Column {
        Column(name, .number, .key, unit: "1/s", scenarios: ["mixed"], since: 3, summary)
    }

    static let lifecycleColumns: [Column] = [
        response(
            "response_p50_ns",
            "Median time from the intended start to the end, measured role, fixed rate; empty, as all of them, where it did less "
                + "than 95 % of what was asked."),
        response("response_p90_ns", "Its ninetieth percentile, with at least 100 samples."),
        response("response_p99_ns", "Its ninety-ninth percentile, with at least 1000 samples."),
        response("response_p99_9_ns", "Its 99.9th percentile, with at least 10000 samples."),
        response("response_max_ns", "The longest."),
        Column("response_samples", .integer, .counter, scenarios: ["mixed"], since: 3, "Operations timed so."),
        response("locker_response_p50_ns", "Median time from a plain locker's intended start until it has rtnl."),
        response("locker_response_p99_ns", "Its ninety-ninth percentile, with at least 1000 samples."),
        response("locker_response_max_ns", "The longest."),
        Column("locker_response_samples", .integer, .counter, scenarios: ["mixed"], since: 3, "Waits timed so."),
        Column(
            "reclaimed", .integer, .counter, scenarios: lives, since: 3,
            "Namespaces whose memory was released inside the window."),
        Column(
            "reclaimed_per_s", .number, .metric, unit: "1/s", better: .higher, scenarios: lives, since: 3,
            "The same per second: destroyed for good, not only queued."),
        Column(
            "credit_wait_fraction", .number, .metric, better: .lower, scenarios: lives, since: 3,
            "Share of the measured creators' window in which they waited for credit or for room in their ring, which is in no "
                + "latency; empty where none creates."),
        Column(
            "backlog_at_edges", .number, .metric, better: .lower, scenarios: lives, since: 3,
            "Dying namespaces at the window's opening and at its close, the mean of the two moments and not of the window."
        ),
        Column(
            "grace_period_p99_ns", .number, .metric, unit: "ns", better: .lower, scenarios: lives, since: 3,
            "Ninety-ninth percentile of a wait for readers, with at least 1000 waits."),
    ]

    private static func response(_ name: String, _ summary: String) -> Column {
        Column(name, .number, .metric, unit: "ns", better: .lower, scenarios: ["mixed"], since: 3, summary)
    }
}
