/// What cannot be done here, found out by doing it once: in a worker.
public struct KernelRefusals {
    /// What, an operation's name or a number of namespaces, and why: one sentence that says what would allow it.
    public let reasons: [(subject: String, reason: String)]

    /// Tries.
    ///
    /// - Parameter namespaces: so many are made, the most first: what fits has room for less as well.
    /// - Throws: `KernelError` where nothing can be done at all.
    public init(namespaces: [Int], threads: Int) throws {
        let world = try KernelWorld.ofThisWorker()
        var reasons = try KernelOperation.all.compactMap { operation in
            try world.refusal(of: operation).map { (operation.name, $0) }
        }
        for number in namespaces.sorted(by: >) {
            guard let reason = world.refusal(ofNamespaces: number, threads: threads) else { break }
            reasons.append(("\(number)", reason))
        }
        self.reasons = reasons
    }
}
