import BenchmarkEngine
import BenchmarkResults
import NetNamespace
import NetNamespaceBenchmarks
import Statistics
import Testing

@testable import netnsbench

/// What a run says it will take, from the tables alone: nothing here makes a world or looks at a clock.
@Suite struct EstimateTests {
    private func plan(
        _ suite: Suite, scenarios: [Scenario]? = nil,
        variants: [Variant] = Variant.all.filter { !$0.isNegativeControl }, window: UInt64 = 20_000_000,
        _ change: (inout Grid) -> Void = { _ in }
    ) throws -> RunPlan {
        var grid = Grid()
        change(&grid)
        return try RunPlan(
            request: SweepRequest(
                suite: suite, scenarios: scenarios ?? Scenario.all.filter { $0.isIn(suite) }, variants: variants,
                overrides: grid, cores: 2),
            seed: 1, window: window, warmup: 4_000_000)
    }

    @Test func anEstimateIsTheSumOfItsParts() throws {
        let plan = try plan(.quick) { $0.namespaces = [64] }
        let costs = plan.measurable.map { $0.cost(window: 20_000_000, warmup: 4_000_000, cores: 2) }
        #expect(costs.allSatisfy { $0.world > 0 && $0.threads > 0 && $0.window >= 0.024 && $0.windDown >= 0 })
        let pass = costs.reduce(0) { $0 + $1.world + $1.threads + $1.window + $1.windDown }
        #expect(abs(plan.passSeconds - pass) < 1e-9 * pass)
        let whole = 3 * (RunPlan.processSeconds + 2 * pass)
        #expect(abs(plan.estimatedSeconds(processes: 3, repetitions: 2) - whole) < 1e-9 * whole)
    }

    @Test func theSentenceSaysCasesBlocksAndTime() throws {
        let unlock = try #require(Scenario.named("rtnl_unlock"))
        let plan = try plan(.quick, scenarios: [unlock]) {
            $0.namespaces = [100_000]
            $0.pending = [100_000]
            $0.lockers = [1]
            $0.senders = [0]
        }
        let restarting = Variant.all.filter { !$0.isNegativeControl && $0.restarts }
        #expect(
            !restarting.isEmpty
                && plan.skipped.compactMap { ($0.benchmark as? NetCase)?.parameters.variant } == restarting)
        #expect(plan.skipped.allSatisfy { $0.reason.hasPrefix("one operation is predicted to take 5000 ms or more, ") })
        let measuring = try MeasuringOptions.parse(["--processes", "2"])
        let schedule = RunSchedule(plan: plan, suite: .quick, measuring: measuring, repetitions: nil)
        #expect(schedule.sentence.hasPrefix("\(plan.measurable.count) cases, 2 processes of 1 repetition: about "))
        #expect(schedule.sentence.contains(" for 2 blocks, "))
        #expect(schedule.sentence.contains("\(restarting.count) case is skipped: too slow for any window."))
        #expect(
            schedule.rest(after: schedule.windows)
                == "\(schedule.windows) of \(schedule.windows) windows are there: about 1 s left.")
        #expect(schedule.seconds == plan.estimatedSeconds(processes: 2, repetitions: 1))
    }

    /// What fits into a long window is measured in one.
    @Test func aLongerWindowSkipsLess() throws {
        let skipped = try [20_000_000, 1_000_000_000].map { window in
            try plan(.quick, variants: Variant.all.filter(\.restarts), window: window) {
                $0.namespaces = [100_000]
                $0.pending = [10_000]
            }.skipped.count
        }
        #expect(skipped[0] > 0 && skipped[1] == 0)
    }

    /// The suites keep their budgets with as many variants and scenarios as the tables are going to have: 13, and 7 with roles.
    @Test(arguments: Suite.allCases) func aSuiteKeepsItsBudget(_ suite: Suite) throws {
        let plan = try plan(suite)
        let variants = Variant.all.count { !$0.isNegativeControl }
        let scenarios = Scenario.all.count { $0.isIn(suite) && $0.name != "empty" }
        let growth = max(1, 13 / Double(variants)) * max(1, 7 / Double(scenarios))
        let cases = Int((Double(plan.measurable.count) * growth).rounded(.up))
        let pass = plan.passSeconds * growth
        let processes = suite == .full ? minimumPairsForHolm(cases: cases, alpha: RunSchedule.alpha, disagreeing: 1) : 1
        let repetitions = suite == .full ? 1 : RunSchedule.repetitions(in: suite, passSeconds: pass)
        let seconds = Double(processes) * (RunPlan.processSeconds + Double(repetitions) * pass)
        #expect(seconds <= suite.budgetSeconds, "\(cases) cases, \(processes) processes of \(repetitions)")
        let today = RunSchedule(
            plan: plan, suite: suite, measuring: try MeasuringOptions.parse([]), repetitions: nil)
        #expect(today.seconds <= suite.budgetSeconds)
        // Fewer replicates have no interval, and a run without intervals answers nothing.
        if suite == .quick { #expect(today.repetitions >= 6) }
        // A row that no suite has a use for is a grid that is too large.
        #expect(plan.skipped.count * 20 <= plan.measurable.count)
    }

    @Test func theBudgetTakesRepetitionsAndNeverAllOfThem() {
        #expect(RunSchedule.repetitions(in: .quick, passSeconds: 1) == 7)
        #expect(RunSchedule.repetitions(in: .quick, passSeconds: 15) == 5)
        #expect(RunSchedule.repetitions(in: .quick, passSeconds: 1000) == 3)
        #expect(RunSchedule.repetitions(in: .quick, passSeconds: 0) == 7)
    }
}
