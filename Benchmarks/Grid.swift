import NetNamespace

/// Lists of values for the parameters; they multiply into cases.
///
/// nil leaves a scenario's own default.
public struct Grid: Sendable, Equatable {
    /// Lengths of the list, `init_net` included.
    public var namespaces: [Int]?
    /// Numbers of reader threads.
    public var readers: [Int]?
    /// Numbers of updater threads.
    public var updaters: [Int]?
    /// Numbers of locker threads.
    public var lockers: [Int]?
    /// Numbers of sender threads.
    public var senders: [Int]?
    /// Numbers of preloaded queues.
    public var pending: [Int]?
    /// Sender modes.
    public var senderModes: [SenderMode]?
    /// Locks a reader holds where it may choose.
    public var listLocks: [ListLock]?
    /// Kinds of lock behind rtnl.
    public var rtnlLocks: [RtnlLock]?
    /// Creations per second and updater.
    public var updateRates: [Double]?
    /// Bytes that a visit reads.
    public var visitBytes: [Int]?
    /// Whether senders use every mode that their variant allows, where no modes are listed; else its usual one.
    public var usesEverySenderMode = false
    /// Numbers of creator threads.
    public var creators: [Int]?
    /// Numbers of destroyer threads.
    public var destroyers: [Int]?
    /// Numbers of drainer threads.
    public var drainers: [Int]?
    /// Namespaces dropped at once.
    public var batches: [Int]?
    /// Locks per second and locker.
    public var lockRates: [Double]?
    /// Requests per second and sender.
    public var requestRates: [Double]?
    /// Passes per second and reader.
    public var dumpRates: [Double]?
    /// Devices of each namespace.
    public var devices: [Int]?
    /// Numbers of registrar threads.
    public var registrars: [Int]?

    /// An empty grid.
    public init() {}

    /// This grid with every list that `other` gives put in place of its own.
    public func overridden(by other: Grid) -> Grid {
        var result = self
        result.namespaces = other.namespaces ?? namespaces
        result.readers = other.readers ?? readers
        result.updaters = other.updaters ?? updaters
        result.lockers = other.lockers ?? lockers
        result.senders = other.senders ?? senders
        result.pending = other.pending ?? pending
        result.senderModes = other.senderModes ?? senderModes
        result.listLocks = other.listLocks ?? listLocks
        result.rtnlLocks = other.rtnlLocks ?? rtnlLocks
        result.updateRates = other.updateRates ?? updateRates
        result.visitBytes = other.visitBytes ?? visitBytes
        result.creators = other.creators ?? creators
        result.destroyers = other.destroyers ?? destroyers
        result.drainers = other.drainers ?? drainers
        result.batches = other.batches ?? batches
        result.lockRates = other.lockRates ?? lockRates
        result.requestRates = other.requestRates ?? requestRates
        result.dumpRates = other.dumpRates ?? dumpRates
        result.devices = other.devices ?? devices
        result.registrars = other.registrars ?? registrars
        return result
    }
}

extension Grid {
    /// What of a case this grid has lists for; all else as in any other case.
    func asked(of parameters: CaseParameters) -> CaseParameters {
        let variant = rtnlLocks == nil ? parameters.variant.with(.pthread) : parameters.variant
        var asked = CaseParameters(scenario: parameters.scenario, variant: variant ?? parameters.variant)
        func keep<Value>(_ path: WritableKeyPath<CaseParameters, Value>, _ isAsked: Bool) {
            if isAsked { asked[keyPath: path] = parameters[keyPath: path] }
        }
        keep(\.namespaces, namespaces != nil)
        keep(\.readers, readers != nil)
        keep(\.updaters, updaters != nil)
        keep(\.lockers, lockers != nil)
        keep(\.senders, senders != nil)
        keep(\.pending, pending != nil)
        keep(\.senderMode, senderModes != nil)
        keep(\.listLock, listLocks != nil)
        keep(\.updateRate, updateRates != nil)
        keep(\.visitBytes, visitBytes != nil)
        keep(\.creators, creators != nil)
        keep(\.destroyers, destroyers != nil)
        keep(\.drainers, drainers != nil)
        keep(\.batch, batches != nil)
        keep(\.lockRate, lockRates != nil)
        keep(\.requestRate, requestRates != nil)
        keep(\.dumpRate, dumpRates != nil)
        keep(\.devices, devices != nil)
        keep(\.registrars, registrars != nil)
        return asked
    }
}

/// Every combination of `values` applied to every one of `cases`.
func multiply<Value>(
    _ cases: [CaseParameters], _ values: [Value]?, _ fallback: [Value],
    _ path: WritableKeyPath<CaseParameters, Value>
) -> [CaseParameters] {
    cases.flatMap { base in
        (values ?? fallback).map { value in
            var copy = base
            copy[keyPath: path] = value
            return copy
        }
    }
}
