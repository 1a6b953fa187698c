import NetNamespaceBenchmarks
import Testing

@testable import netnsbench

/// An option is used or refused, and never ignored.
@Suite struct WorkloadOptionsTests {
    private static let values = [
        "namespaces": "3", "readers": "3", "updaters": "3", "lockers": "3", "senders": "3", "pending": "3",
        "sender-mode": "synchronous", "list-lock": "net_mutex", "rtnl-lock": "adaptive", "update-rate": "3",
        "visit-bytes": "24", "creators": "3", "destroyers": "3", "drainers": "3", "batch": "3", "lock-rate": "3",
        "request-rate": "3", "dump-rate": "3", "devices": "3", "registrars": "3",
    ]

    private func request(_ scenarios: String, _ option: String) throws -> SweepRequest {
        let value = try #require(Self.values[option])
        return try WorkloadOptions.parse(["--scenario", scenarios, "--\(option)", value])
            .request(cores: 2, usableCPUs: 2)
    }

    @Test func everyParameterIsAnOption() {
        #expect(Set(Scenario.all.flatMap(\.parameters).map(\.name)) == Set(Self.values.keys))
    }

    @Test(arguments: Scenario.all.map(\.name)) func whatAScenarioLacksIsRefused(_ name: String) throws {
        let parameters = try #require(Scenario.named(name)).parameters.map(\.name)
        for option in Self.values.keys {
            if parameters.contains(option) {
                #expect(try request(name, option).scenarios.map(\.name) == [name])
            } else {
                let failure = #expect(throws: ProgramFailure.self, "\(name) --\(option)") {
                    try request(name, option)
                }
                #expect(failure?.status == .usage)
                #expect(failure?.message.hasPrefix("--\(option) is no parameter of \(name); it has: ") == true)
            }
        }
    }

    /// What a scenario declares changes what it measures.
    @Test(arguments: Scenario.all.map(\.name)) func whatAScenarioHasIsUsed(_ name: String) throws {
        let scenario = try #require(Scenario.named(name))
        let usual = Set(try WorkloadOptions.parse(["--scenario", name]).cases)
        for parameter in scenario.parameters.map(\.name) {
            let value = try #require(Self.values[parameter])
            let isOther = Set(try WorkloadOptions.parse(["--scenario", name, "--\(parameter)", value]).cases) != usual
            #expect(isOther, "\(name) --\(parameter)")
        }
    }

    @Test func oneOfSeveralScenariosIsEnough() throws {
        #expect(try request("mixed,net_lifecycle", "batch").scenarios.count == 2)
        let failure = #expect(throws: ProgramFailure.self) { try request("mixed,fairness", "batch") }
        #expect(
            failure?.message.hasPrefix("--batch is no parameter of mixed or fairness; they have: --namespaces, ")
                == true)
    }
}

extension WorkloadOptions {
    /// The names of the cases of full, on two CPUs.
    fileprivate var cases: [String] {
        get throws {
            var full = self
            full.suite = "full"
            return Sweep(try full.request(cores: 2, usableCPUs: 2), seed: 1).cases.map(\.name)
        }
    }
}
