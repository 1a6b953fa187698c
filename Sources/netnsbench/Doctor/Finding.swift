/// What `doctor` says of one property of the machine.
struct Finding: Equatable {
    /// Whether it is as measuring wants it.
    enum State: String {
        case ok, bad, unknown
    }

    /// The property.
    let check: String
    let state: State
    /// What it is; empty where that is not known.
    let found: String
    /// Why that is so much as worth a line.
    let reason: String
    /// What to do about it; nil where nothing has to be done.
    let remedy: String?

    static func ok(_ check: String, _ found: String, _ reason: String) -> Finding {
        Finding(check: check, state: .ok, found: found, reason: reason, remedy: nil)
    }

    static func bad(_ check: String, _ found: String, _ reason: String, remedy: String) -> Finding {
        Finding(check: check, state: .bad, found: found, reason: reason, remedy: remedy)
    }

    static func unknown(_ check: String, _ reason: String, remedy: String) -> Finding {
        Finding(check: check, state: .unknown, found: "", reason: reason, remedy: remedy)
    }
}
