import CNetNamespace
import Glibc
import Testing

@testable import NetNamespace

extension ModelTests {
    /// The sections of those who create, destroy, wait and have others drain.
    @Suite struct Lifecycle {
        /// A destroyer's operations are namespaces whose memory was released, not merely queued.
        @Test(arguments: real, [1, 16]) func aDestroyCountsWhenItIsReclaimed(_ variant: Variant, _ batch: Int) throws {
            let world = try World(variant: variant, namespaces: 10)
            defer { world.close() }
            inRegisteredThreads(1) { _ in
                let section = Section(variant: variant, batch: batch)
                var destroyed: UInt64 = 0
                for _ in 0..<3 {
                    let result = section.function(.destroy)?(2 * batch)
                    #expect(result?.operations == UInt64(2 * batch))
                    #expect((result?.timed_ns ?? 0) > 0)
                    destroyed += result?.operations ?? 0
                    #expect(world.worldCounters.destroyed == destroyed && world.worldCounters.dying == 0)
                }
                #expect(world.counters.created == destroyed)
                #expect((1...UInt64(batch)).contains(world.worldCounters.dying_max))
                #expect(world.checkedLength() == 10)
            }
        }

        @Test func aCreatorStopsAtAFullRingAndADestroyerTakesWholeBatches() throws {
            let variant = try #require(real.first)
            let world = try World(variant: variant, namespaces: 1)
            defer { world.close() }
            let exchange = try Exchange(creators: 2, destroyers: 1, capacity: 10)
            inRegisteredThreads(1) { _ in
                let sections = (0..<2).map { Section(variant: variant, batch: 4, exchange: exchange, index: $0) }
                let creates = sections.map { $0.function(.create) }
                let drop = sections[0].function(.drop)
                #expect(creates[0]?(6).operations == 6)
                #expect(creates[0]?(6).operations == 4)
                let full = creates[0]?(1)
                #expect(full?.operations == 0 && full?.timed_ns == 0)
                // It slept for 100 us at least.
                #expect((creates[0]?.state.pointee.waited_ns ?? 0) >= 100_000)
                #expect(creates[1]?(3).operations == 3)
                #expect(world.checkedLength() == 14)
                #expect(drop?(1).operations == 8)
                #expect(drop?(1).operations == 0)
                #expect(creates[1]?(1).operations == 1)
                #expect(drop?(1).operations == 4)
                // Round the end of the ring.
                #expect(creates[0]?(9).operations == 8)
                #expect(drop?(1).operations == 8)
            }
            #expect(exchange.dropAll() == 2)
            world.quiesce()
            #expect(world.counters.created == 22 && world.worldCounters.destroyed == 22)
            #expect(world.checkedLength() == 1)
        }

        /// Under real concurrency nothing is lost and nothing goes twice.
        @Test(arguments: real) func whatIsCreatedIsDestroyedOnce(_ variant: Variant) throws {
            let world = try World(variant: variant, namespaces: 4, dyingCredit: 16)
            defer { world.close() }
            let exchange = try Exchange(creators: 3, destroyers: 2, capacity: 64)
            let dropped = Shared<UInt64>(0)
            inRegisteredThreads(5) { index in
                if index < 3 {
                    let create = Section(variant: variant, batch: 8, exchange: exchange, index: index).function(.create)
                    var left: UInt64 = 400
                    while left > 0 { left -= create?(Int(min(left, 7))).operations ?? left }
                } else {
                    let drop = Section(variant: variant, batch: 8, exchange: exchange, index: index - 3).function(.drop)
                    while dropped.current < 1200 {
                        let count = drop?(1).operations ?? 0
                        dropped.with { $0 += count }
                    }
                }
            }
            #expect(exchange.dropAll() == 0)
            world.quiesce()
            #expect(world.counters.created == 1200 && world.worldCounters.destroyed == 1200)
            #expect(world.worldCounters.double_edges == 0 && world.checkedLength() == 4)
        }

        /// Drainers whose requests plain lockers may handle, and the counterpart where nothing drains.
        @Test(arguments: Variant.all.filter { !$0.isNegativeControl }) func whatADrainerSendsIsHandledOnce(
            _ variant: Variant
        ) throws {
            let world = try World(variant: variant, namespaces: 10)
            defer { world.close() }
            let places = world.places(seed: 1)
            // A handler that takes its time: a drainer's pass goes by while a locker's has a request in hand.
            net_perturb_install({ window, _ in if window == NET_WINDOW_HANDLER { usleep(20) } }, nil)
            defer { net_perturb_install(nil, nil) }
            inRegisteredThreads(4) { index in
                if index < 2 {
                    let kind: SectionKind = variant.drains ? .drain : .sendBatch
                    let section = Section(
                        variant: variant, pending: 3, senderMode: .synchronous, places: places, firstPlace: 5 * index)
                    #expect(section.function(kind)?(100).operations == 100)
                } else {
                    let result = Section(variant: variant).function(.wait)?(100)
                    #expect(result?.operations == 100 && (result?.timed_ns ?? 0) > 0)
                }
            }
            #expect(world.counters.sent == 600 && world.counters.handled == 600)
            #expect(world.stranded == 0 && world.worldCounters.double_handled == 0)
        }
    }
}
