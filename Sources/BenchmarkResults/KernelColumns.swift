/// What schema 4 brought: the running kernel beside the model.
extension Schema {
    static let kernelKeyColumns: [Column] = [
        Column(
            "kernel_op", .text, .key, since: 4,
            "What was called, where the running kernel was measured (`RTM_GETNSID`, `unshare`, ...); empty for the model."
        )
    ]

    static let kernelColumns: [Column] = [
        Column(
            "backend", .text, .setting, since: 4,
            "model or kernel: what was measured; files without the column are of the model."),
        Column(
            "quiesce_ns", .number, .metric, unit: "ns", better: .lower, since: 4,
            "Deferred work still owed: from the end of all threads until every namespace that was dropped was gone."),
        Column(
            "throttled", .integer, .counter, better: .lower, since: 4,
            "kernel: waits of 0.2 ms for room where 512 namespaces were dying (ENOSPC), in all of the repetition; they are in "
                + "the latency."),
    ]
}
