import BenchmarkEngine
import NetNamespace

extension Scenario {
    /// The host with thousands of containers: everybody at once, each role at its rate, at seeded random moments.
    ///
    /// One operation is a create; `response_*` counts from its intended start, `locker_response_*` likewise a plain locker's
    /// wait for rtnl. The moments are the same for every variant.
    static let mixed = Scenario(
        name: "mixed",
        summary: "thousands of namespaces: churn, link changes, dumps, plain lockers at given rates; ns per create",
        isInSuites: true,
        parameters: [
            ScenarioParameter(name: "namespaces", meaning: "standing length of the list, init_net included"),
            ScenarioParameter(name: "creators", meaning: "measured threads that create; as many are destroyed"),
            ScenarioParameter(name: "update-rate", meaning: "creations per second and creator"),
            ScenarioParameter(name: "destroyers", meaning: "threads that drop the last references"),
            ScenarioParameter(name: "lockers", meaning: "threads that take and release rtnl"),
            ScenarioParameter(name: "lock-rate", meaning: "locks per second and locker"),
            ScenarioParameter(name: "senders", meaning: "threads that change links, each in its variant's usual mode"),
            ScenarioParameter(name: "request-rate", meaning: "requests per second and sender"),
            ScenarioParameter(name: "readers", meaning: "threads that dump: walk the whole list"),
            ScenarioParameter(name: "dump-rate", meaning: "dumps per second and reader"),
            .rtnlLock,
        ],
        grids: { suite, _ in
            var grid = Grid()
            grid.namespaces = suite == .quick ? [4000] : [1000, 4000]
            return [grid]
        },
        expand: { grid, variant in
            var cases = [CaseParameters(scenario: "mixed", variant: variant)]
            cases = multiply(cases, grid.namespaces, [4000], \.namespaces)
            cases = multiply(cases, grid.creators, [1], \.creators)
            cases = multiply(cases, grid.destroyers, [1], \.destroyers)
            cases = multiply(cases, grid.lockers, [1], \.lockers)
            cases = multiply(cases, grid.senders, [1], \.senders)
            cases = multiply(cases, grid.readers, [1], \.readers)
            cases = multiply(cases, grid.updateRates, [1000], \.updateRate)
            cases = multiply(cases, grid.lockRates, [2000], \.lockRate)
            cases = multiply(cases, grid.requestRates, [1000], \.requestRate)
            cases = multiply(cases, grid.dumpRates, [100], \.dumpRate)
            for index in cases.indices where cases[index].senders == 0 { cases[index].requestRate = 0 }
            return cases
        },
        shape: { _ in "" },
        refusal: mixedRefusal,
        roles: { parameters, context in
            let variant = parameters.variant
            func role(
                _ name: String, _ threads: Int, _ rate: Double, _ kind: SectionKind, measured: Bool = false,
                sampled: Bool = false
            ) -> Role {
                // Each role has moments of its own.
                let seed = name.utf8.reduce(context.seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
                return Role(
                    name: name, threads: threads, measured: measured, samplesLatency: sampled, ratePerSecond: rate,
                    arrivalSeed: seed,
                    makeWorker: { index in
                        SectionWorker(kind) {
                            Section(
                                variant: variant, senderMode: variant.usualSenderMode, places: context.places,
                                firstPlace: index * context.world.namespaces / threads, exchange: context.exchange,
                                index: index)
                        }
                    })
            }
            let dropRate = parameters.updateRate * Double(parameters.creators) / Double(parameters.destroyers)
            return [
                role("creator", parameters.creators, parameters.updateRate, .create, measured: true, sampled: true),
                role("destroyer", parameters.destroyers, dropRate, .drop),
                role("locker", parameters.lockers, parameters.lockRate, .wait, sampled: true),
                role("sender", parameters.senders, parameters.requestRate, .send, sampled: true),
                role("reader", parameters.readers, parameters.dumpRate, .read),
            ]
        },
        estimator: { _ in .timedMean },
        predictedNanoseconds: { ($0.variant.drainsByWalking ? 2 * Double($0.namespaces) : 0) + 500 }
    )

    @Sendable private static func mixedRefusal(_ parameters: CaseParameters) -> String? {
        if parameters.variant.isReadOnly {
            return "\(parameters.variant.name) takes no lock, so nobody may create or destroy under it"
        }
        if parameters.creators == 0 || parameters.destroyers == 0 {
            return "mixed measures creates: --creators and --destroyers must be at least 1"
        }
        if parameters.lockers == 0 { return "mixed times the waits of lockers: --lockers must be at least 1" }
        if parameters.updateRate == 0 || parameters.lockRate == 0 || parameters.dumpRate == 0
            || (parameters.senders > 0 && parameters.requestRate == 0)
        {
            return "mixed has a rate for each role: give it more than 0"
        }
        return parameters.refusalOfIdleDestroyers
    }
}
