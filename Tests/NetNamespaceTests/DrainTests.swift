import CNetNamespace
import Foundation
import Testing

@testable import NetNamespace

extension ModelTests {
    /// What a drain looks at, and what it leaves behind.
    @Suite struct Drain {
        /// N(N+1)/2 + N for the seed, which begins again at the head after each queue; N for a single pass.
        @Test(arguments: draining) func fullQuiescentDrainInspectsExactly(_ variant: Variant) throws {
            let count: UInt64 = 1000
            let world = try World(variant: variant, namespaces: Int(count))
            defer { world.close() }
            inRegisteredThreads(1) { _ in
                let messages = UnsafeMutablePointer<rtnl_message>.allocate(capacity: Int(count))
                messages.initialize(repeating: rtnl_message(), count: Int(count))
                defer { messages.deallocate() }
                for (index, namespace) in namespaces(world).enumerated() {
                    #expect(rtnl_enqueue(namespace, messages + index))
                }
                let before = world.counters
                rtnl_lock()
                rtnl_unlock()
                let after = world.counters
                let restarting = variant.restarts
                let expected = restarting ? count * (count + 1) / 2 + count : count
                #expect(after.inspected - before.inspected == expected)
                #expect(expected == (restarting ? 501_500 : 1000))
                #expect(after.restarts - before.restarts == (restarting ? count : 0))
                #expect(after.handled - before.handled == count)
                #expect(world.stranded == 0)
            }
        }

        @Test(arguments: draining) func requestsOfOneQueueAreHandledInOrder(_ variant: Variant) throws {
            let world = try World(variant: variant, namespaces: 2)
            defer { world.close() }
            inRegisteredThreads(1) { _ in
                let messages = UnsafeMutablePointer<rtnl_message>.allocate(capacity: 64)
                messages.initialize(repeating: rtnl_message(), count: 64)
                defer { messages.deallocate() }
                for index in 0..<64 {
                    messages[index].enqueued_ns = 1
                    #expect(rtnl_enqueue(namespaces(world)[1], messages + index))
                }
                rtnl_lock()
                rtnl_unlock()
                let times = (0..<64).map { messages[$0].handled_ns }
                #expect(times.allSatisfy { $0 > 0 })
                #expect(times == times.sorted())
            }
        }

        /// Law M3 with trylock senders: the seed, mended or not, looks before it releases, so it strands; who looks after, does
        /// not.
        @Test(arguments: draining) func aTrylockSenderInTheWindowIsStrandedByTheSeedOnly(_ variant: Variant) throws {
            let world = try World(variant: variant, namespaces: 8, trylockSenders: variant.allows(.trylock))
            defer { world.close() }
            let message = UnsafeMutablePointer<rtnl_message>.allocate(capacity: 1)
            message.initialize(to: rtnl_message())
            defer { message.deallocate() }
            Window.target = namespaces(world)[3]
            Window.message = message
            inRegisteredThreads(1) { _ in
                rtnl_lock()
                if variant.name == "net_list_mutex" { Window.send() }  // it has no window under rtnl: rtnl is just held
                net_perturb_install({ window, _ in if window == NET_WINDOW_DRAIN_CLEAN { Window.send() } }, nil)
                rtnl_unlock()
                net_perturb_install(nil, nil)
                let looksTooEarly =
                    variant.row.pointee.breaks & (1 << NET_PROVOCATION_check_before_unlock_trylock.rawValue) != 0
                #expect(looksTooEarly == variant.name.hasPrefix("rtnl_"))
                #expect(world.stranded == (looksTooEarly ? 1 : 0))
                rtnl_lock()
                rtnl_unlock()  // the next release finds it
                #expect(world.stranded == 0)
            }
        }

        /// A request sent from another thread while rtnl is held: the test's own, one at a time.
        enum Window {
            nonisolated(unsafe) static var target: OpaquePointer?
            nonisolated(unsafe) static var message: UnsafeMutablePointer<rtnl_message>?

            static func send() {
                guard let target, let message else { return }
                Self.target = nil
                nonisolated(unsafe) let where_ = target
                nonisolated(unsafe) let what = message
                inRegisteredThreads(1) { _ in _ = rtnl_send(where_, what, RTNL_SENDER_TRYLOCK) }
            }
        }

        @Test func aDyingNamespacePurgesWhatIsQueued() throws {
            let world = try World(variant: try #require(Variant.named("rcu_memb")), namespaces: 2)
            defer { world.close() }
            inRegisteredThreads(1) { _ in
                let message = UnsafeMutablePointer<rtnl_message>.allocate(capacity: 1)
                message.initialize(to: rtnl_message())
                defer { message.deallocate() }
                guard let dying = copy_net_ns() else {
                    Issue.record("no namespace")
                    return
                }
                #expect(rtnl_enqueue(dying, message))
                put_net(dying)
                world.quiesce()
                #expect(message.pointee.state == RTNL_MESSAGE_PURGED.rawValue)
                #expect(world.counters.purged == 1)
                #expect(world.counters.handled == 0)
            }
        }
    }
}
