/// The order of one pass over cases: the groups shuffled, and the cases within each.
///
/// Cases of one group stay together, so that what is compared with each other is measured close in time, and which of them
/// goes first is random: a drift of the machine hits all alike. The same seed and pass give the same order everywhere.
/// - Parameter groups: the group of each case.
/// - Returns: the positions of the cases, each once.
func blockOrder(_ groups: [String], seed: UInt64, pass: Int) -> [Int] {
    var generator = SeededGenerator(seed: seed)
    // A generator of its own for every pass, whatever the number of cases.
    for _ in 1..<max(1, pass) { generator = SeededGenerator(seed: generator.next()) }
    let members = Dictionary(grouping: groups.indices) { groups[$0] }
    var seen: Set<String> = []
    let names = groups.filter { seen.insert($0).inserted }
    return names.shuffled(using: &generator).flatMap { (members[$0] ?? []).shuffled(using: &generator) }
}
