import NetNamespace

/// How long the study takes, and how strictly it asks.
struct ShapePlan {
    /// A few coarse questions for CI, in less than a minute.
    let isQuick: Bool

    /// Lengths of the list for the idle unlock.
    var lengths: [Int] { isQuick ? [1, 100, 10_000] : [1, 10, 100, 1000, 10_000, 100_000] }
    /// Of these, the ones over which a walk is most of an unlock.
    var longLengths: [Int] { isQuick ? [100, 10_000] : [100, 1000, 10_000] }
    /// Of these, the ones over which it outgrows the caches as well.
    var longestLengths: [Int] { isQuick ? [] : [10_000, 100_000] }
    /// The exponent of a walk: a bit above 1 where the list outgrows the caches.
    var linear: ClosedRange<Double> { isQuick ? 0.5...2 : 0.8...1.35 }
    /// The exponent of what does not walk.
    var flat: ClosedRange<Double> { isQuick ? -0.4...0.4 : -0.1...0.1 }
    /// Numbers of namespaces all of which are pending.
    var full: [Int] { isQuick ? [64, 1024] : [64, 256, 1024, 2048] }
    /// Lengths of the list with a fixed number pending.
    var mostlyIdle: [Int] { isQuick ? [256, 16_384] : [256, 1024, 4096, 16_384, 100_000] }
    /// That number.
    let fewPending = 16
    /// Lengths of a storm's windows in milliseconds.
    var storms: [Int] { isQuick ? [5, 80] : [5, 20, 80, 320] }
    /// Namespaces of a storm.
    let stormLength = 64
    /// Namespaces dropped at once.
    var batches: [Int] { isQuick ? [1, 256] : [1, 16, 256, 4096] }
    /// Lengths of the list that is walked.
    let walked = [64, 1024]

    /// Namespaces of the host on which a creator's tail is measured.
    let churned = 4096
    /// Senders of a storm.
    let stormSenders = 2

    /// One `run`.
    struct Part {
        let name: ShapeRows.Part
        let options: [String]
    }

    /// The name of the part that measures storms of that window.
    static func storm(_ milliseconds: Int) -> ShapeRows.Part { "storm-\(milliseconds)" }

    /// Every part, in order.
    var parts: [Part] {
        let storms = self.storms.map { part(Self.storm($0), storm(milliseconds: $0), processes: isQuick ? 1 : 7) }
        let always =
            [part("idle", idle, processes: isQuick ? 2 : 9), part("drain", drain, processes: isQuick ? 2 : 9)] + storms
            + [
                part("destroy", destroy, processes: isQuick ? 2 : 7),
                part("create", create, processes: isQuick ? 2 : 7),
                part("lockers", lockers, processes: isQuick ? 2 : 9),
                part("lockers-alone", lockers + ["--rtnl-lock", "none"], processes: isQuick ? 2 : 9),
                part("walk", walk, processes: isQuick ? 2 : 11),
            ]
        return isQuick ? always : always + [part("queue", queue, processes: 9)]
    }

    private func part(_ name: String, _ options: [String], processes: Int) -> Part {
        Part(name: name, options: options + ["--processes", "\(processes)", "--seed", "1"])
    }

    private func list(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: ",") }
    private func names(_ variants: [Variant]) -> String { variants.map(\.name).joined(separator: ",") }
    private var window: [String] { ["--duration", isQuick ? "5ms" : "10ms", "--warmup", "2ms"] }

    private var idle: [String] {
        [
            "--scenario", "rtnl_unlock,mutex_pair", "--variant", names(ShapeVariants.all) + ",unlocked", "--namespaces",
            list(lengths), "--lockers", "1", "--senders", "0", "--pending", "0",
        ] + window
    }

    private var drain: [String] {
        // All are pending; or few of ever more; or, by a queue, ever more of as many; or one of very many.
        let cases =
            "namespaces:(\(full.map(String.init).joined(separator: "|")))/lockers:1/pending:\\1$"
            + "|namespaces:(?:\(mostlyIdle.map(String.init).joined(separator: "|")))/lockers:1/pending:\(fewPending)$"
            + "|(?:\(ShapeVariants.queueing.map(\.name).joined(separator: "|")))/namespaces:\(full.max() ?? 0)/"
            + "|namespaces:100000/lockers:1/pending:1$"
        let lengths = Set(full + mostlyIdle + (isQuick ? [] : [100_000])).sorted()
        return [
            "--scenario", "rtnl_unlock", "--variant", names(ShapeVariants.walking + ShapeVariants.queueing),
            "--namespaces", list(lengths), "--pending", list(Set(full + [fewPending, 1]).sorted()), "--lockers", "1",
            "--senders", "0", "--filter", cases,
        ] + window
    }

    private func storm(milliseconds: Int) -> [String] {
        [
            "--scenario", "rtnl_unlock", "--variant", names(ShapeVariants.walking + ShapeVariants.queueing),
            "--namespaces", "\(stormLength)", "--lockers", "1", "--senders", "\(stormSenders)", "--sender-mode",
            "blocking",
            "--pending",
            "0", "--duration", "\(milliseconds)ms", "--warmup", "2ms",
        ]
    }

    private var queue: [String] {
        [
            "--scenario", "rtnl_unlock", "--variant", names(ShapeVariants.walking + ShapeVariants.queueing),
            "--namespaces", list(walked), "--lockers", "1", "--senders", "1,2", "--sender-mode", "blocking",
            "--pending",
            "0", "--duration", "150ms",
        ]
    }

    private var destroy: [String] {
        // A batch is a chunk: a window that is shorter than one is not extended.
        [
            "--scenario", "net_lifecycle", "--variant", "rcu_memb,rcu_batch", "--namespaces", "64", "--creators", "0",
            "--destroyers", "1", "--batch", list(batches), "--filter", "namespaces:64/destroyers", "--duration",
            isQuick ? "20ms" : "250ms",
        ]
    }

    /// An open loop: in a closed one a creator that waits makes nothing that could be seen to wait.
    private var create: [String] {
        [
            "--scenario", "mixed", "--variant", names(ShapeVariants.all), "--namespaces", "\(churned)", "--readers",
            "2",
            "--dump-rate", "2000", "--update-rate", "2000", "--lock-rate", "100", "--senders", "0", "--duration",
            isQuick ? "100ms" : "550ms",
        ]
    }

    private var lockers: [String] {
        [
            "--scenario", "rtnl_unlock", "--variant", "per_net_rtnl", "--namespaces", "64", "--lockers", "1,2",
            "--senders", "0", "--pending", "0",
        ]
    }

    private var walk: [String] {
        [
            "--scenario", "for_each_net", "--variant", names(ShapeVariants.all) + ",unlocked", "--namespaces",
            list(walked), "--readers", "1,2", "--updaters", "0",
        ]
    }
}
