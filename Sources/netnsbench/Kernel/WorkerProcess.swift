import Glibc
import KernelBackend

/// A worker: this program, executed anew with words before its verb that say on what ground it is to stand.
///
/// Not for users: `netnsbench kernel-worker user 4711 run ...`, where 4711 is the process that it works for and dies with.
enum WorkerProcess {
    private static let word = "kernel-worker"

    /// The words that make a process a worker of this one.
    static func words(_ ground: KernelGround) -> [String] { [word, ground.rawValue, "\(getpid())"] }

    /// Takes the ground that the arguments name, where they name one, and returns those that follow.
    ///
    /// - Throws: exit code 5 and a sentence where the ground cannot be had.
    static func entered(_ arguments: [String]) throws(ProgramFailure) -> [String] {
        guard arguments.first == word else { return arguments }
        guard arguments.count > 3, let ground = KernelGround(rawValue: arguments[1]), let parent = Int32(arguments[2])
        else { throw .usage("\(word) is how netnsbench starts its workers: use `run --backend kernel`.") }
        do {
            try ground.enter(parent: parent)
        } catch {
            throw ProgramFailure(status: .unavailable, message: "\(error)")
        }
        return Array(arguments.dropFirst(3))
    }
}
