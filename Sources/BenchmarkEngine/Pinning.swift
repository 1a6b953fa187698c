import CPlatform

/// Where the threads of a repetition run, in the order of roles and of threads within a role.
public enum Pinning: Sendable, Equatable {
    /// Wherever the kernel puts them.
    case none
    /// One allowed CPU each, siblings of a core next to each other; round again when there are more threads.
    case compact
    /// One allowed CPU each, one of each core first, packages in turn.
    case scatter
    /// These CPUs in this order, round again when there are more threads.
    case list([Int])
}

extension Pinning {
    /// Parses `none`, `compact`, `scatter` or a list such as `0,2-5`; nil for anything else.
    public init?(parsing text: String) {
        switch text {
        case "none": self = .none
        case "compact": self = .compact
        case "scatter": self = .scatter
        default:
            var cpus: [Int] = []
            for part in text.split(separator: ",", omittingEmptySubsequences: false) {
                let ends = part.split(separator: "-", omittingEmptySubsequences: false)
                let isDigits = ends.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
                guard isDigits, (1...2).contains(ends.count), let first = ends.first.flatMap({ Int($0) }),
                    let last = ends.last.flatMap({ Int($0) }), first <= last, last < 8192
                else { return nil }
                cpus += Array(first...last)
            }
            self = .list(cpus)
        }
    }

    /// How many CPUs threads are placed among.
    public func usableCPUs(allowed: [Int]) -> Int {
        guard case .list(let cpus) = self else { return allowed.count }
        return Set(cpus).count
    }

    /// The CPUs to go round, or nil where threads are not pinned.
    /// - Throws: `EngineError` where a listed CPU is not allowed.
    func order(allowed: [Int], topology: (Int) -> CPUPlace = CPUPlace.init(cpu:)) throws(EngineError) -> [Int]? {
        switch self {
        case .none: return nil
        case .list(let cpus):
            if let outside = cpus.first(where: { !allowed.contains($0) }) {
                throw EngineError("CPU \(outside) is outside the allowed CPUs \(Pinning.describe(allowed)).")
            }
            return cpus
        case .compact:
            return allowed.map { (place: topology($0), cpu: $0) }
                .sorted { ($0.place.package, $0.place.core, $0.cpu) < ($1.place.package, $1.place.core, $1.cpu) }
                .map(\.cpu)
        case .scatter:
            return scattered(allowed, topology)
        }
    }

    private func scattered(_ allowed: [Int], _ topology: (Int) -> CPUPlace) -> [Int] {
        // A CPU's rank among its siblings comes first, then its core's rank in the package, then the package.
        var coresOfPackage: [Int: [Int]] = [:]
        var siblingsOfCore: [CPUPlace: Int] = [:]
        let ranked = allowed.map { cpu -> (rank: (Int, Int, Int), cpu: Int) in
            let place = topology(cpu)
            let sibling = siblingsOfCore[place, default: 0]
            siblingsOfCore[place] = sibling + 1
            var cores = coresOfPackage[place.package, default: []]
            let core = cores.firstIndex(of: place.core) ?? cores.count
            if core == cores.count { cores.append(place.core) }
            coresOfPackage[place.package] = cores
            return ((sibling, core, place.package), cpu)
        }
        return ranked.sorted { $0.rank < $1.rank }.map(\.cpu)
    }

    /// Writes CPUs as ranges: `0-3,6`.
    static func describe(_ cpus: [Int]) -> String {
        var ranges: [ClosedRange<Int>] = []
        for cpu in cpus {
            if let last = ranges.last, last.upperBound + 1 == cpu {
                ranges[ranges.count - 1] = last.lowerBound...cpu
            } else {
                ranges.append(cpu...cpu)
            }
        }
        return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
            .joined(separator: ",")
    }
}

extension Pinning: CustomStringConvertible {
    /// What `init(parsing:)` reads.
    public var description: String {
        switch self {
        case .none: "none"
        case .compact: "compact"
        case .scatter: "scatter"
        case .list(let cpus): Pinning.describe(cpus)
        }
    }
}

/// The CPUs the calling thread may run on, ascending; empty where the kernel does not say.
public func allowedCPUs() -> [Int] {
    var cpus = [Int32](repeating: 0, count: 8192)
    let count = platform_allowed_cpus(&cpus, Int32(cpus.count))
    return cpus.prefix(max(0, Int(count))).map { Int($0) }
}

/// The core and package of a CPU.
struct CPUPlace: Hashable {
    var package: Int
    var core: Int

    init(package: Int, core: Int) {
        self.package = package
        self.core = core
    }

    /// As the kernel says; a CPU it says nothing of is a core of its own.
    init(cpu: Int) {
        let folder = "/sys/devices/system/cpu/cpu\(cpu)/topology/"
        package = readSmallFile(folder + "physical_package_id").flatMap { Int($0) } ?? 0
        core = readSmallFile(folder + "core_id").flatMap { Int($0) } ?? cpu
    }
}
