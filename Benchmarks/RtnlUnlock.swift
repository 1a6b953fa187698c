import BenchmarkEngine
import NetNamespace

extension Scenario {
    /// Lockers (measured) do `rtnl_lock(); rtnl_unlock()`, with nothing, something known, or a storm to drain.
    static let rtnlUnlock = Scenario(
        name: "rtnl_unlock",
        summary: "lockers take and release rtnl; shapes: idle, pending (preloaded queues), storm (senders)",
        isInSuites: true,
        parameters: [
            ScenarioParameter(name: "namespaces", meaning: "length of the list, init_net included"),
            ScenarioParameter(name: "lockers", meaning: "measured threads that take and release rtnl"),
            ScenarioParameter(name: "pending", meaning: "queues preloaded before each unlock; one locker"),
            ScenarioParameter(name: "senders", meaning: "threads that send requests"),
            ScenarioParameter(name: "sender-mode", meaning: "synchronous, blocking, trylock: what the variant allows"),
            .rtnlLockOrNone,
        ],
        grids: rtnlUnlockGrids,
        expand: { grid, variant in
            var cases = [CaseParameters(scenario: "rtnl_unlock", variant: variant)]
            cases = multiply(cases, grid.namespaces, [64], \.namespaces)
            cases = multiply(cases, grid.lockers, [1], \.lockers)
            cases = multiply(cases, grid.senders, [0], \.senders)
            cases = multiply(cases, grid.pending, [0], \.pending)
            let usual = [variant.usualSenderMode]
            let legal = grid.usesEverySenderMode ? SenderMode.allCases.filter(variant.allows) : usual
            let modes = grid.senderModes ?? legal
            return cases.flatMap { base in
                base.senders == 0 ? [base] : multiply([base], modes.map(Optional.some), [], \.senderMode)
            }
        },
        shape: { $0.senders > 0 ? "storm" : $0.pending > 0 ? "pending" : "idle" },
        refusal: rtnlUnlockRefusal,
        roles: { parameters, context in
            let variant = parameters.variant
            let differential = isDifferential(parameters)
            let kind: SectionKind =
                parameters.pending == 0 ? .unlock : differential ? .pendingWhole : .pending
            let locker = Role(
                name: "locker", threads: parameters.lockers, measured: true, samplesLatency: parameters.pending == 0,
                makeWorker: { index in
                    SectionWorker(kind, reference: differential ? .pendingReference : nil) {
                        // Each locker has a place of its own, for rules by which a namespace has a lock of its own.
                        Section(
                            variant: variant, pending: parameters.pending, places: context.places, firstPlace: index)
                    }
                })
            guard let mode = parameters.senderMode else { return [locker] }
            let sender = Role(
                name: "sender", threads: parameters.senders, measured: false, samplesLatency: true,
                makeWorker: { index in
                    SectionWorker(.send) {
                        Section(
                            variant: variant, senderMode: mode, places: context.places,
                            firstPlace: index * context.world.namespaces / parameters.senders)
                    }
                })
            return [locker, sender]
        },
        estimator: { parameters in
            if parameters.pending == 0 { return nil }
            return isDifferential(parameters) ? .differential : .timedInside
        },
        predictedNanoseconds: { parameters in
            let length = Double(parameters.namespaces)
            guard parameters.variant.drains else { return 10 }
            if parameters.variant.drainsByQueue { return 10 + 100 * Double(parameters.pending) }
            guard parameters.variant.restarts else { return length }
            // Each queue that is found sends the walk back to the head: half a list, for preloaded queues and busy senders.
            return length * (1 + Double(parameters.pending + parameters.senders) / 2)
        }
    )

    /// Short drains are measured by difference: the clock would be a large part of them.
    ///
    /// Decided from the parameters alone, so that every variant of a case has the same estimator.
    @Sendable static func isDifferential(_ parameters: CaseParameters) -> Bool {
        parameters.pending > 0 && parameters.namespaces + 16 * parameters.pending < 500
    }

    @Sendable private static func rtnlUnlockRefusal(_ parameters: CaseParameters) -> String? {
        let variant = parameters.variant
        if parameters.lockers == 0 { return "rtnl_unlock measures lockers: --lockers must be at least 1" }
        if let mode = parameters.senderMode, !variant.allows(mode) {
            return variant.drains
                ? "\(variant.name) strands what a \(mode.rawValue) sender leaves behind: that is an expected violation, "
                    + "never a measured case; use --sender-mode blocking or synchronous"
                : "\(variant.name) drains nothing: its senders must be --sender-mode synchronous"
        }
        if parameters.pending > 0 && !variant.drains {
            return "\(variant.name) drains nothing, so --pending means nothing there"
        }
        if parameters.pending > 0 && parameters.lockers > 1 {
            return "--pending is measured with one locker; with several lockers use --senders (the storm)"
        }
        if parameters.pending > 0 && parameters.senders > 0 {
            return "--pending and --senders exclude each other: preloaded queues, or a storm"
        }
        if parameters.pending > parameters.namespaces {
            return "--pending \(parameters.pending) is more than the \(parameters.namespaces) namespaces there are"
        }
        return nil
    }

    @Sendable private static func rtnlUnlockGrids(_ suite: Suite, _ cores: Int) -> [Grid] {
        let lengths = suite == .quick ? [1, 64, 1024] : [1, 64, 1024, 16384]
        var idle = Grid()
        idle.namespaces = lengths
        idle.lockers = suite == .quick ? [1] : [1, 2]
        var contended = Grid()
        contended.namespaces = [64, 1024]
        contended.lockers = [2]
        var oversubscribed = Grid()
        oversubscribed.namespaces = [64]
        oversubscribed.lockers = [2 * cores]
        var pending = Grid()
        pending.namespaces = suite == .quick ? [64, 1024] : [64, 1024, 16384]
        pending.pending = suite == .quick ? [1, 64] : [1, 8, 64]
        var storm = Grid()
        storm.namespaces = suite == .quick ? [64] : [64, 1024]
        storm.senders = [1, 2]
        storm.usesEverySenderMode = suite == .full
        guard suite == .full else { return [idle, contended, oversubscribed, pending, storm] }
        // The lock under the rules: what of the unfairness between two lockers is the lock's.
        var locks = Grid()
        locks.namespaces = [64]
        locks.lockers = [2]
        locks.rtnlLocks = RtnlLock.allCases
        return [idle, oversubscribed, pending, storm, locks]
    }
}
