import CNetNamespace
import Dispatch
import Glibc
import Testing

@testable import NetNamespace

/// Sections that register a notifier or a subsystem, and worlds with more devices than the loopback.
extension ModelTests {
    @Suite struct Registrars {
        @Test(arguments: Variant.all) func everyNamespaceHasItsDevices(_ variant: Variant) throws {
            let world = try World(variant: variant, namespaces: 5, devices: 3)
            #expect(namespaces(world).allSatisfy { net_device_count($0) == 3 })
            let alone = world.bytesPerNamespace
            if !variant.isReadOnly {
                inRegisteredThreads(1) { _ in
                    guard let net = copy_net_ns() else { return }
                    #expect(net_device_count(net) == 3)
                    put_net(net)
                    world.quiesce()
                }
            }
            #expect(world.worldCounters.bytes == UInt64(alone * 5))
            world.close()
            #expect(world.worldCounters.bytes == 0)
        }

        /// A notifier that refuses a device at its registration.
        static func refusing() -> UnsafeMutablePointer<notifier_block> {
            let block = UnsafeMutablePointer<notifier_block>.allocate(capacity: 1)
            block.initialize(
                to: notifier_block(
                    notifier_call: { block, event, device in
                        if event == NETDEV_UNREGISTER {
                            Subsystems.Calls.unregistered += 1
                            return 0
                        }
                        if device.pointee.ifindex == 3 && Subsystems.Calls.failAt == 0 { return -1 }
                        Subsystems.Calls.registered += 1
                        return 0
                    }, next: nil, context: nil))
            return block
        }

        /// A namespace whose third device is refused is not made, and the notifier hears of the other two in pairs.
        @Test(arguments: real) func aRefusedDeviceUndoesThoseBeforeIt(_ variant: Variant) throws {
            let world = try World(variant: variant, namespaces: 2, devices: 3)
            defer { world.close() }
            let bytes = world.worldCounters.bytes
            inRegisteredThreads(1) { _ in
                let block = Self.refusing()
                defer { block.deallocate() }
                (Subsystems.Calls.registered, Subsystems.Calls.unregistered, Subsystems.Calls.failAt) = (0, 0, Int.max)
                #expect(register_netdevice_notifier(block) == 0)
                #expect(Subsystems.Calls.registered == 6)
                Subsystems.Calls.failAt = 0
                #expect(copy_net_ns() == nil)
                #expect(Subsystems.Calls.registered == 8 && Subsystems.Calls.unregistered == 2)
                unregister_netdevice_notifier(block)
                #expect(Subsystems.Calls.unregistered == 8)
            }
            #expect(world.worldCounters.bytes == bytes)
        }

        @Test(arguments: Variant.all.filter { !$0.isNegativeControl })
        func aQuietNotifierIsToldOfEveryDeviceTwice(_ variant: Variant) throws {
            let world = try World(variant: variant, namespaces: 7, devices: 2)
            defer { world.close() }
            inRegisteredThreads(2) { _ in
                let section = Section(variant: variant)
                #expect(section.function(.notifier)?(5).operations == 5)
            }
            #expect(world.counters.registrations == 10)
            #expect(world.counters.notified == 10 * 7 * 2 * 2)
            #expect(world.counters.unpaired == 0)
        }

        @Test(arguments: Variant.all.filter { !$0.isNegativeControl })
        func aQuietSubsystemIsSetUpForEveryNamespace(_ variant: Variant) throws {
            let world = try World(variant: variant, namespaces: 7)
            defer { world.close() }
            inRegisteredThreads(2) { _ in
                let section = Section(variant: variant)
                #expect(section.function(.subsystem)?(5).operations == 5)
            }
            #expect(world.counters.registrations == 10)
            #expect(world.counters.inits == 70 && world.counters.exits == 70)
        }

        /// Law I6 while namespaces come and go: each init has its exit, and every namespace that stays had its own.
        @Test(arguments: real) func aSubsystemIsExactWhileNamespacesComeAndGo(_ variant: Variant) throws {
            let world = try World(variant: variant, namespaces: 7, dyingCredit: 4)
            defer { world.close() }
            inRegisteredThreads(2) { index in
                let section = Section(variant: variant)
                #expect(section.function(index == 0 ? .subsystem : .update)?(50).operations == 50)
            }
            world.quiesce()
            #expect(world.counters.inits >= 350)
            #expect(world.counters.inits == world.counters.exits)
        }

        /// Holds a creator between the init of its namespace and its publication, and a registrar between registration and
        /// unregistration, until the other has gone on.
        enum Meeting {
            static let isBuilt = DispatchSemaphore(value: 0)
            static let isRegistered = DispatchSemaphore(value: 0)
            static let isPublished = DispatchSemaphore(value: 0)
            static let isOver = DispatchSemaphore(value: 0)
            // Each is the registrar's own, or written before it goes on.
            nonisolated(unsafe) static var registrar: pthread_t?
            nonisolated(unsafe) static var hasMet = false

            static func window(_ window: net_window) {
                if window == NET_WINDOW_SET_UP {
                    isBuilt.signal()
                    isRegistered.wait()
                } else if window == NET_WINDOW_DRAIN_RELEASED, pthread_self() == registrar, !hasMet {
                    hasMet = true
                    isRegistered.signal()
                    isPublished.wait()
                }
            }
        }

        /// Law I9: a notifier that is registered while a namespace is built hears of its devices' end only, and that is counted.
        @Test(arguments: real.filter { $0.missesReplays && $0.drains })
        func aMissedReplayIsCounted(_ variant: Variant) throws {
            let world = try World(variant: variant, namespaces: 2, devices: 3)
            defer { world.close() }
            (Meeting.registrar, Meeting.hasMet) = (nil, false)
            net_perturb_install({ window, _ in Meeting.window(window) }, nil)
            defer { net_perturb_install(nil, nil) }
            let places = world.places(seed: 1)
            inRegisteredThreads(2) { index in
                guard index == 0 else {
                    let net = copy_net_ns()
                    Meeting.isPublished.signal()
                    Meeting.isOver.wait()
                    if let net { put_net(net) }
                    return
                }
                Meeting.isBuilt.wait()
                Meeting.registrar = pthread_self()
                // A queue that is not empty, so that the unlock of every rule that drains has to release rtnl before its end.
                let message = UnsafeMutablePointer<rtnl_message>.allocate(capacity: 1)
                message.initialize(to: rtnl_message())
                if let net = places.pointer[0] { #expect(rtnl_enqueue(net, message)) }
                let section = Section(variant: variant)
                #expect(section.function(.notifier)?(1).operations == 1)
                // Where it has not met the creator, nobody shall wait for it.
                if !Meeting.hasMet { Meeting.isRegistered.signal() }
                Meeting.isOver.signal()
                message.deallocate()
            }
            #expect(world.counters.notified == 2 * 2 * 3 + 3)
            #expect(world.counters.unpaired == 3)
            world.quiesce()
        }

        @Test func theRulesBeforeTheSeedAloneRaceWithNotifiers() {
            #expect(ModelTests.real.filter(\.racesWithNotifiers).map(\.name) == ["net_list_mutex"])
            #expect(ModelTests.real.filter(\.restarts).map(\.name).contains("rtnl_retry"))
        }
    }
}
