import CNetNamespace

/// Which timed loop a thread runs.
public enum SectionKind: Sendable {
    /// Passes over the list.
    case read
    /// `rtnl_lock(); rtnl_unlock()`.
    case unlock
    /// Preload, then a timed lock and unlock.
    case pending
    /// Preload, lock and unlock, all on the driver's clock.
    case pendingWhole
    /// Preload, lock, handle the known queues without a search, release.
    case pendingReference
    /// Send requests.
    case send
    /// Create and drop namespaces.
    case update
    /// Create a namespace each, timed inside, and hand it to the exchange.
    case create
    /// Drop what creators handed over.
    case drop
    /// Make a batch, drop it, wait until it is reclaimed, timed inside.
    case destroy
    /// The wait for rtnl, timed inside.
    case wait
    /// Preload, lock and unlock until all is handled.
    case drain
    /// Send a batch of requests.
    case sendBatch
    /// Register a notifier and unregister it.
    case notifier
    /// Register a subsystem and unregister it.
    case subsystem
    /// Register a device; then, timed inside, unregister it and release rtnl.
    case unregister
    /// A bare mutex, taken and released.
    case mutexPair
    /// Nothing, that often.
    case empty
    /// The bare read side of an RCU flavour.
    case bare
}

/// How a sender gets its request handled (design: sender modes).
public enum SenderMode: String, Sendable, CaseIterable {
    /// The sender handles its own request under rtnl.
    case synchronous
    /// Append, then take rtnl and handle the queue.
    case blocking
    /// Append, try rtnl, trust its holder. Strands requests in every variant that drains by walking.
    case trylock

    /// The model's constant.
    public var raw: rtnl_sender_mode {
        switch self {
        case .synchronous: RTNL_SENDER_SYNCHRONOUS
        case .blocking: RTNL_SENDER_BLOCKING
        case .trylock: RTNL_SENDER_TRYLOCK
        }
    }
}

/// What a timed section of the model works on.
///
/// One per thread; used on that thread only.
public final class Section {
    private let state: UnsafeMutablePointer<net_section>
    private let messages: UnsafeMutablePointer<rtnl_message>
    private let messageCount: Int
    /// The rules, and the kind of lock behind rtnl.
    public let variant: Variant
    private let places: Places?
    private let exchange: Exchange?
    private let victims: UnsafeMutablePointer<OpaquePointer?>

    /// The most requests that a sender who trusts the holder of rtnl has on their way.
    private static let requestsInFlight = 64

    /// A section for one thread.
    ///
    /// - Parameters:
    ///   - visitBytes: what a visit reads, a multiple of eight.
    ///   - pending: queues preloaded before each unlock.
    ///   - listLock: what a reader holds; nil is the variant's usual one.
    ///   - places: where requests go; needed by the kinds that preload or send.
    ///   - firstPlace: where in `places` this thread begins.
    ///   - batch: namespaces dropped at once.
    ///   - exchange: between creators and destroyers; needed by the kinds that create or drop.
    ///   - index: which of the creators, or of the destroyers, this thread is.
    ///   - pauseNanoseconds: what a plain locker does without rtnl before it comes again.
    public init(
        variant: Variant, visitBytes: Int = 8, pending: Int = 0, senderMode: SenderMode = .blocking,
        listLock: ListLock? = nil, places: Places? = nil, firstPlace: Int = 0, batch: Int = 1,
        exchange: Exchange? = nil, index: Int = 0, pauseNanoseconds: Int = 0
    ) {
        self.variant = variant
        self.places = places
        self.exchange = exchange
        victims = .allocate(capacity: batch)
        victims.initialize(repeating: nil, count: batch)
        messageCount = max(Self.requestsInFlight, pending)
        messages = .allocate(capacity: messageCount)
        messages.initialize(repeating: rtnl_message(), count: messageCount)
        state = .allocate(capacity: 1)
        state.initialize(to: net_section())
        state.pointee.visit_bytes = UInt32(visitBytes)
        state.pointee.pending = UInt32(pending)
        state.pointee.sender_mode = senderMode.raw
        if let lock = listLock ?? variant.listLocks.first { state.pointee.list_lock = lock.raw }
        state.pointee.places = places?.pointer
        state.pointee.place_count = UInt64(places?.count ?? 0)
        state.pointee.cursor = places.map { UInt64(firstPlace % $0.count) } ?? 0
        state.pointee.messages = messages
        // A sender that waits for its request needs one; who trusts the holder of rtnl goes on to the next.
        state.pointee.message_count = senderMode == .trylock ? UInt32(Self.requestsInFlight) : 1
        state.pointee.batch = UInt32(batch)
        state.pointee.place = UInt32(index)
        state.pointee.pause_ns = UInt32(pauseNanoseconds)
        state.pointee.exchange = exchange?.handle
        state.pointee.victims = victims
    }

    deinit {
        victims.deallocate()
        variant.rtnlLock.model.pointee.registrar_free(state.pointee.registrar)
        messages.deallocate()
        state.deallocate()
    }

    /// That function, with a registrar for it to work on; nil when memory is short.
    private func needsRegistrar(_ function: @escaping net_section_fn) -> net_section_fn? {
        if state.pointee.registrar == nil { state.pointee.registrar = variant.rtnlLock.model.pointee.registrar_make() }
        return state.pointee.registrar == nil ? nil : function
    }

    /// Nanoseconds that a pair of clock reads cost, by the last section that calibrated it.
    public var clockCostNanoseconds: UInt64 { state.pointee.clock_cost_ns }
    /// Enqueue-to-handled time of the last single request, in nanoseconds; 0 is none.
    public var sampleNanoseconds: UInt64 { state.pointee.sample_ns }

    /// The C loop of that kind: what the timed path calls.
    public func function(_ kind: SectionKind) -> SectionFunction? {
        let row = variant.row.pointee
        let model = variant.rtnlLock.model.pointee
        let function: net_section_fn? =
            switch kind {
            case .read: row.read_section
            case .unlock: row.unlock_section
            case .pending: row.pending_section
            case .pendingWhole: row.pending_whole_section
            case .pendingReference: model.pending_reference_section
            case .send: model.send_section
            case .update: model.update_section
            case .create: model.create_section
            case .drop: model.drop_section
            case .destroy: model.destroy_section
            case .wait: model.wait_section
            case .drain: model.drain_section
            case .sendBatch: model.send_batch_section
            case .notifier: needsRegistrar(model.notifier_section)
            case .subsystem: needsRegistrar(model.subsystem_section)
            case .unregister: needsRegistrar(model.unregister_section)
            case .mutexPair: model.mutex_pair_section
            case .empty: model.empty_section
            case .bare: row.bare_section
            }
        return function.map { SectionFunction(pointer: $0, state: state, owner: self) }
    }
}

/// A timed loop bound to its section.
///
/// Calling it is one call into C.
public struct SectionFunction {
    /// The C loop.
    public let pointer: net_section_fn
    /// What it works on; valid while this value lives.
    public let state: UnsafeMutablePointer<net_section>
    private let owner: Section

    init(pointer: net_section_fn, state: UnsafeMutablePointer<net_section>, owner: Section) {
        self.pointer = pointer
        self.state = state
        self.owner = owner
    }

    /// Runs `operations` operations and says what was done.
    @inline(__always)
    public func callAsFunction(_ operations: Int) -> net_section_result {
        pointer(state, UInt64(operations))
    }
}
