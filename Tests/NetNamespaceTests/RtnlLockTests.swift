import CNetNamespace
import Glibc
import Testing

@testable import NetNamespace

extension ModelTests {
    /// The kinds of lock behind rtnl: an instance of the model each, and a lock that excludes.
    @Suite struct RtnlLocks {
        /// A variant under each kind; read-only ones too.
        static let underEachKind = RtnlLock.allCases.flatMap { lock in
            Variant.all.filter { !$0.isNegativeControl }.compactMap { $0.with(lock) }
        }

        @Test(arguments: RtnlLock.locks) func aKindIsAnInstanceWithTheSameRows(_ lock: RtnlLock) throws {
            #expect(String(cString: lock.model.pointee.rtnl_lock) == lock.rawValue)
            for variant in Variant.all {
                let same = try #require(variant.with(lock))
                #expect(same.name == variant.name && same.rtnlLock == lock)
                #expect((same == variant) == (lock == .pthread))
                #expect(same.with(.pthread) == variant)
            }
            let sections = Set(RtnlLock.locks.map { unsafeBitCast($0.model.pointee.send_section, to: UInt.self) })
            #expect(sections.count == RtnlLock.locks.count)
        }

        @Test(arguments: underEachKind) func anIdleUnlockIsValid(_ variant: Variant) throws {
            let world = try World(variant: variant, namespaces: 8)
            inRegisteredThreads(1, variant.rtnlLock) { _ in
                let section = Section(
                    variant: variant, senderMode: variant.allows(.blocking) ? .blocking : .synchronous,
                    places: world.places(seed: 1))
                #expect(section.function(.unlock)?(100).operations == 100)
                #expect(section.function(.read)?(2).operations == 2)
                if !variant.isReadOnly { #expect(section.function(.update)?(3).operations == 3) }
                #expect(section.function(.send)?(5).operations == 5)
            }
            world.quiesce()
            if variant.drains { #expect(world.counters.unlocks >= 100) }
            #expect(world.checkedLength() == 8)
            #expect(world.stranded == 0)
            world.close()
            #expect(world.worldCounters.bytes == 0)
        }

        /// What rtnl guards, as C has it: a plain word.
        final class Guarded: @unchecked Sendable {
            let word = UnsafeMutablePointer<Int>.allocate(capacity: 1)
            init() { word.initialize(to: 0) }
            deinit { word.deallocate() }

            /// A load, a store, and now and then another thread in between: two at a time lose increments.
            func increment(givingWay: Bool) {
                let before = word.pointee
                if givingWay { sched_yield() }
                word.pointee = before + 1
            }
        }

        @Test(arguments: RtnlLock.locks) func twoThreadsNeverHoldIt(_ lock: RtnlLock) throws {
            let rounds = 2000
            let world = try World(variant: try #require(Variant.named("rtnl_retry")?.with(lock)), namespaces: 1)
            defer { world.close() }
            let guarded = Guarded()
            let ready = Shared(0)
            inRegisteredThreads(2, lock) { index in
                ready.with { $0 += 1 }
                while ready.current < 2 { sched_yield() }
                let model = lock.model.pointee
                for round in 0..<rounds {
                    if (round + index) % 4 == 0 {
                        while !model.rtnl_try_plainly() {}
                    } else {
                        model.rtnl_lock_plainly()
                    }
                    guarded.increment(givingWay: round % 20 == 0)
                    model.rtnl_unlock_plainly()
                }
            }
            #expect(guarded.word.pointee == 2 * rounds)
        }

        @Test(arguments: RtnlLock.locks) func whoTriesIsRefusedTheHolderToo(_ lock: RtnlLock) throws {
            let world = try World(variant: try #require(Variant.named("rtnl_retry")?.with(lock)), namespaces: 1)
            defer { world.close() }
            let got = Shared<[Bool]>([])
            inRegisteredThreads(1, lock) { _ in
                let model = lock.model.pointee
                model.rtnl_lock_plainly()
                got.with { $0.append(model.rtnl_try_plainly()) }
                inRegisteredThreads(1, lock) { _ in got.with { $0.append(lock.model.pointee.rtnl_try_plainly()) } }
                model.rtnl_unlock_plainly()
                inRegisteredThreads(1, lock) { _ in
                    got.with { $0.append(lock.model.pointee.rtnl_try_plainly()) }
                    lock.model.pointee.rtnl_unlock_plainly()
                }
            }
            #expect(got.current == [false, false, true])
        }

        /// Without rtnl, a request waits for its own namespace's only: one that never ends holds up nobody else.
        @Test func withoutRtnlRequestsToOtherNamespacesDoNotMeet() throws {
            #expect(Variant.all.filter { $0.with(.none) != nil }.map(\.name) == ["per_net_rtnl"])
            let variant = try #require(Variant.named("per_net_rtnl")?.with(.none))
            #expect(variant.name == "per_net_rtnl" && variant.rtnlLock == .none)
            let world = try World(variant: variant, namespaces: 2)
            defer { world.close() }
            inRegisteredThreads(1) { _ in
                rtnl_lock()  // somebody is busy with devices
                let section = Section(variant: variant, senderMode: .synchronous, places: world.places(seed: 1))
                #expect(section.function(.send)?(5).operations == 5)
                #expect(section.function(.unlock)?(5).operations == 5)
                rtnl_unlock()
            }
            #expect(world.counters.handled == 5)
        }
    }
}
