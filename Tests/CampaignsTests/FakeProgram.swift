import BenchmarkResults
import Foundation

@testable import Campaigns

/// A stand-in for the program: a shell script that prints rows for the cases it is told on stdin.
///
/// - A case whose name holds `hang` becomes a row with status timeout, and nothing follows it.
/// - One that holds `fail` ends it with a complaint and 1, `crash` by SIGSEGV, `invalid` is a row whose checks did not hold.
/// - Where a second one measures at the same time, both end with a complaint.
/// - `wait` makes it wait for longer than any test lasts.
struct FakeProgram {
    let folder: URL
    var path: String { folder.appendingPathComponent("fake").path }

    private let takesLockstep: Bool

    init(takesLockstep: Bool) throws {
        self.takesLockstep = takesLockstep
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("netnsbench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try write(marker: "first")
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// Writes the script anew, as a build does: a new file in the place of the old one.
    func write(marker: String) throws {
        let columns = Schema.header.map { name in
            switch name {
            case "schema": "\(Schema.version)"
            case "scenario": "$scenario"
            case "variant": "$variant"
            case "process", "block", "repetition", "order": "1"
            case "valid": "$valid"
            case "status": "$status"
            case "seed": "$seed"
            case "host": marker
            case "error": "\\\"two\nlines, and a comma\\\""
            case "ns_per_op": "12.5"
            default: ""
            }
        }
        let busy = folder.appendingPathComponent("busy").path
        let script = """
            #!/bin/sh
            case "$*" in
            *--help*) echo "netnsbench run [--in-process] [--cases FILE] \(takesLockstep ? "[--lockstep]" : "")"; exit 0;;
            *--dry-run*) printf 'empty/a\\nempty/b\\nempty/c  (skipped: too long)\\n'; exit 0;;
            esac
            lockstep=
            case "$*" in *--lockstep*) lockstep=1;; esac
            seed=0
            while [ $# -gt 0 ]; do case "$1" in --seed) seed=$2;; esac; shift; done
            names=
            while read -r name && [ -n "$name" ]; do names="$names $name"; done
            echo "\(Schema.header.joined(separator: ","))"
            code=0
            for name in $names; do
              if [ $lockstep ]; then read -r go || exit $code; fi
              mkdir "\(busy)" || { echo "error: two windows at once" >&2; exit 1; }
              scenario=${name%%/*}; variant=${name#*/}; valid=true; status=ok
              case "$name" in
              *fail*) rmdir "\(busy)"; echo "error: it failed, it did." >&2; exit 1;;
              *crash*) rmdir "\(busy)"; kill -SEGV $$;;
              *wait*) exec sleep 3600;;
              *invalid*) valid=false; status=invalid; code=1;;
              *hang*) valid=false; status=timeout;;
              esac
              rmdir "\(busy)"
              echo "\(columns.joined(separator: ","))"
              [ "$status" = timeout ] && { echo "a stack" >&2; exit 1; }
            done
            exit $code
            """
        let new = folder.appendingPathComponent("new")
        try Data(script.utf8).write(to: new)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: new.path)
        _ = try? FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: new.path, toPath: path)
    }
}
