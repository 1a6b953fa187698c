import Foundation
import Testing

@testable import BenchmarkEngine

/// How many threads saw the law of a start broken: when anyone passes, all have arrived.
private func violations(of line: some StartingLine, parties: Int) -> Int {
    let tally = Tally()
    let threads = (0..<parties).map { index in
        Thread {
            for _ in 0..<(index % 7) { sched_yield() }
            tally.add("arrived")
            if !line.arriveAndWait() || tally["arrived"] != parties { tally.add("violations") }
            tally.add("passed")
        }
    }
    // The last one is not even started before the others have had every chance to pass.
    threads.dropLast().forEach { $0.start() }
    while tally["arrived"] < parties - 1 { sched_yield() }
    for _ in 0..<1000 { sched_yield() }
    threads.last?.start()
    while tally["passed"] < parties { sched_yield() }
    return tally["violations"]
}

/// The defect of a start barrier that lived for years elsewhere: only the last to arrive looks whether to wait.
private struct BrokenBarrier: StartingLine {
    func arriveAndWait() -> Bool { true }
}

@Suite struct StartBarrierTests {
    @Test(arguments: [2, 3, 16, 64])
    func noThreadPassesBeforeAllHaveArrived(parties: Int) {
        #expect(violations(of: StartBarrier(parties: parties) {}, parties: parties) == 0)
    }

    @Test func aBarrierThatNeverWaitsIsCaught() {
        #expect(violations(of: BrokenBarrier(), parties: 16) > 0)
    }

    @Test func itOpensOnceAndByTheLastToArrive() {
        let tally = Tally()
        let barrier = StartBarrier(parties: 1) { tally.add("opened") }
        #expect(!barrier.waitUntilOpen(milliseconds: 1))
        #expect(barrier.arriveAndWait())
        #expect(barrier.waitUntilOpen(milliseconds: 1))
        #expect(tally["opened"] == 1)
    }

    @Test func aStartThatIsCalledOffSendsEveryoneHome() {
        let barrier = StartBarrier(parties: 2) {}
        barrier.callOff()
        #expect(!barrier.arriveAndWait())
        #expect(!barrier.arriveAndWait())
    }
}
