import BenchmarkResults
import Testing

@testable import BenchmarkEngine

@Suite struct EnvironmentProbeTests {
    @Test func whatIsNotKnownIsLeftOut() {
        #expect(EnvironmentProbe.osName(nil) == nil)
        #expect(EnvironmentProbe.osName("ID=debian\nVERSION=\"12\"") == nil)
        #expect(EnvironmentProbe.cpuModel("processor: 0") == nil)
        #expect(EnvironmentProbe.onOff("-1", on: "1", off: "0") == nil)
        #expect(EnvironmentProbe.libraryVersion("libbenchmark", maps: "7f00 r-xp /lib/libc.so.6") == nil)
        #expect(EnvironmentCounters.steal("cpu 1 2 3") == nil)
        #expect(EnvironmentCounters.steal(nil) == nil)
    }

    @Test func whatIsKnownIsRead() {
        #expect(EnvironmentProbe.osName("ID=debian\nPRETTY_NAME=\"Debian GNU/Linux 12\"\n") == "Debian GNU/Linux 12")
        #expect(EnvironmentProbe.cpuModel("processor\t: 0\nmodel name\t: A: B @ 2 GHz\nx") == "A: B @ 2 GHz")
        #expect(EnvironmentProbe.libraryVersion("libx", maps: "0 r-xp /usr/lib/libx.so.1.7.1\n") == "1.7.1")
        #expect(EnvironmentProbe.utcTime(1_700_000_000) == "2023-11-14T22:13:20Z")
        #expect(EnvironmentCounters.steal("cpu  1 2 3 4 5 6 7 8 9 0\ncpu0 1").map { $0 > 0 } == true)
    }

    @Test func theMachineItselfIsKnownAsFarAsEveryLinuxIs() {
        let cells = EnvironmentProbe.contextCells()
        for name in ["compiler", "kernel", "host", "cpus_allowed", "build", "load_1m", "libbenchmark", "started_at"] {
            #expect(cells[name] != nil, "\(name)")
        }
        for case .text(let value) in cells.values { #expect(!value.isEmpty) }
    }
}
