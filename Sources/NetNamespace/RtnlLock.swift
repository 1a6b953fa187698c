import CNetNamespace

/// The kind of lock behind `rtnl_lock()`.
///
/// "The protocol is unfair" and "the lock is unfair" are two things, and this tells them apart. The model is compiled once
/// for each kind, so no section asks which it is.
public enum RtnlLock: String, Sendable, CaseIterable {
    /// A pthread mutex: sleeps and barges. The default.
    case pthread
    /// glibc's adaptive mutex: spins for a while, then sleeps; barges.
    case adaptive
    /// Concurrency Kit's ticket lock: spins; first come, first served.
    case ticket
    /// Concurrency Kit's MCS lock: the same, each waiter on a cache line of its own.
    case mcs
    /// No global rtnl around a request: what each namespace has of its own must do. An option of rules that have that.
    case none

    /// Those that are a lock.
    public static let locks = allCases.filter { $0 != .none }

    /// One line for `list`.
    public var summary: String {
        switch self {
        case .pthread: "a pthread mutex: waiters sleep, whoever comes may overtake them (the default)"
        case .adaptive: "glibc's adaptive mutex: waiters spin for a while, then sleep; may be overtaken"
        case .ticket: "a ticket lock: waiters spin, first come, first served"
        case .mcs: "an MCS lock: as ticket, each waiter on a cache line of its own"
        case .none: "no global rtnl around a request, where each namespace has a mutex of its own"
        }
    }

    /// Whether a waiter keeps its CPU for as long as it waits, whoever needs it.
    public var spinsUntilTaken: Bool { self == .ticket || self == .mcs }

    /// What the model of this kind can do.
    var model: UnsafePointer<net_model> {
        switch self {
        case .pthread, .none: net_model_pthread()  // devices and notifiers keep their rtnl
        case .adaptive: net_model_adaptive()
        case .ticket: net_model_ticket()
        case .mcs: net_model_mcs()
        }
    }
}
