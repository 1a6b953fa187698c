extension Scenario {
    /// A bare mutex without any rules: what an idle `rtnl_unlock` is held against.
    static let mutexPair = reference(
        "mutex_pair", summary: "one thread takes and releases a bare pthread mutex: the least that rtnl could cost",
        isInSuites: false, role: "locker", \.lockers, .mutexPair, predictedNanoseconds: 10)
}
