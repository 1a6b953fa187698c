import BenchmarkResults
import NetNamespace

/// What registrars were told, and whether that was all of it and once.
///
/// Over the whole repetition, warm-up included: registrars count at the end of a section, and all sections have ended.
extension SelfCheck {
    private var registrations: UInt64 { counters.registrations - initial.registrations }
    private var notified: UInt64 { counters.notified - initial.notified }
    private var unpaired: UInt64 { counters.unpaired - initial.unpaired }
    private var inits: UInt64 { counters.inits - initial.inits }
    private var exits: UInt64 { counters.exits - initial.exits }
    private var unfinished: UInt64 { counters.unfinished - initial.unfinished }
    private var registersDevices: Bool { parameters.scenario == Scenario.netdevTodo.name }

    /// Columns of a case with registrars.
    var registrarCells: [String: CellValue] {
        guard registrations > 0 && !registersDevices else { return [:] }
        let operations = Double(registrations)
        guard parameters.devices > 0 else { return ["inits_per_op": .number(Double(inits) / operations)] }
        return [
            "notified_per_op": .number(Double(notified) / operations), "unpaired": .integer(Int64(clamping: unpaired)),
        ]
    }

    /// What is wrong, one clause each.
    var registrarProblems: [String] {
        if registersDevices { return deviceProblems }
        guard parameters.registrars > 0 else { return [] }
        return parameters.devices > 0 ? notifierProblems : subsystemProblems
    }

    /// Law I9: every replay reaches the devices of all namespaces that live throughout; and events come in pairs where nobody
    /// changes the list, or where these rules promise it.
    private var notifierProblems: [String] {
        let least = 2 * UInt64(parameters.namespaces * parameters.devices) * registrations
        var problems: [String] = []
        if parameters.updaters == 0 ? notified != least : notified < least {
            problems.append("notifiers were told of \(notified) events, \(least) replayed")
        }
        if unpaired > 0 && (parameters.updaters == 0 || !parameters.variant.missesReplays) {
            problems.append("notifiers missed \(unpaired) events")
        }
        return problems
    }

    /// Each device has come and gone, and what it left to a grace period had gone before it.
    private var deviceProblems: [String] {
        var problems: [String] = []
        if devices != UInt64(parameters.namespaces) {
            problems.append("there are \(devices) devices, for \(parameters.namespaces) namespaces of one")
        }
        if bytes != 0 { problems.append("\(bytes) bytes of devices were kept, or given back twice") }
        if unfinished > 0 {
            problems.append("\(unfinished) devices went before what they had left to a grace period")
        }
        return problems
    }

    /// Law I6: a registration sets up every namespace there is, and each init has its exit.
    private var subsystemProblems: [String] {
        let least = UInt64(parameters.namespaces) * registrations
        var problems: [String] = []
        if parameters.updaters == 0 ? inits != least : inits < least {
            problems.append("subsystems were set up \(inits) times, for \(least) namespaces that were there")
        }
        if inits != exits { problems.append("subsystems had \(inits) inits and \(exits) exits") }
        return problems
    }
}
