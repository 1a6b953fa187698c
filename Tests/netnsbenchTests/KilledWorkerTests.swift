import Foundation
import TestSupport
import Testing

/// Killed at any moment, nothing of the kernel backend remains: no namespace, no process, no mount, no interface.
///
/// Everything happens in a user namespace that may have a certain number of network namespaces, those of its children included. The
/// kernel counts them until their very end; so when that many can be made again, none of the killed runs' is left.
@Suite(.serialized) struct KilledWorkerTests {
    private static let kills = 50
    private static let most = 48
    private static let seed =
        ProcessInfo.processInfo.environment["NETNSBENCH_SEED"].flatMap { UInt64($0) } ?? 20_070_919

    /// Kills in turn the program and its worker, from the start and from the moment at which there is a worker.
    ///
    /// And those that a worker in a window of a minute works for: it writes nothing that would tell it. Makes then as many namespaces
    /// as there may be, and one more.
    private static let script = """
        echo \(most) > /proc/sys/user/max_net_namespaces || exit 90
        program=$0; mark=$1; shift
        export NETNSBENCH_MARK=$mark
        worker_of() {
            for child in $(cat /proc/$1/task/*/children 2>/dev/null); do
                tr '\\0' ' ' <"/proc/$child/cmdline" 2>/dev/null | grep -q 'kernel-worker.* run ' && echo $child
            done
        }
        killed=0; measuring=0
        for delay in "$@"; do
            kind=$((killed % 5))
            if [ $kind -eq 4 ]; then
                sh -c '"$0" kernel-worker user $$ run --backend kernel --namespaces 24 --allow-debug --duration 60s \
                    --kernel-op RTM_GETNEIGHTBL --in-process --repetitions 1 -o - & wait' "$program" >/dev/null 2>&1 &
            else
                "$program" run --backend kernel --namespaces 24 --allow-debug --duration 5ms --warmup 1ms \
                    --filter 'kernel_op:(?!uevent)' --seed $killed --processes 1000 -o - >/dev/null 2>&1 &
            fi
            run=$!
            if [ $kind -ge 2 ]; then
                until [ -n "$(worker_of $run)" ] || ! kill -0 $run 2>/dev/null; do sleep 0.005; done
            fi
            sleep "$delay"
            worker=$(worker_of $run); victim=$run
            [ -n "$worker" ] && measuring=$((measuring + 1))
            [ $((kind % 2)) -eq 1 ] && [ -n "$worker" ] && victim=$worker
            kill -9 $victim && killed=$((killed + 1))
            kill -9 $run 2>/dev/null
            wait $run 2>/dev/null
        done
        echo "killed $killed"
        echo "measuring $measuring"
        made=0; tries=0
        while [ $tries -lt 300 ]; do
            if unshare -n sh -c 'echo ready; exec sleep 1000' >/tmp/netnsbench-$mark 2>/dev/null & then :; fi
            holder=$!
            while kill -0 $holder 2>/dev/null && [ ! -s /tmp/netnsbench-$mark ]; do sleep 0.01; done
            if [ -s /tmp/netnsbench-$mark ]; then made=$((made + 1)); holders="$holders $holder"; else tries=$((tries + 1)); sleep 0.02; fi
            rm -f /tmp/netnsbench-$mark
            [ $made -gt \(most) ] && break
            [ $made -eq \(most) ] && [ $tries -ge 50 ] && break
        done
        echo "made $made"
        kill $holders
        """

    @Test func nothingRemains() throws {
        guard KernelTests.isPossible(also: "unshare") else { return }
        print("killed workers: NETNSBENCH_SEED=\(Self.seed)")
        var random = Noise(state: Self.seed)
        // From before the worker is there to well within its windows.
        let delays = (0..<Self.kills).map { _ in String(format: "%.3f", Double(random.below(350)) / 1000) }
        let mark = "netnsbench-mark-\(UUID().uuidString)"
        let before = Self.traces()
        let outcome = try ProgramUnderTest.shell(
            "exec unshare -Ur sh -c \"$1\" \"$0\" \"$2\" $3", [Self.script, mark, delays.joined(separator: " ")])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let lines = outcome.output.split(separator: "\n").map(String.init)
        #expect(lines.first == "killed \(Self.kills)", "\(outcome.output)")
        // Of five, three wait until there is a worker; it may be between two cases' processes when the moment comes.
        let measuring = lines.dropFirst().first.flatMap { $0.split(separator: " ").last }.flatMap { Int($0) } ?? 0
        #expect(measuring >= Self.kills / 5, "\(outcome.output)")
        #expect(lines.last == "made \(Self.most)", "\(outcome.output)")
        #expect(Self.traces() == before)
        #expect(Self.marked(mark).isEmpty)
    }

    /// Interfaces of this namespace, and mounts.
    private static func traces() -> [String] {
        let interfaces = (try? FileManager.default.contentsOfDirectory(atPath: "/sys/class/net"))?.sorted() ?? []
        let mounts = (try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8)) ?? ""
        return interfaces + mounts.split(separator: "\n").map(String.init)
    }

    private static func marked(_ mark: String) -> [String] {
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return folders.filter { Int($0) != nil }.filter { process in
            let environment = FileManager.default.contents(atPath: "/proc/\(process)/environ") ?? Data()
            return environment.range(of: Data(mark.utf8)) != nil
        }
    }
}
