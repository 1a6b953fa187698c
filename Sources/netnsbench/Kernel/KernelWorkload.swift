import KernelBackend

extension WorkloadOptions {
    /// What of the options is meant for the running kernel, every word of it checked.
    ///
    /// - Throws: `ProgramFailure` for what only the model has.
    func kernelGrid() throws -> KernelGrid {
        if let suite, suite != Backend.kernel.rawValue {
            throw ProgramFailure.usage("--suite \(suite) is of the model: the running kernel has the suite kernel.")
        }
        if variant != nil {
            throw ProgramFailure.usage(
                "--variant is an option of the model: the running kernel has one set of rules, and --kernel-op says what is called."
            )
        }
        let known = ["namespaces", "readers", "updaters", "creators", "lockers", "registrars", "list-lock"]
        if let stranger = given.first(where: { !known.contains($0) }) {
            throw ProgramFailure.usage(
                "--\(stranger) is an option of the model; for --backend kernel there are: "
                    + known.map { "--\($0)" }.joined(separator: ", ") + ", --scenario and --kernel-op.")
        }
        var grid = KernelGrid()
        grid.operations = try names(kernelOp, "kernel operation", known: KernelOperation.all.map(\.name))?
            .compactMap(KernelOperation.named)
        grid.scenarios = try names(scenario, "scenario of the kernel", known: KernelGrid.scenarios)
        grid.walkLocks = try names(
            listLock, "lock of walkers beside creators", known: KernelParameters.WalkLock.allCases.map(\.rawValue))?
            .compactMap(KernelParameters.WalkLock.init(rawValue:))
        let meaning = grid.meaning
        if let stranger = given.first(where: { !meaning.options.contains($0) }), !meaning.scenarios.isEmpty {
            throw ProgramFailure.usage(
                "--\(stranger) is no parameter of \(meaning.scenarios.joined(separator: " or ")) of the kernel; there are: "
                    + meaning.options.map { "--\($0)" }.joined(separator: ", ") + ".")
        }
        grid.namespaces = try checked(namespaces, "--namespaces", 1...1_000_000)
        grid.readers = try checked(readers, "--readers", 1...64)
        grid.updaters = try checked(updaters, "--updaters", 0...64)
        grid.creators = try checked(creators, "--creators", 1...64)
        grid.lockers = try checked(lockers, "--lockers", 1...64)
        grid.registrars = try checked(registrars, "--registrars", 0...64)
        return grid
    }
}
