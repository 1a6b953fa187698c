import Campaigns
import Glibc

/// The two builds of a duel, and what was made for them and has to go again.
final class Duellists {
    /// The builds.
    let old: Build, new: Build
    private let worktree: TemporaryWorktree?

    /// - Parameters:
    ///   - programs: none, one or two paths; this program stands for what is missing.
    ///   - revision: built in a worktree of its own, and set against a build of the working tree.
    ///   - say: takes what is being done.
    init(programs: [String], revision: String?, say: (String) -> Void = writeToStandardError) async throws {
        do {
            guard let revision else {
                worktree = nil
                let first = programs.first ?? "/proc/self/exe"
                old = try await Build(path: first)
                new = try await Build(path: programs.count > 1 ? programs[1] : first)
                return
            }
            let worktree = try await TemporaryWorktree(revision: revision)
            do {
                var paths: [String] = []
                for folder in [worktree.folder, worktree.repository] {
                    say("building \(folder)\n")
                    paths.append(try await SwiftBuild.release(in: folder))
                }
                old = try await Build(path: paths[0])
                new = try await Build(path: paths[1])
            } catch {
                worktree.remove()
                throw error
            }
            self.worktree = worktree
        } catch let failure as ProgramFailure {
            throw failure
        } catch {
            throw ProgramFailure.failed("\(error)")
        }
    }

    /// Takes the worktree away.
    func cleanUp() { worktree?.remove() }
}

/// A revision of this repository, checked out in a folder of its own.
final class TemporaryWorktree {
    /// The top folder of the working tree.
    let repository: String
    /// The folder of its own.
    let folder: String
    private let revision: String

    /// - Parameter revision: anything that git understands.
    init(revision: String) async throws {
        let (top, code) = try await Execution(
            program: "/usr/bin/env", arguments: ["git", "rev-parse", "--show-toplevel"]
        )
        .text()
        guard code == 0, !top.isEmpty else {
            throw ProgramFailure.usage("--git \(revision): this folder is in no git repository.")
        }
        var template = Array("/tmp/netnsbench-duel-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw ProgramFailure.failed("cannot make a temporary folder: \(String(cString: strerror(errno)))")
        }
        repository = top
        folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        self.revision = revision
        // A revision that begins with a dash is none of git's options.
        let (complaint, status) = try await Execution(
            program: "/usr/bin/env",
            arguments: ["git", "-C", top, "worktree", "add", "--detach", folder, "--end-of-options", revision]
        ).text(errors: true)
        guard status == 0 else {
            rmdir(folder)
            throw ProgramFailure.usage("--git \(revision): \(complaint.split(separator: "\n").last ?? "git failed").")
        }
    }

    /// Takes the worktree and all that was built in it away.
    func remove() {
        // Waited for here, so that nothing is left behind when the program ends.
        let line = "git -C \(ShellWords.join([repository])) worktree remove --force \(ShellWords.join([folder])) 2>&1"
        guard let pipe = popen(line, "r") else { return }
        var buffer = [CChar](repeating: 0, count: 256)
        while fgets(&buffer, Int32(buffer.count), pipe) != nil {}
        if pclose(pipe) != 0 { writeToStandardError("\(folder) could not be removed: git worktree remove \(folder)\n") }
    }
}

/// Builds of the program by SwiftPM.
enum SwiftBuild {
    /// Builds the release program of the package in `folder`; its path.
    static func release(in folder: String) async throws -> String {
        let arguments = ["swift", "build", "--package-path", folder, "-c", "release", "--product", "netnsbench"]
        let (output, code) = try await Execution(program: "/usr/bin/env", arguments: arguments).text(errors: true)
        guard code == 0 else {
            let reason = output.split(separator: "\n").first { $0.contains("error:") } ?? "swift build failed"
            throw ProgramFailure.failed("\(folder) cannot be built: \(reason)")
        }
        return folder + "/.build/release/netnsbench"
    }
}
