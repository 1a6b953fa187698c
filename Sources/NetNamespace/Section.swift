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
    /// Register a notifier and unregister it.
    case notifier
    /// Register a subsystem and unregister it.
    case subsystem
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
    private let variant: Variant
    private let places: Places?

    /// A section for one thread.
    ///
    /// - Parameters:
    ///   - visitBytes: what a visit reads, a multiple of eight.
    ///   - pending: queues preloaded before each unlock.
    ///   - places: where requests go; needed by the kinds that preload or send.
    ///   - firstPlace: where in `places` this thread begins.
    public init(
        variant: Variant, visitBytes: Int = 8, pending: Int = 0, senderMode: SenderMode = .blocking,
        walkUnderNetMutex: Bool = false, places: Places? = nil, firstPlace: Int = 0
    ) {
        self.variant = variant
        self.places = places
        messageCount = max(1, pending)
        messages = .allocate(capacity: messageCount)
        messages.initialize(repeating: rtnl_message(), count: messageCount)
        state = .allocate(capacity: 1)
        state.initialize(to: net_section())
        state.pointee.visit_bytes = UInt32(visitBytes)
        state.pointee.pending = UInt32(pending)
        state.pointee.sender_mode = senderMode.raw
        state.pointee.walk_under_net_mutex = walkUnderNetMutex
        state.pointee.places = places?.pointer
        state.pointee.place_count = UInt64(places?.count ?? 0)
        state.pointee.cursor = places.map { UInt64(firstPlace % $0.count) } ?? 0
        state.pointee.messages = messages
    }

    deinit {
        net_registrar_free(state.pointee.registrar)
        messages.deallocate()
        state.deallocate()
    }

    /// That function, with a registrar for it to work on; nil when memory is short.
    private func needsRegistrar(_ function: @escaping net_section_fn) -> net_section_fn? {
        if state.pointee.registrar == nil { state.pointee.registrar = net_registrar_make() }
        return state.pointee.registrar == nil ? nil : function
    }

    /// Nanoseconds that a pair of clock reads cost, by the last section that calibrated it.
    public var clockCostNanoseconds: UInt64 { state.pointee.clock_cost_ns }
    /// Enqueue-to-handled time of the last single request, in nanoseconds; 0 is none.
    public var sampleNanoseconds: UInt64 { state.pointee.sample_ns }

    /// The C loop of that kind: what the timed path calls.
    public func function(_ kind: SectionKind) -> SectionFunction? {
        let row = variant.row.pointee
        let function: net_section_fn? =
            switch kind {
            case .read: row.read_section
            case .unlock: row.unlock_section
            case .pending: row.pending_section
            case .pendingWhole: row.pending_whole_section
            case .pendingReference: net_pending_reference_section
            case .send: net_send_section
            case .update: net_update_section
            case .notifier: needsRegistrar(net_notifier_section)
            case .subsystem: needsRegistrar(net_subsystem_section)
            case .empty: net_empty_section
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
