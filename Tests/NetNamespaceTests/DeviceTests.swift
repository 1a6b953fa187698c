import CNetNamespace
import Dispatch
import Testing

@testable import NetNamespace

/// Devices that come and go, whose end comes when rtnl has been released.
extension ModelTests {
    @Suite struct Devices {
        /// By the rules of the controls as well: what is wrong with them is not here.
        @Test(arguments: Variant.all) func devicesComeAndGo(_ variant: Variant) throws {
            let world = try World(variant: variant, namespaces: 3, devices: 2)
            defer { world.close() }
            let bytes = world.worldCounters.bytes
            let places = world.places(seed: 1)
            inRegisteredThreads(2) { index in
                let section = Section(variant: variant, places: places, firstPlace: index)
                #expect(section.function(.unregister)?(3).operations == 3)
            }
            #expect(world.devices() == 6)
            #expect(world.worldCounters.bytes == bytes)
            #expect(world.counters.registrations == 6 && world.counters.unfinished == 0)
            // At most one each: none where what was left has gone by itself meanwhile, or where there is no RCU.
            #expect(world.worldCounters.barriers <= (variant.usesRCU ? 6 : 0))
        }

        /// Who takes rtnl as soon as a device has been unregistered under it.
        enum Meeting {
            nonisolated(unsafe) static var isUnregistering = DispatchSemaphore(value: 0)
        }

        /// Signals for each device that goes; to be called on a registered thread.
        private static func withNotifier(_ body: () -> Void) {
            let block = UnsafeMutablePointer<notifier_block>.allocate(capacity: 1)
            block.initialize(
                to: notifier_block(
                    notifier_call: { _, event, _ in
                        if event == NETDEV_UNREGISTER { Meeting.isUnregistering.signal() }
                        return 0
                    }, next: nil, context: nil))
            #expect(register_netdevice_notifier(block) == 0)
            body()
            unregister_netdevice_notifier(block)
            block.deallocate()
        }

        /// With a reader in its section the grace period of an unregistration cannot end, and rtnl is free all the same.
        @Test(arguments: real.filter(\.usesRCU)) func rtnlIsFreeWhileADeviceWaits(_ variant: Variant) throws {
            let world = try World(variant: variant, namespaces: 2)
            defer { world.close() }
            // Where a walk holds net_rwsem the flavour is the same as here.
            let usual = try #require(Variant.named("rcu_memb"))
            let reading = variant.listLocks.contains(.netRwsem) ? usual : variant
            Meeting.isUnregistering = DispatchSemaphore(value: 0)
            let isReading = DispatchSemaphore(value: 0), mayLeave = DispatchSemaphore(value: 0)
            let hasEnded = Shared(false), hadEnded = Shared(true), gaveUp = Shared(false)
            inRegisteredThreads(3) { index in
                if index == 0 {
                    walk(reading) { _ in
                        isReading.signal()
                        // For rules that fail only: else everybody would wait for ever.
                        if mayLeave.wait(timeout: .now() + 10) == .timedOut { gaveUp.with { $0 = true } }
                        return false
                    }
                } else if index == 1 {
                    isReading.wait()
                    Self.withNotifier {
                        let section = Section(variant: variant)
                        #expect(section.function(.unregister)?(1).operations == 1)
                        hasEnded.with { $0 = true }
                    }
                } else {
                    Meeting.isUnregistering.wait()
                    variant.rtnlLock.model.pointee.rtnl_lock_plainly()
                    hadEnded.with { $0 = hasEnded.current }
                    variant.rtnlLock.model.pointee.rtnl_unlock_plainly()
                    mayLeave.signal()
                }
            }
            #expect(!gaveUp.current, "rtnl was held for as long as there was a reader")
            #expect(!hadEnded.current, "the device did not wait for the reader")
            #expect(hasEnded.current && world.worldCounters.barriers == 1 && world.counters.unfinished == 0)
        }
    }
}
