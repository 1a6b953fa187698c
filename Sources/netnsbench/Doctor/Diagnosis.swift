import Foundation

/// Judges facts: values in, findings out.
struct Diagnosis {
    let facts: MachineFacts

    /// Everything, in this order: what may run, how fast, beside whom, and what the kernel offers.
    var findings: [Finding] {
        [
            cores, quota, governor, turbo, smt, aslr, steal, load, virtualisation, clockSource, membarrier,
        ]
    }

    /// More of the CPUs' time than this taken by others shows in medians.
    static let mostSteal = 0.01
    /// Half a CPU's worth of other work.
    static let mostLoad = 0.5

    private var cores: Finding {
        let list = facts.cpuList.map { " (\($0))" } ?? ""
        guard facts.cpus >= 2 else {
            return .bad(
                "cores", "\(facts.cpus)\(list)", "threads take turns on one CPU: nothing that is contended is measured",
                remedy:
                    "let this process use more CPUs (taskset, the cpuset of its cgroup, the virtual machine's settings)"
            )
        }
        return .ok("cores", "\(facts.cpus)\(list)", "cases with more threads than that say `oversubscribed`")
    }

    private var quota: Finding {
        guard let quota = facts.quota else {
            return .unknown(
                "quota", "no cgroup v2 says how much of the CPUs this process may use",
                remedy: "look at cpu.cfs_quota_us of its cgroup, if there is one")
        }
        let fields = quota.split(separator: " ").compactMap { Double($0) }
        guard fields.count == 2, fields[1] > 0, fields[0] / fields[1] < Double(facts.cpus) else {
            return .ok("quota", quota == "max" ? "none" : "\(quota) us", "the CPUs may be used all the time")
        }
        let share = String(format: "%.2f", fields[0] / fields[1])
        return .bad(
            "quota", "\(share) CPUs' time for \(facts.cpus)", "windows are throttled in their midst",
            remedy: "lift it (docker run without --cpus, CPUQuota= of the systemd unit)")
    }

    private var governor: Finding {
        guard let governor = facts.governor else {
            return .unknown(
                "governor", "there is no cpufreq here, as in most virtual machines: the clock may change unseen",
                remedy: "have it set to performance on the host")
        }
        return governor == "performance"
            ? .ok("governor", governor, "the clock is not lowered while threads wait")
            : .bad(
                "governor", governor, "the clock follows the load: waiting threads slow down those that work",
                remedy: "cpupower frequency-set -g performance")
    }

    private var turbo: Finding {
        switch facts.turbo {
        case "off": .ok("turbo", "off", "one CPU and many have the same clock")
        case "on":
            .bad(
                "turbo", "on", "the more CPUs work, and the warmer they are, the slower each: scaling looks worse",
                remedy:
                    "echo 1 > /sys/devices/system/cpu/intel_pstate/no_turbo, or echo 0 > /sys/devices/system/cpu/cpufreq/boost"
            )
        default:
            .unknown(
                "turbo", "nothing here says whether it is on, as in most virtual machines",
                remedy: "have it switched off on the host")
        }
    }

    private var smt: Finding {
        switch facts.smt {
        case "off" where facts.isVirtual == true:
            .unknown(
                "smt", "off, as far as the guest sees: its CPUs may be threads of shared cores on the host",
                remedy: "ask whoever runs the host")
        case "off": .ok("smt", "off", "every CPU is a core of its own")
        case "on":
            .bad(
                "smt", "on", "two threads may share a core, and two others not",
                remedy:
                    "echo off > /sys/devices/system/cpu/smt/control, or --pin scatter and no more threads than cores")
        default:
            .unknown(
                "smt", "nothing here says whether CPUs share cores", remedy: "look at lscpu, and at the host")
        }
    }

    private var aslr: Finding {
        switch facts.aslr {
        case "on":
            .ok("aslr", "on", "processes differ in their addresses, and a verdict over processes averages that out")
        case "off":
            .bad(
                "aslr", "off", "every process has the same addresses: lucky ones pass for better rules",
                remedy: "sysctl kernel.randomize_va_space=2, and no setarch -R")
        default:
            .unknown(
                "aslr", "nothing here says whether addresses are randomised",
                remedy: "look at /proc/sys/kernel/randomize_va_space")
        }
    }

    private var steal: Finding {
        guard let steal = facts.steal else {
            return .unknown(
                "steal", "/proc/stat does not say what others took in the last second", remedy: "mount /proc")
        }
        let found = String(format: "%.1f %%", steal * 100)
        return steal <= Self.mostSteal
            ? .ok("steal", found, "in the last second the CPUs were this machine's own")
            : .bad(
                "steal", found, "the hypervisor gives the CPUs to others in the midst of windows",
                remedy: "measure when the host is idle, or on a machine of your own")
    }

    private var load: Finding {
        guard let load = facts.load else {
            return .unknown("load", "/proc/loadavg cannot be read", remedy: "mount /proc")
        }
        let found = String(format: "%.2f", load)
        return load <= Self.mostLoad
            ? .ok("load", found, "hardly anything else ran in the last minute")
            : .bad(
                "load", found, "other work wanted the CPUs in the last minute",
                remedy: "end it (top names it), and wait a minute")
    }

    private var virtualisation: Finding {
        switch facts.isVirtual {
        case false: .ok("virtualisation", "none", "nobody stands between this kernel and the CPUs")
        case true:
            .bad(
                "virtualisation", facts.hypervisor ?? "a virtual machine",
                "wake-ups, interrupts between CPUs and page faults cost what the hypervisor makes of them",
                remedy: "measure on the bare machine, or believe only what was measured side by side (duel)")
        default:
            .unknown(
                "virtualisation", "the processor does not say whether this is a virtual machine",
                remedy: "ask systemd-detect-virt")
        }
    }

    private var clockSource: Finding {
        guard let source = facts.clockSource else {
            return .unknown("clock source", "sysfs does not say it", remedy: "mount /sys")
        }
        switch source {
        case "tsc", "kvm-clock", "arch_sys_counter", "hyperv_clocksource_tsc_page", "riscv_clocksource":
            return .ok("clock source", source, "the time is read without a system call")
        case "hpet", "acpi_pm", "jiffies", "pit", "xen", "refined-jiffies":
            return .bad(
                "clock source", source, "every look at the clock is a system call, and costs more than what is timed",
                remedy:
                    "echo tsc > /sys/devices/system/clocksource/clocksource0/current_clocksource; dmesg says why it is not used"
            )
        default:
            return .unknown(
                "clock source", "\(source): not known to this program",
                remedy: "look at the case `empty`: what a chunk costs there is the clock's")
        }
    }

    private var membarrier: Finding {
        switch facts.membarrier {
        case true: .ok("membarrier", "offered", "readers of rcu_memb do without a fence")
        case false:
            .bad(
                "membarrier", "not offered", "liburcu gives the readers of rcu_memb a fence: it measures as rcu_mb",
                remedy: "a kernel from 4.14 on with CONFIG_MEMBARRIER, and a seccomp filter that lets membarrier() pass"
            )
        default:
            .unknown(
                "membarrier", "the kernel's answer is not understood", remedy: "read rcu_memb beside rcu_mb")
        }
    }
}
