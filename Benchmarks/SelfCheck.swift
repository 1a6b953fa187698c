import CNetNamespace
import NetNamespace

/// The cheap checks that every measured repetition makes of itself when its threads have ended.
struct SelfCheck {
    let parameters: CaseParameters
    let counters: net_counters
    let worldCounters: net_world_counters
    let stranded: UInt64
    private let length: Int?
    private let mostNamespaces: Int
    let initial: net_counters
    /// Where devices come and go: how many there are, and the bytes of the world beyond those that it began with.
    let devices: UInt64
    let bytes: Int64

    /// Reads the quiescent world.
    ///
    /// - Parameter mostNamespaces: what there can have been at one time.
    init(parameters: CaseParameters, world: World, initial: net_counters, mostNamespaces: Int) {
        self.mostNamespaces = mostNamespaces
        self.parameters = parameters
        self.initial = initial
        counters = world.counters
        worldCounters = world.worldCounters
        stranded = world.stranded
        length = world.checkedLength()
        devices = parameters.scenario == Scenario.netdevTodo.name ? world.devices() : 0
        bytes = Int64(worldCounters.bytes) - Int64((world.bytesPerNamespace * Double(parameters.namespaces)).rounded())
    }

    /// Namespaces visited per pass over the whole repetition; nil without passes.
    var visitsPerPass: Double? {
        let walks = counters.walks - initial.walks
        return walks > 0 ? Double(counters.visits - initial.visits) / Double(walks) : nil
    }

    /// What is wrong, one clause each; empty where the repetition is valid.
    var problems: [String] {
        var problems: [String] = []
        func require(_ holds: Bool, _ what: @autoclosure () -> String) { if !holds { problems.append(what()) } }

        require(!parameters.variant.isNegativeControl, "negative control: its rules are wrong on purpose")
        if let length {
            require(length == parameters.namespaces, "the list has \(length) of \(parameters.namespaces) namespaces")
        } else {
            problems.append("the list is broken")
        }
        require(
            counters.created - initial.created == worldCounters.destroyed,
            "\(counters.created - initial.created) namespaces created, \(worldCounters.destroyed) destroyed")
        require(worldCounters.double_edges == 0, "\(worldCounters.double_edges) namespaces destroyed twice")
        require(worldCounters.resurrections == 0, "\(worldCounters.resurrections) dying namespaces revived")
        require(worldCounters.double_handled == 0, "\(worldCounters.double_handled) requests handled twice")
        require(worldCounters.handled_for_dead == 0, "\(worldCounters.handled_for_dead) requests handled for the dead")
        if parameters.senders + parameters.drainers > 0 {
            let ended = counters.handled + counters.purged + stranded
            require(counters.sent == ended, "\(counters.sent) requests sent, \(ended) ended")
        }
        require(stranded == 0, "\(stranded) requests stranded")
        if let visits = visitsPerPass {
            let possible = Double(mostNamespaces)
            require(
                visits >= Double(parameters.namespaces) && visits <= possible,
                "\(visits) visits per pass, \(parameters.namespaces) to \(possible) explained")
        }
        return problems + registrarProblems
    }
}
