import CNetNamespace
import Glibc
import Testing

@testable import NetNamespace

/// Law I6: inits in order before publication, exits in reverse, unwinding when one fails; and the notifier replay.
extension ModelTests {
    @Suite struct Subsystems {
        /// What the hooks of this suite do and saw; they run on one thread at a time.
        enum Log {
            nonisolated(unsafe) static var events: [String] = []
            nonisolated(unsafe) static var failAt = Int.max
            nonisolated(unsafe) static var inits = 0
        }

        static func operations(_ name: StaticString) -> pernet_operations {
            pernet_operations(
                name: UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self), init: { _ in 0 },
                exit: { _ in },
                exit_batch: nil, init_bulk: nil, exit_bulk: nil, next: nil, prev: nil)
        }

        /// Two subsystems whose addresses stay the same while they are registered.
        static func withTwo(
            _ body: (UnsafeMutablePointer<pernet_operations>, UnsafeMutablePointer<pernet_operations>) -> Void
        ) {
            let pair = UnsafeMutablePointer<pernet_operations>.allocate(capacity: 2)
            pair.initialize(repeating: operations("a"), count: 2)
            pair[0].`init` = { _ in
                Log.events.append("init a"); return 0
            }
            pair[0].exit = { _ in Log.events.append("exit a") }
            pair[1].`init` = { _ in
                Log.inits += 1
                Log.events.append("init b")
                return Log.inits >= Log.failAt ? -ENOMEM : 0
            }
            pair[1].exit = { _ in Log.events.append("exit b") }
            Log.events = []
            Log.inits = 0
            Log.failAt = Int.max
            body(pair, pair + 1)
            pair.deallocate()
        }

        @Test(arguments: real) func initsRunInOrderAndExitsInReverse(_ variant: Variant) throws {
            let world = try World(variant: variant, namespaces: 1)
            defer { world.close() }
            inRegisteredThreads(1) { _ in
                Self.withTwo { a, b in
                    #expect(register_pernet_subsys(a) == 0)
                    #expect(register_pernet_subsys(b) == 0)
                    #expect(Log.events == ["init a", "init b"])
                    Log.events = []
                    guard let net = copy_net_ns() else { return }
                    put_net(net)
                    world.quiesce()
                    #expect(Log.events == ["init a", "init b", "exit b", "exit a"])
                    unregister_pernet_subsys(b)
                    unregister_pernet_subsys(a)
                }
            }
        }

        @Test(arguments: real) func aFailingInitIsUnwoundAndNothingIsPublished(_ variant: Variant) throws {
            let world = try World(variant: variant, namespaces: 3)
            defer { world.close() }
            inRegisteredThreads(1) { _ in
                Self.withTwo { a, b in
                    #expect(register_pernet_subsys(a) == 0)
                    let bytes = world.worldCounters.bytes
                    Log.failAt = 2  // the second of three namespaces
                    Log.events = []
                    #expect(register_pernet_subsys(b) == -ENOMEM)
                    #expect(Log.events == ["init b", "init b", "exit b"])
                    Log.failAt = Int.max
                    #expect(register_pernet_subsys(b) == 0)
                    Log.failAt = 0
                    Log.events = []
                    #expect(copy_net_ns() == nil)
                    #expect(Log.events == ["init a", "init b", "exit a"])
                    #expect(world.checkedLength() == 3)
                    #expect(world.worldCounters.bytes == bytes)
                    unregister_pernet_subsys(b)
                    unregister_pernet_subsys(a)
                }
            }
        }

        /// Counts what a notifier is told.
        enum Calls {
            nonisolated(unsafe) static var registered = 0
            nonisolated(unsafe) static var unregistered = 0
            nonisolated(unsafe) static var failAt = Int.max
        }

        @Test(arguments: real) func aNotifierIsReplayedAndUndoneExactly(_ variant: Variant) throws {
            let world = try World(variant: variant, namespaces: 5)
            defer { world.close() }
            inRegisteredThreads(1) { _ in
                let block = UnsafeMutablePointer<notifier_block>.allocate(capacity: 1)
                block.initialize(to: notifier_block(notifier_call: { _, _, _ in 0 }, next: nil, context: nil))
                defer { block.deallocate() }
                block.pointee.notifier_call = { _, event, _ in
                    if event == NETDEV_UNREGISTER {
                        Calls.unregistered += 1
                        return 0
                    }
                    if Calls.registered + 1 >= Calls.failAt { return -ENOMEM }
                    Calls.registered += 1
                    return 0
                }
                (Calls.registered, Calls.unregistered, Calls.failAt) = (0, 0, 4)
                #expect(register_netdevice_notifier(block) == -ENOMEM)
                #expect(Calls.registered == 3 && Calls.unregistered == 3)

                (Calls.registered, Calls.unregistered, Calls.failAt) = (0, 0, Int.max)
                #expect(register_netdevice_notifier(block) == 0)
                #expect(Calls.registered == 5)
                if let net = copy_net_ns() {
                    #expect(net_device_count(net) == 1)
                    put_net(net)
                }
                world.quiesce()
                #expect(Calls.registered == 6 && Calls.unregistered == 1)
                unregister_netdevice_notifier(block)
                #expect(Calls.registered == Calls.unregistered)
            }
        }
    }
}
