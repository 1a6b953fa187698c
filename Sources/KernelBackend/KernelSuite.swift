/// Lists of values that multiply into cases of the running kernel; nil leaves the suite's own.
public struct KernelGrid: Sendable {
    /// Operations of the measured role.
    public var operations: [KernelOperation]?
    /// Scenarios, by name.
    public var scenarios: [String]?
    /// Namespaces that are kept alive.
    public var namespaces: [Int]?
    /// Threads that walk.
    public var readers: [Int]?
    /// Threads that create and drop beside walkers.
    public var updaters: [Int]?
    /// Measured creators.
    public var creators: [Int]?
    /// Threads that take and release rtnl.
    public var lockers: [Int]?
    /// Threads that create and delete devices.
    public var registrars: [Int]?
    /// What walkers beside creators hold.
    public var walkLocks: [KernelParameters.WalkLock]?

    /// An empty grid.
    public init() {}

    /// The scenarios that the kernel can be asked about, under the names that they have in the model.
    public static let scenarios = ["for_each_net", "net_lifecycle", "rtnl_unlock", "netdev_todo"]

    /// The options that multiply a scenario's cases; all have `namespaces`.
    private static let parameters = [
        "for_each_net": ["readers", "updaters"], "net_lifecycle": ["creators", "readers", "list-lock"],
        "rtnl_unlock": ["lockers"], "netdev_todo": ["registrars", "lockers"],
    ]

    /// The scenarios and operations that were asked for, and the options that they have.
    public var meaning: (scenarios: [String], options: [String]) {
        var asked = KernelGrid()
        asked.scenarios = scenarios
        asked.operations = operations
        let present = Set(asked.cases.cases.map(\.parameters.scenario))
        let named = Self.scenarios.filter(present.contains)
        var options = ["namespaces"]
        for option in named.flatMap({ Self.parameters[$0] ?? [] }) where !options.contains(option) {
            options.append(option)
        }
        return (named, options)
    }

    /// The cases, each once, and a sentence for what was asked for and cannot be measured.
    public var cases: (cases: [KernelCase], refusals: [String]) {
        var seen: Set<KernelParameters> = []
        var refusals: [String] = []
        var cases: [KernelCase] = []
        for parameters in (namespaces ?? [1000]).flatMap(all)
        where isAskedFor(parameters) && seen.insert(parameters).inserted {
            if parameters.needsIDs && parameters.namespaces > KernelOperation.mostIDs {
                let sentence =
                    "RTM_GETNSID shows \(KernelOperation.mostIDs) namespaces at most: its dump ends after 32 KiB without saying so; "
                    + "use --namespaces \(KernelOperation.mostIDs) or less"
                if !refusals.contains(sentence) { refusals.append(sentence) }
            } else {
                cases.append(KernelCase(parameters))
            }
        }
        return (cases, refusals)
    }

    private func isAskedFor(_ parameters: KernelParameters) -> Bool {
        operations?.contains(parameters.operation) != false && scenarios?.contains(parameters.scenario) != false
    }

    private func all(_ namespaces: Int) -> [KernelParameters] {
        var list = walks() + lives() + locks() + todos()
        for index in list.indices { list[index].namespaces = namespaces }
        return list
    }

    private func walks() -> [KernelParameters] {
        let walks: [KernelOperation] = [.getNeighbourTables, .uevent, .getIDs, .getAddresses]
        return combinations(walks, readers ?? [1, 2], updaters ?? [0, 1]) { operation, readers, updaters in
            var parameters = KernelParameters(operation: operation, scenario: "for_each_net")
            parameters.readers = readers
            parameters.updaters = updaters
            return parameters
        }
    }

    /// Creators alone, and beside walkers of each kind.
    private func lives() -> [KernelParameters] {
        let beside = walkLocks ?? KernelParameters.WalkLock.allCases
        return combinations(creators ?? [1, 2], readers.map { [0] + $0 } ?? [0, 1], beside) { creators, readers, lock in
            var parameters = KernelParameters(operation: .unshare, scenario: "net_lifecycle", shape: "create")
            parameters.creators = creators
            parameters.readers = readers
            parameters.walkLock = readers > 0 ? lock : nil
            return parameters
        }.filter { self.creators != nil || $0.creators == 1 || $0.readers == 0 }
    }

    private func locks() -> [KernelParameters] {
        combinations([KernelOperation.setLink, .getLink], lockers ?? [1, 2], [()]) { operation, lockers, _ in
            var parameters = KernelParameters(operation: operation, scenario: "rtnl_unlock", shape: "idle")
            parameters.lockers = lockers
            return parameters
        }
    }

    /// Deleters alone, and beside one who takes and releases rtnl.
    private func todos() -> [KernelParameters] {
        let alone = (registrars ?? [1, 2]).filter { $0 > 0 }.map { registrars in
            var parameters = KernelParameters(operation: .deleteLink, scenario: "netdev_todo", shape: "unregister")
            parameters.registrars = registrars
            return parameters
        }
        return alone
            + combinations(lockers ?? [1], registrars ?? [0, 1], [()]) { lockers, registrars, _ in
                var parameters = KernelParameters(operation: .setLink, scenario: "netdev_todo", shape: "lock")
                parameters.lockers = lockers
                parameters.registrars = registrars
                return parameters
            }
    }

    private func combinations<A, B, C>(
        _ a: [A], _ b: [B], _ c: [C], _ make: (A, B, C) -> KernelParameters
    ) -> [KernelParameters] {
        a.flatMap { a in b.flatMap { b in c.map { make(a, b, $0) } } }
    }
}
