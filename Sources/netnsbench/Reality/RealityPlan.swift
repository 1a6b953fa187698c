import BenchmarkResults
import KernelBackend
import NetNamespace

/// What is measured of both: the matched pairs of model and kernel.
struct RealityPlan {
    /// Namespaces that are walked; at most 1000, or a dump of ids does not show them all.
    let namespaces: Int

    /// Values of key columns that a row must have; the others may have any, counts of threads apart, which must be 0.
    typealias Wanted = [String: String]

    /// How a walk is protected.
    enum Walk: String, CaseIterable {
        case rtnl = "rtnl"
        case mutex = "list mutex"
        case rcu = "RCU"
        /// The control, which takes no lock: what the machine itself gives.
        case none = "no lock"

        /// The rules of the model that have it.
        var variant: String {
            switch self {
            case .rtnl: "rtnl_sync"
            case .mutex: "net_list_mutex"
            case .rcu: "net_rwsem"
            case .none: "unlocked"
            }
        }

        /// What the model's readers are told to hold, where their rules let them choose.
        var listLock: ListLock? { self == .rtnl ? .rtnl : self == .rcu ? .rcu : nil }

        /// What the kernel is asked.
        var operation: KernelOperation {
            switch self {
            case .rtnl: .getNeighbourTables
            case .mutex: .uevent
            case .rcu: .getIDs
            case .none: .getAddresses
            }
        }

        /// The same where it only keeps creators company.
        var walkLock: KernelParameters.WalkLock? {
            switch self {
            case .rtnl: .rtnl
            case .mutex: nil
            case .rcu: .rcu
            case .none: KernelParameters.WalkLock.none
            }
        }
    }

    /// Options of `run` for the model, one `run` a line; what their lists multiply into beside the matched pairs is not measured.
    var modelOptions: [[String]] {
        let variants = [Walk.rtnl, .mutex, .rcu, .none].map(\.variant).joined(separator: ",")
        return [
            [
                "--scenario", "for_each_net", "--variant", variants, "--readers", "1,2", "--updaters", "0,1",
                "--list-lock", "rtnl,rcu",
            ],
            [
                "--scenario", "net_lifecycle", "--variant", "rtnl_sync,net_rwsem", "--creators", "1,2", "--destroyers",
                "1",
                "--readers", "0,1", "--lockers", "0", "--batch", "1", "--list-lock", "rtnl,rcu",
            ],
            [
                "--scenario", "netdev_todo", "--variant", "net_rwsem", "--registrars", "0,1,2", "--lockers", "0,1",
            ],
        ].map { $0 + ["--namespaces", "\(namespaces)"] }
    }

    /// Options of `run` for the kernel.
    var kernelOptions: [String] { ["--backend", "kernel", "--namespaces", "\(namespaces)"] }

    /// The figures that are set side by side.
    var subjects: [RealitySubject] {
        Walk.allCases.map(scaling) + Walk.allCases.map(retention) + creates + todos
    }

    /// The rankings that are asked for.
    var rankings: [RealityRanking] {
        let walks: [Walk] = [.rtnl, .mutex, .rcu]
        return [
            RealityRanking(name: "walks by scaling", subjects: walks.map(scaling)),
            RealityRanking(name: "walks by what creators leave them", subjects: walks.map(retention)),
            RealityRanking(name: "creates by what walkers leave them", subjects: [.rtnl, .rcu].map(create)),
        ]
    }

    // MARK: Subjects

    private func scaling(_ walk: Walk) -> RealitySubject {
        subject(
            "walk under \(walk.rawValue)", walk.rawValue, "2 walkers against 1", walks(walk, 2, 0), walks(walk, 1, 0))
    }

    private func retention(_ walk: Walk) -> RealitySubject {
        subject(
            "walk under \(walk.rawValue)", walk.rawValue, "with a creator against without", walks(walk, 1, 1),
            walks(walk, 1, 0))
    }

    private func walks(_ walk: Walk, _ readers: Int, _ updaters: Int) -> (Wanted, Wanted) {
        let counts = ["scenario": "for_each_net", "readers": "\(readers)", "updaters": "\(updaters)"]
        var model = counts.merging(["variant": walk.variant]) { $1 }
        model["list_lock"] = walk.listLock?.rawValue
        return (model, counts.merging(["kernel_op": walk.operation.name]) { $1 })
    }

    private var creates: [RealitySubject] {
        [
            subject("create", "create", "2 creators against 1", create(.rcu, 2, 0), create(.rcu, 1, 0)),
            create(.rtnl), create(.rcu), create(.none),
        ]
    }

    private func create(_ walk: Walk) -> RealitySubject {
        subject(
            "create", walk.rawValue, "beside a walker under \(walk.rawValue) against alone", create(walk, 1, 1),
            create(walk, 1, 0))
    }

    private func create(_ walk: Walk, _ creators: Int, _ readers: Int) -> (Wanted, Wanted) {
        let counts = ["scenario": "net_lifecycle", "creators": "\(creators)", "readers": "\(readers)"]
        // The model's control has no rules by which anything could be created.
        var model = counts.merging(["variant": walk.variant]) { $1 }
        if readers > 0 { model["list_lock"] = walk.listLock?.rawValue }
        var kernel = counts.merging(["kernel_op": KernelOperation.unshare.name]) { $1 }
        if readers > 0 { kernel["list_lock"] = walk.walkLock?.rawValue }
        return (model, kernel)
    }

    private var todos: [RealitySubject] {
        func todo(_ shape: String, _ lockers: Int, _ registrars: Int, _ operation: KernelOperation) -> (Wanted, Wanted)
        {
            let counts = [
                "scenario": "netdev_todo", "shape": shape, "lockers": "\(lockers)", "registrars": "\(registrars)",
            ]
            return (
                counts.merging(["variant": "net_rwsem"]) { $1 },
                counts.merging(["kernel_op": operation.name]) { $1 }
            )
        }
        return [
            subject(
                "todo after unlock", "todo", "2 deleters against 1", todo("unregister", 0, 2, .deleteLink),
                todo("unregister", 0, 1, .deleteLink)),
            subject(
                "holder of rtnl", "holder", "beside a deleter against alone", todo("lock", 1, 1, .setLink),
                todo("lock", 1, 0, .setLink)),
        ]
    }

    private func subject(
        _ name: String, _ short: String, _ ratio: String, _ over: (Wanted, Wanted), _ under: (Wanted, Wanted)
    ) -> RealitySubject {
        // The floor that every campaign measures is a walk of another length.
        func sized(_ wanted: Wanted) -> Wanted { wanted.merging(["namespaces": "\(namespaces)"]) { $1 } }
        func quotient(_ path: KeyPath<(Wanted, Wanted), Wanted>) -> RealityQuotient {
            RealityQuotient(over: sized(over[keyPath: path]), under: sized(under[keyPath: path]))
        }
        return RealitySubject(name: name, short: short, ratio: ratio, model: quotient(\.0), kernel: quotient(\.1))
    }
}

/// Two cases whose rates are divided, block by block: scaling, or what is retained.
struct RealityQuotient: Hashable {
    let over: RealityPlan.Wanted
    let under: RealityPlan.Wanted
}

/// A figure that both have: the same quotient in the model and in the kernel.
struct RealitySubject {
    /// What is done.
    let name: String
    /// The same in a ranking.
    let short: String
    /// What is divided by what.
    let ratio: String
    let model: RealityQuotient
    let kernel: RealityQuotient
}

/// Figures whose order is asked of both.
struct RealityRanking {
    let name: String
    let subjects: [RealitySubject]
}
