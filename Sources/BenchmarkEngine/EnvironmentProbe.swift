import BenchmarkResults
import CPlatform
import Glibc

/// Facts about the machine and the build, three-valued: what is not known is left out, never guessed.
public enum EnvironmentProbe {
    /// The context columns, as they are now.
    public static func contextCells() -> [String: CellValue] {
        var cells: [String: CellValue] = [:]
        func put(_ name: String, _ value: String?) {
            if let value, !value.isEmpty { cells[name] = .text(value) }
        }
        let cpus = allowedCPUs()
        put("compiler", compiler)
        put("os", osName(readSmallFile("/etc/os-release")))
        put("kernel", systemName().kernel)
        put("host", systemName().host)
        put("cpu", cpuModel(readSmallFile("/proc/cpuinfo")))
        put("cpus_allowed", Pinning.describe(cpus))
        put("cgroup_cpu_max", cgroupQuota())
        put("smt", onOff(readSmallFile("/sys/devices/system/cpu/smt/active"), on: "1", off: "0"))
        put("governor", governors(of: cpus))
        put("turbo", turbo())
        put("aslr", onOff("\(platform_aslr())", on: "1", off: "0"))
        put("libbenchmark", libraryVersion("libbenchmark", maps: readSmallFile("/proc/self/maps")))
        put("build", build)
        put("build_id", buildID())
        put("started_at", utcTime(time(nil)))
        if let load = readSmallFile("/proc/loadavg")?.split(separator: " ").first.flatMap({ Double($0) }) {
            cells["load_1m"] = .number(load)
        }
        return cells
    }

    /// The Swift and the C compiler of this build.
    static var compiler: String {
        #if compiler(>=6.5)
            let swift = "Swift 6.5+"
        #elseif compiler(>=6.4)
            let swift = "Swift 6.4"
        #elseif compiler(>=6.3)
            let swift = "Swift 6.3"
        #else
            let swift = "Swift 6.2"
        #endif
        let clang = String(cString: platform_c_compiler()).split(separator: " ").prefix(2)
        return swift + "; " + clang.joined(separator: " ")
    }

    /// The build ID of this program; nil where the linker gave none.
    private static func buildID() -> String? {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = platform_build_id(&bytes, bytes.count)
        guard count > 0 else { return nil }
        return bytes.prefix(count).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// `debug` or `release`.
    static var build: String {
        #if DEBUG
            return "debug"
        #else
            return "release"
        #endif
    }

    static func osName(_ osRelease: String?) -> String? {
        let key = "PRETTY_NAME="
        return osRelease?.split(separator: "\n").first { $0.hasPrefix(key) }
            .map { String($0.dropFirst(key.count).filter { $0 != "\"" }) }
    }

    static func cpuModel(_ cpuinfo: String?) -> String? {
        cpuinfo?.split(separator: "\n").first { $0.hasPrefix("model name") }
            .flatMap { $0.split(separator: ":", maxSplits: 1).last }.map { String($0.trimmingWhitespace()) }
    }

    /// The version in the file name of a mapped shared library, such as 1.7.1 of `libbenchmark.so.1.7.1`.
    static func libraryVersion(_ library: String, maps: String?) -> String? {
        let marker = "/" + library + ".so."
        let line = maps?.split(separator: "\n").first { $0.contains(marker) }
        return line?.split(separator: "/").last.map { String($0.dropFirst(marker.count - 1)) }
    }

    static func onOff(_ value: String?, on: String, off: String) -> String? {
        value == on ? "on" : value == off ? "off" : nil
    }

    private static func systemName() -> (kernel: String?, host: String?) {
        var name = utsname()
        guard uname(&name) == 0 else { return (nil, nil) }
        func text<T>(_ field: T) -> String {
            withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        }
        return (text(name.release), text(name.nodename))
    }

    private static func governors(of cpus: [Int]) -> String? {
        let names = cpus.map { readSmallFile("/sys/devices/system/cpu/cpu\($0)/cpufreq/scaling_governor") }
        let known = Set(names.compactMap { $0 })
        return names.contains(nil) ? nil : known.sorted().joined(separator: "|")
    }

    private static func turbo() -> String? {
        if let value = readSmallFile("/sys/devices/system/cpu/intel_pstate/no_turbo") {
            return onOff(value, on: "0", off: "1")
        }
        return onOff(readSmallFile("/sys/devices/system/cpu/cpufreq/boost"), on: "1", off: "0")
    }

    /// The tightest `cpu.max` from the process's cgroup (v2) up to the root: `quota period`, or `max`.
    private static func cgroupQuota() -> String? {
        let lines = readSmallFile("/proc/self/cgroup")?.split(separator: "\n")
        guard let line = lines?.first(where: { $0.hasPrefix("0::") }) else { return nil }
        var folder = line.dropFirst(3).split(separator: "/")
        var tightest: (share: Double, text: String)?
        var found = false
        while true {
            let path = (["/sys/fs/cgroup"] + folder.map(String.init) + ["cpu.max"]).joined(separator: "/")
            if let text = readSmallFile(path) {
                found = true
                let fields = text.split(separator: " ").map { Double($0) }
                if fields.count == 2, let quota = fields[0], let period = fields[1], period > 0,
                    quota / period < tightest?.share ?? .infinity
                {
                    tightest = (quota / period, text)
                }
            }
            if folder.isEmpty { break }
            folder.removeLast()
        }
        return tightest?.text ?? (found ? "max" : nil)
    }

    /// A moment as RFC 3339 in UTC, to the second.
    static func utcTime(_ seconds: time_t) -> String? {
        var seconds = seconds
        var parts = tm()
        guard gmtime_r(&seconds, &parts) != nil else { return nil }
        var buffer = [UInt8](repeating: 0, count: 32)
        let length = buffer.withUnsafeMutableBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                $0.baseAddress.map { strftime($0, 32, "%Y-%m-%dT%H:%M:%SZ", &parts) } ?? 0
            }
        }
        return String(decoding: buffer.prefix(length), as: UTF8.self)
    }
}
