/// The role whose time is the headline, by scenario or by scenario and shape.
private let measuredRoles = [
    "for_each_net": "reader", "empty": "reader", "rtnl_unlock": "locker", "fairness": "locker", "mixed": "creator",
    "net_lifecycle/create": "creator", "net_lifecycle/destroy": "destroyer", "netdevice_notifier": "registrar",
    "pernet_subsys": "registrar", "netdev_todo/unregister": "registrar", "netdev_todo/lock": "locker",
]

/// The role whose time is the headline of that scenario and shape; nil for a scenario that is not ours.
public func measuredRole(scenario: String?, shape: String?) -> String? {
    guard let scenario else { return nil }
    return measuredRoles["\(scenario)/\(shape ?? "")"] ?? measuredRoles[scenario]
}

/// Operations per second of the measured role over all its threads; nil where the row does not know.
public func measuredRate(of row: ResultRow) -> Double? {
    if let role = measuredRole(scenario: row.text("scenario"), shape: row.text("shape")),
        let rate = row.number("\(role)_ops_per_s")
    {
        return rate.isFinite ? rate : nil
    }
    let others = ["reader", "locker", "registrar", "updater", "sender"].lazy.compactMap {
        row.number("\($0)_ops_per_s")
    }
    return others.first { $0.isFinite }
}
