import ArgumentParser
import BenchmarkEngine
import NetNamespace
import NetNamespaceBenchmarks

/// What is to be measured: scenarios, variants and the lists that multiply into cases.
struct WorkloadOptions: ParsableArguments {
    @Option(
        help: "model, or kernel: the running kernel, whose rtnl belongs to the whole machine, so only when asked for.")
    var backend = Backend.model

    @Option(
        help: "quick (about a minute, the default) or full; of the kernel there is kernel.",
        completion: Completions.suites)
    var suite: String?

    @Option(
        help: "Scenarios, comma-separated; all of the suite by default. See `netnsbench list`.",
        completion: Completions.scenarios)
    var scenario: String?

    @Option(
        help: "Variants, comma-separated; all but the negative controls by default.", completion: Completions.variants)
    var variant: String?

    @Option(
        help: "Of the kernel: what is called, comma-separated, such as RTM_GETNSID; see `netnsbench list`.",
        completion: Completions.kernelOperations)
    var kernelOp: String?

    @Option(help: "Lengths of the list, init_net included: 1,64,1024 or 1:100000:x10.")
    var namespaces: ListOfNumbers?

    @Option(help: "Reader threads.")
    var readers: ListOfNumbers?

    @Option(help: "Updater threads: each creates and destroys namespaces.")
    var updaters: ListOfNumbers?

    @Option(help: "Locker threads: each takes and releases rtnl.")
    var lockers: ListOfNumbers?

    @Option(help: "Sender threads: each sends rtnetlink requests.")
    var senders: ListOfNumbers?

    @Option(help: "Queues preloaded before each unlock.")
    var pending: ListOfNumbers?

    @Option(
        help: "blocking, synchronous, trylock (comma-separated); refused where requests would be stranded.",
        completion: Completions.senderModes)
    var senderMode: String?

    @Option(
        help: "rtnl, net_mutex, net_rwsem, rcu (comma-separated): what a reader holds where it may choose.",
        completion: Completions.listLocks)
    var listLock: String?

    @Option(
        help: "pthread, adaptive, ticket, mcs, none (comma-separated): the lock behind rtnl; see `list`.",
        completion: Completions.rtnlLocks)
    var rtnlLock: String?

    @Option(help: "Creations per second and updater or creator; 0 is a closed loop.")
    var updateRate: Double?

    @Option(help: "Bytes that a visit reads: a multiple of 8, at most 4096.")
    var visitBytes: ListOfNumbers?

    @Option(help: "Creator threads: each creates namespaces and hands them on; 0 measures a destroyer.")
    var creators: ListOfNumbers?

    @Option(help: "Destroyer threads: each drops the last reference of what was created.")
    var destroyers: ListOfNumbers?

    @Option(help: "Drainer threads: each has rtnl drained over and over.")
    var drainers: ListOfNumbers?

    @Option(help: "Namespaces that a destroyer drops at once.")
    var batch: ListOfNumbers?

    @Option(help: "mixed: locks per second and locker.")
    var lockRate: Double?

    @Option(help: "mixed: requests per second and sender.")
    var requestRate: Double?

    @Option(help: "mixed: dumps of the list per second and reader.")
    var dumpRate: Double?

    @Option(help: "Devices of each namespace, the loopback device among them.")
    var devices: ListOfNumbers?

    @Option(help: "Registrar threads: each registers and unregisters a notifier, a subsystem or a device.")
    var registrars: ListOfNumbers?

    /// The name of the suite, as files are called after it.
    var suiteName: String { suite ?? (backend == .kernel ? Backend.kernel.rawValue : Suite.quick.rawValue) }

    /// The request, every word of it checked.
    ///
    /// - Parameters:
    ///   - cores: allowed CPUs.
    ///   - usableCPUs: those among which threads are placed.
    func request(cores: Int, usableCPUs: Int) throws -> SweepRequest {
        if kernelOp != nil {
            throw ProgramFailure.usage(
                "--kernel-op says what is called in the running kernel: it needs --backend kernel.")
        }
        if suite == Backend.kernel.rawValue {
            throw ProgramFailure.usage(
                "--suite kernel measures the running kernel and delays all of this machine's network configuration: "
                    + "say --backend kernel as well.")
        }
        guard let suite = Suite(rawValue: suiteName) else {
            throw unknownValue("suite", suiteName, known: Suite.allCases.map(\.rawValue))
        }
        let scenarios = try names(scenario, "scenario", known: Scenario.all.map(\.name)).map { names in
            names.compactMap(Scenario.named)
        }
        if let scenarios { try refuseStrangers(to: scenarios) }
        let variants = try names(variant, "variant", known: Variant.all.map(\.name)).map { names in
            names.compactMap(Variant.named)
        }
        return SweepRequest(
            suite: suite, scenarios: scenarios ?? Scenario.all.filter { $0.isIn(suite) },
            variants: variants ?? Variant.all.filter { !$0.isNegativeControl },
            overrides: try grid(), cores: cores, usableCPUs: usableCPUs)
    }

    /// Refuses an option that none of the named scenarios has: it would be ignored.
    private func refuseStrangers(to scenarios: [Scenario]) throws {
        var known: [String] = []
        for parameter in scenarios.flatMap(\.parameters) where !known.contains(parameter.name) {
            known.append(parameter.name)
        }
        guard let stranger = given.first(where: { !known.contains($0) }) else { return }
        let names = scenarios.map(\.name).joined(separator: " or ")
        let has = known.isEmpty ? "nothing" : known.map { "--\($0)" }.joined(separator: ", ")
        throw ProgramFailure.usage(
            "--\(stranger) is no parameter of \(names); \(scenarios.count == 1 ? "it has" : "they have"): \(has).")
    }

    /// The names of the parameters that were given.
    var given: [String] {
        let options: [(String, Any?)] = [
            ("namespaces", namespaces), ("readers", readers), ("updaters", updaters), ("lockers", lockers),
            ("senders", senders), ("pending", pending), ("sender-mode", senderMode), ("list-lock", listLock),
            ("rtnl-lock", rtnlLock), ("update-rate", updateRate), ("visit-bytes", visitBytes), ("creators", creators),
            ("destroyers", destroyers), ("drainers", drainers), ("batch", batch), ("lock-rate", lockRate),
            ("request-rate", requestRate), ("dump-rate", dumpRate), ("devices", devices), ("registrars", registrars),
        ]
        return options.filter { $0.1 != nil }.map(\.0)
    }

    private func grid() throws -> Grid {
        var grid = Grid()
        grid.namespaces = try checked(namespaces, "--namespaces", 1...100_000_000)
        grid.readers = try checked(readers, "--readers", 0...1024)
        grid.updaters = try checked(updaters, "--updaters", 0...1024)
        grid.lockers = try checked(lockers, "--lockers", 0...1024)
        grid.senders = try checked(senders, "--senders", 0...1024)
        grid.pending = try checked(pending, "--pending", 0...1_000_000)
        grid.visitBytes = try checked(visitBytes, "--visit-bytes", 8...4096)
        grid.devices = try checked(devices, "--devices", 1...1024)
        grid.registrars = try checked(registrars, "--registrars", 0...1024)
        if let odd = grid.visitBytes?.first(where: { $0 % 8 != 0 }) {
            throw ProgramFailure.usage("--visit-bytes \(odd) is not a multiple of 8.")
        }
        grid.senderModes = try names(senderMode, "sender mode", known: SenderMode.allCases.map(\.rawValue))?
            .compactMap(SenderMode.init(rawValue:))
        grid.listLocks = try names(listLock, "list lock", known: ListLock.allCases.map(\.rawValue))?
            .compactMap(ListLock.init(rawValue:))
        grid.rtnlLocks = try names(rtnlLock, "rtnl lock", known: RtnlLock.allCases.map(\.rawValue))?
            .compactMap(RtnlLock.init(rawValue:))
        grid.creators = try checked(creators, "--creators", 0...1024)
        grid.destroyers = try checked(destroyers, "--destroyers", 0...1024)
        grid.drainers = try checked(drainers, "--drainers", 0...1024)
        grid.batches = try checked(batch, "--batch", 1...1_000_000)
        grid.updateRates = try checked(updateRate, "--update-rate", "creations")
        grid.lockRates = try checked(lockRate, "--lock-rate", "locks")
        grid.requestRates = try checked(requestRate, "--request-rate", "requests")
        grid.dumpRates = try checked(dumpRate, "--dump-rate", "dumps")
        return grid
    }

    private func checked(_ rate: Double?, _ option: String, _ what: String) throws -> [Double]? {
        guard let rate else { return nil }
        guard rate.isFinite, rate >= 0, rate <= 1e7 else {
            throw ProgramFailure.usage("\(option) \(rate) is not a number of \(what) per second from 0 to 1e7.")
        }
        return [rate]
    }

    func checked(_ list: ListOfNumbers?, _ option: String, _ range: ClosedRange<Int>) throws -> [Int]? {
        if let outside = list?.values.first(where: { !range.contains($0) }) {
            throw ProgramFailure.usage("\(option) \(outside) is outside \(range.lowerBound) to \(range.upperBound).")
        }
        return list?.values
    }

    func names(_ text: String?, _ what: String, known: [String]) throws -> [String]? {
        guard let text else { return nil }
        let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        if let unknown = names.first(where: { !known.contains($0) }) {
            throw unknownValue(what, unknown, known: known)
        }
        return names
    }
}
