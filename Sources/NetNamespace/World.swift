import CNetNamespace
import Glibc

/// Why a world could not be made.
public struct WorldError: Error, CustomStringConvertible {
    /// The negative errno of the model.
    public let code: Int32
    /// Memory is short.
    static let outOfMemory = WorldError(code: -ENOMEM)
    /// One sentence for the user.
    public var description: String {
        switch code {
        case -EBUSY: "a world exists already: one variant is installed at a time"
        case -ENOMEM: "not enough memory for the namespaces asked for"
        default: "the world could not be made: \(String(cString: strerror(-code)))"
        }
    }
}

/// The one world of namespaces under a variant's rules: from `net_ns_init` to `net_ns_exit`.
///
/// At most one exists at a time with each kind of rtnl lock. Make and close it on a thread that is not registered; every
/// registered thread must have unregistered before `close()`. `@unchecked Sendable`: the model does its own locking, and
/// `isOpen` is touched by the owner alone.
public final class World: @unchecked Sendable {
    /// The rules that are installed.
    public let variant: Variant
    /// How many namespaces the world was made with, `init_net` included.
    public let namespaces: Int
    /// Bytes per namespace (with its socket, its devices and its payload) when the world had been made.
    public let bytesPerNamespace: Double
    private let model: UnsafePointer<net_model>
    private var isOpen = true

    /// Builds `namespaces` namespaces in bulk.
    ///
    /// - Parameters:
    ///   - payloadBytes: memory per namespace that visits may read beyond the first eight bytes.
    ///   - dyingCredit: updaters wait while this many namespaces are dying; 0 is no limit.
    ///   - trylockSenders: senders may only try rtnl, and trust its holder; legal where draining is by queue.
    ///   - keepFreed: released namespaces stay readable, poisoned, until the world ends: for laws and controls.
    ///   - devices: per namespace, the loopback device among them; namespaces made later have as many.
    /// - Throws: `WorldError` when another world exists or memory is short.
    public init(
        variant: Variant, namespaces: Int, payloadBytes: Int = 0, dyingCredit: Int = 0, trylockSenders: Bool = false,
        keepFreed: Bool = false, devices: Int = 1
    ) throws {
        precondition(namespaces >= 1, "namespaces counts init_net")
        precondition(devices >= 1, "devices counts the loopback device")
        self.variant = variant
        self.namespaces = namespaces
        model = variant.rtnlLock.model
        let model = model.pointee
        var options = net_options(
            payload_bytes: UInt32(payloadBytes), dying_credit: UInt32(dyingCredit), trylock_senders: trylockSenders,
            keep_freed: keepFreed, devices: UInt32(devices))
        var code = model.ns_init(variant.row, &options)
        guard code == 0 else { throw WorldError(code: code) }
        code = model.ns_populate(UInt64(namespaces - 1))
        var counters = net_world_counters()
        model.world_counters_read(&counters)
        bytesPerNamespace = Double(counters.bytes) / Double(namespaces)
        guard code == 0 else {
            model.ns_exit()
            isOpen = false
            throw WorldError(code: code)
        }
    }

    /// Tears the world down and gives every byte back.
    public func close() {
        guard isOpen else { return }
        isOpen = false
        model.pointee.ns_exit()
    }

    deinit { close() }

    /// Waits until nothing is dying.
    public func quiesce() { model.pointee.ns_quiesce() }

    /// What the threads counted so far, all of them.
    public var counters: net_counters {
        var sum = net_counters()
        model.pointee.counters_sum(&sum)
        return sum
    }

    /// What the world counted besides.
    public var worldCounters: net_world_counters {
        var counters = net_world_counters()
        model.pointee.world_counters_read(&counters)
        return counters
    }

    /// The namespaces on the list, or nil if the list is broken.
    ///
    /// Quiescent worlds only.
    public func checkedLength() -> Int? {
        let length = model.pointee.list_check()
        return length < 0 ? nil : Int(length)
    }

    /// The devices of all namespaces.
    ///
    /// Quiescent worlds only.
    public func devices() -> UInt64 {
        let places = places(seed: 0)
        return (0..<places.count).reduce(0) { sum, index in
            sum + (places.pointer[index].map { model.pointee.device_count($0) } ?? 0)
        }
    }

    /// Requests that are queued and have no handler on the way.
    ///
    /// Quiescent worlds only.
    public var stranded: UInt64 { model.pointee.stranded() }

    /// The newest grace-period latencies in nanoseconds, at most 4096.
    public var gracePeriods: [UInt64] {
        [UInt64](unsafeUninitializedCapacity: 4096) { buffer, count in
            count = buffer.baseAddress.map { Int(model.pointee.grace_period_samples($0, 4096)) } ?? 0
        }
    }

    /// The namespaces in a seeded random order: where requests go.
    public func places(seed: UInt64) -> Places {
        Places(model.pointee, capacity: namespaces, seed: seed)
    }
}

/// A seeded permutation of the world's namespaces; valid while the world is open.
///
/// Constant after its making, so threads may share it: that is why `@unchecked Sendable` holds.
public final class Places: @unchecked Sendable {
    let pointer: UnsafeMutablePointer<OpaquePointer?>
    let count: Int

    fileprivate init(_ model: net_model, capacity: Int, seed: UInt64) {
        pointer = .allocate(capacity: capacity)
        pointer.initialize(repeating: nil, count: capacity)
        count = Int(model.list_copy(pointer, UInt64(capacity)))
        var generator = SplitMix64(state: seed)
        var buffer = UnsafeMutableBufferPointer(start: pointer, count: count)
        buffer.shuffle(using: &generator)
    }

    deinit { pointer.deallocate() }
}

/// Steele, Lea and Flood's SplitMix64 (OOPSLA 2014): small, seeded, good enough to shuffle with.
public struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// A generator that always gives the same numbers for the same state.
    public init(state: UInt64) { self.state = state }

    /// The next number.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
