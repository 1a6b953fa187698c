import CNetNamespace
import Foundation
import Testing

@testable import NetNamespace

/// The laws over the table of variants: they hold for the real ones and fail for the negative controls.
extension ModelTests {
    @Suite struct Laws {
        /// Laws I1, I7 and I8: a walker that stands on a namespace may go on using it, whoever destroys it meanwhile;
        /// under a lock, it even stays on the list.
        ///
        /// The walker stops on the victim; the victim's last reference is dropped; the walker looks again when it
        /// has been released or, if the rules hold it back, after a while. Returns whether it was released under him.
        static func releasedUnderTheWalker(_ variant: Variant) throws -> Bool {
            let world = try World(variant: variant, namespaces: 4, keepFreed: true)
            defer { world.close() }
            let isOnVictim = DispatchSemaphore(value: 0)
            let mayGoOn = DispatchSemaphore(value: 0)
            let violated = Shared(false)
            let victim = Shared<UInt?>(nil)
            inRegisteredThreads(2) { index in
                if index == 0 {
                    guard let net = copy_net_ns() else { return }
                    victim.with { $0 = UInt(bitPattern: net) }
                    mayGoOn.signal()
                    isOnVictim.wait()
                    put_net(net)
                    for _ in 0..<30 where world.worldCounters.destroyed == 0 { usleep(1000) }
                    mayGoOn.signal()
                } else {
                    mayGoOn.wait()
                    walk(variant) { net in
                        guard UInt(bitPattern: net) == victim.current else { return true }
                        isOnVictim.signal()
                        mayGoOn.wait()
                        let isFrozen = variant.usesRCU || net_is_linked(net)
                        if !net_is_usable(net) || !isFrozen {
                            violated.with { $0 = true }
                        }
                        return true
                    }
                }
            }
            world.quiesce()
            return violated.current
        }

        @Test(arguments: real) func noNamespaceIsReleasedUnderAWalker(_ variant: Variant) throws {
            for _ in 0..<3 { #expect(try !Self.releasedUnderTheWalker(variant)) }
        }

        /// A control that passes is a checker that cannot fail.
        @Test(arguments: releasing) func theNegativeControlReleasesUnderAWalker(_ variant: Variant) throws {
            let caught = try (0..<20).contains { _ in try Self.releasedUnderTheWalker(variant) }
            #expect(caught, "\(variant) passed: the law's checker does not work")
        }

        /// Laws I2, I3, I4, I5, M1, M3, M4 under load: updaters, walkers and blocking senders at once.
        @Test(arguments: real) func underLoad(_ variant: Variant) throws {
            let pinned = 16
            let world = try World(variant: variant, namespaces: pinned, dyingCredit: 8)
            defer { world.close() }
            let targets = namespaces(world).map { UInt(bitPattern: $0) }
            let failures = Shared<[String]>([])
            let runningUpdaters = Shared(2)
            inRegisteredThreads(6) { index in
                switch index {
                case 0, 1: Load.update(150, done: runningUpdaters)
                case 2, 3: Load.walk(variant, pinned: targets, while: runningUpdaters, failures)
                default: Load.send(targets, from: index, while: runningUpdaters, failures)
                }
            }
            world.quiesce()
            #expect(failures.current == [])
            #expect(world.checkedLength() == pinned)
            let counters = world.counters
            let worldCounters = world.worldCounters
            #expect(counters.created == 300)
            #expect(worldCounters.destroyed == 300)
            #expect(worldCounters.double_edges == 0)
            #expect(worldCounters.resurrections == 0)
            #expect(worldCounters.double_handled == 0)
            #expect(worldCounters.handled_for_dead == 0)
            #expect(counters.sent == counters.handled + counters.purged)
            #expect(world.stranded == 0)
        }

        /// The roles of the load.
        enum Load {
            static func update(_ count: Int, done: Shared<Int>) {
                for _ in 0..<count {
                    net_ns_wait_for_credit()
                    if let net = copy_net_ns() { put_net(net) }
                }
                done.with { $0 -= 1 }
            }

            /// Law I5: whoever lived for the whole walk is seen exactly once.
            static func walk(
                _ variant: Variant, pinned: [UInt], while running: Shared<Int>, _ failures: Shared<[String]>
            ) {
                let expected = Set(pinned)
                repeat {
                    var seen: [UInt: Int] = [:]
                    NetNamespaceTests.walk(variant) { net in
                        let address = UInt(bitPattern: net)
                        if expected.contains(address) { seen[address, default: 0] += 1 }
                        if !net_is_usable(net) { failures.with { $0.append("I1: released memory") } }
                        if !net_is_set_up(net) { failures.with { $0.append("I6: seen before its init") } }
                        return true
                    }
                    if seen.count != expected.count || seen.values.contains(where: { $0 != 1 }) {
                        failures.with { $0.append("I5: a pinned namespace was missed or seen twice") }
                    }
                } while running.current > 0
            }

            /// Law M4: when a blocking send returns, the request has been handled.
            static func send(_ targets: [UInt], from: Int, while running: Shared<Int>, _ failures: Shared<[String]>) {
                let message = UnsafeMutablePointer<rtnl_message>.allocate(capacity: 1)
                message.initialize(to: rtnl_message())
                defer { message.deallocate() }
                var turn = from
                repeat {
                    turn += 1
                    guard let target = OpaquePointer(bitPattern: targets[turn % targets.count]) else { return }
                    if !rtnl_send(target, message, RTNL_SENDER_BLOCKING) {
                        failures.with { $0.append("refused by a live namespace") }
                    } else if message.pointee.state != RTNL_MESSAGE_HANDLED.rawValue {
                        failures.with { $0.append("M4: send returned before its request was handled") }
                    }
                    usleep(50)
                } while running.current > 0
            }
        }
    }
}
