import BenchmarkResults
import Testing

@testable import Bridges

@Suite struct GoogleBenchmarkImportTests {
    /// A file with that entry, as Google Benchmark 1.7.1 lays it out; `members` come after the name.
    func json(name: String = "BM_copy/64", _ members: String...) -> String {
        let entries = members.map { "{\"name\": \(JSONText.string(name)), \($0)}" }
        return "{\"context\": \(context), \"benchmarks\": [\(entries.joined(separator: ","))]}"
    }

    let context = """
        {"date": "2026-11-24T02:32:15+00:00", "host_name": "box", "executable": "./bench", "num_cpus": 8,
         "mhz_per_cpu": 2445, "caches": [], "load_avg": [2.5,1,0.5], "library_version": "v1.9.4", "aslr_enabled": false,
         "kernel": "6.9"}
        """
    let time = "\"run_type\": \"iteration\", \"real_time\": 2.5, \"time_unit\": \"us\""

    @Test func aForeignNameIsScenarioAndShape() throws {
        let row = try imported(json(time)).rows[0]
        #expect(row.text("scenario") == "BM_copy" && row.text("shape") == "64" && row.text("variant") == "imported")
        #expect(try imported(json(time), variant: "gcc").rows[0].text("variant") == "gcc")
        let long = try imported(json(name: "BM<int>/64/real_time/threads:2", time)).rows[0]
        #expect(long.text("scenario") == "BM<int>" && long.text("shape") == "64/real_time/threads:2")
        let short = try imported(json(name: "BM", time)).rows[0]
        #expect(short.text("scenario") == "BM" && short["shape"] == nil && short["readers"] == nil)
        #expect(try imported(json(name: "BM/", time)).rows[0]["shape"] == nil)
    }

    @Test(arguments: [("ns", 2.5), ("us", 2500), ("ms", 2.5e6), ("s", 2.5e9)])
    func everyUnitBecomesNanoseconds(_ unit: String, _ nanoseconds: Double) throws {
        let row = try imported(json("\"real_time\": 2.5, \"time_unit\": \"\(unit)\"")).rows[0]
        #expect(row.number("ns_per_op") == nanoseconds)
        #expect(row.flag("valid") == true && row.text("status") == "ok" && row["error"] == nil)
    }

    @Test func theContextIsKnownAndTheCampaignHasNoClock() throws {
        let row = try imported(json(time)).rows[0]
        #expect(row.text("campaign")?.hasPrefix("a.json@2026-11-24T02:32:15Z#") == true)
        #expect(row.text("started_at") == "2026-11-24T02:32:15Z" && row.text("host") == "box")
        #expect(row.text("argv") == "./bench" && row.text("libbenchmark") == "v1.9.4" && row.text("aslr") == "off")
        #expect(row.text("kernel") == "6.9" && row.number("load_1m") == 2.5)
        #expect(row["cpus_allowed"] == nil && row["build"] == nil, "a number of CPUs is no list of them")
        #expect(
            try imported("{\"benchmarks\": [{\"name\": \"a\", \(time)}]}").rows[0].text("campaign")?.hasPrefix(
                "a.json#") == true)
    }

    @Test func repetitionsAreNumberedAndAggregatesLeftOut() throws {
        let mean = "\"run_type\": \"aggregate\", \"aggregate_name\": \"mean\", \"real_time\": 1, \"time_unit\": \"ns\""
        let fit = "\"run_name\": \"BM\", \"big_o\": \"N\", \"cpu_coefficient\": NaN"
        let read = try imported(json(time, mean, time, fit, "\"rms\": 3", time))
        #expect(read.rows.map { $0.integer("repetition") } == [1, 2, 3])
        #expect(read.rows.allSatisfy { $0.integer("process") == 1 })
        #expect(read.remarks == ["left out: 3 aggregates"])
        #expect(try CSVReader.parse(Array(CSVWriter.text(of: read.rows).utf8), path: "f").rows == read.rows)
    }

    @Test func whatFailedIsAnInvalidRow() throws {
        let read = try imported(
            json(
                "\"error_occurred\": true, \"error_message\": \"no \\\"luck\\\"\", \"real_time\": 0, \"time_unit\": \"ns\"",
                "\"skipped\": true, \"skip_message\": \"not today\"",
                "\"real_time\": NaN, \"time_unit\": \"ns\"", "\"real_time\": 1e999, \"time_unit\": \"ns\"",
                "\"real_time\": 1e300, \"time_unit\": \"s\"",
                "\"real_time\": 5, \"time_unit\": \"ns\", \"valid\": 0.0000000000000000e+00"))
        #expect(read.rows.allSatisfy { $0.flag("valid") == false })
        #expect(read.rows.map { $0.text("status") } == ["error", "skipped", "error", "error", "error", "invalid"])
        #expect(read.rows.prefix(2).map { $0.text("error") } == ["no \"luck\"", "not today"])
        #expect(read.rows.dropLast().allSatisfy { $0["ns_per_op"] == nil })
        #expect(try CSVReader.parse(Array(CSVWriter.text(of: read.rows).utf8), path: "f").rows == read.rows)
    }

    @Test func namesOfOursAreMappedBack() throws {
        let name =
            "rtnl_unlock/storm/rtnl_retry/namespaces:64/lockers:1/senders:2/sender_mode:blocking"
            + "/iterations:1/repeats:3/manual_time"
        let counters = "\"ops_per_s\": 12.5, \"full_concurrency_fraction\": 0.75, \"valid\": 1"
        let row = try imported(json(name: name, time + "," + counters)).rows[0]
        #expect(row.text("scenario") == "rtnl_unlock" && row.text("shape") == "storm")
        #expect(row.text("variant") == "rtnl_retry" && row.text("sender_mode") == "blocking")
        let counts = ["namespaces", "readers", "updaters", "lockers", "senders", "pending"].map { row.integer($0) }
        #expect(counts == [64, 0, 0, 1, 2, 0])
        #expect(row["visit_bytes"] == nil && row["pin"] == nil, "a name does not say where threads were placed")
        #expect(row.number("locker_ops_per_s") == 12.5 && row["reader_ops_per_s"] == nil)
        #expect(row.number("full_concurrency_fraction") == 0.75)
        let walk = try imported(json(name: "for_each_net/rcu_bp/namespaces:1/readers:1/update_rate:1000.0", time)).rows[
            0]
        #expect(walk.integer("visit_bytes") == 8 && walk.number("update_rate") == 1000)
    }

    /// Ours has a variant, parameters only after it, each once, and the length of the list.
    @Test(arguments: [
        "BM/readers:2", "BM/a/readers:2", "BM/a/b/c/namespaces:1", "BM/a/namespaces:x", "BM/a/namespaces:1/other:2",
        "BM/a/namespaces:1/b", "BM/a/namespaces:1/namespaces:2", "BM//namespaces:1", "namespaces:1",
    ])
    func otherNamesAreForeign(_ name: String) throws {
        #expect(try imported(json(name: name, time)).rows[0].text("variant") == "imported")
    }

    @Test func aWindowOfOursWithoutATimeHasNone() throws {
        let row = try imported(json("\"real_time\": 0.0, \"time_unit\": \"ns\", \"valid\": 1.0")).rows[0]
        #expect(row["ns_per_op"] == nil && row.flag("valid") == true)
        #expect(try imported(json("\"real_time\": 0.0, \"time_unit\": \"ns\"")).rows[0].number("ns_per_op") == 0)
    }

    @Test(arguments: [
        ("", "x: the file is empty"), (" \n\t", "x: the file is empty"),
        ("hello", "x: neither Google Benchmark's JSON (gbench-json) nor liburcu's SUMMARY lines (urcu-summary)"),
        (
            "schema,campaign\n",
            "x: neither Google Benchmark's JSON (gbench-json) nor liburcu's SUMMARY lines (urcu-summary)"
        ),
        (
            "[]", "x: neither Google Benchmark's JSON (gbench-json) nor liburcu's SUMMARY lines (urcu-summary)"
        ),
        ("{\"a\": 1}", "x: no list 'benchmarks': JSON, and neither Google Benchmark's (gbench-json) nor SUMMARY lines"),
        ("{\"benchmarks\": []}", "x: no measured entry in 'benchmarks', 0 aggregates"),
        ("{\"benchmarks\": [{\"rms\": 1}]}", "x: no measured entry in 'benchmarks', 1 aggregate"),
        ("{\"benchmarks\": [7]}", "x: benchmarks[0]: the name is missing"),
        ("{\"benchmarks\": [{\"name\": \"/a\", \"real_time\": 1}]}", "x: benchmarks[0]: the name is empty"),
        ("{\"benchmarks\": [{\"name\": \"a\"}]}", "x: benchmarks[0]: real_time is missing"),
        ("{\"benchmarks\": [{\"name\": \"a\", \"real_time\": \"1\"}]}", "x: benchmarks[0]: real_time is not a number"),
        ("{\"benchmarks\": [{\"name\": \"a\", \"real_time\": 1}]}", "x: benchmarks[0]: time_unit is missing"),
        (
            "{\"benchmarks\": [{\"name\": \"a\", \"real_time\": 1, \"time_unit\": \"h\"}]}",
            "x: benchmarks[0]: time_unit 'h' is none of ns, us, ms and s"
        ),
        ("{\"benchmarks\": [\n{\"name\": \"a\", \"real", "x:2: byte 36: the file ends too early: is it cut off?"),
    ])
    func eachErrorSaysWhere(_ text: String, _ expected: String) { #expect(complaint(text) == expected) }

    @Test func everyCutIsNoticed() throws {
        let whole = Array(try exported([row(), row(repetition: 2)], .googleBenchmarkJSON).utf8)
        for length in stride(from: 1, to: whole.count - 1, by: 5) {
            #expect(throws: BridgeError.self) { try Import.parse(Array(whole.prefix(length)), path: "x") }
        }
    }

    /// Whatever the bytes, an import says what is wrong, or its rows are a file that can be read.
    @Test func mutantsNeverTrap() throws {
        var random = FixedGenerator()
        let rows = [row(), row(repetition: 2), row("rtnl_unlock", with: ["lockers": .integer(1)])]
        let original = Array(try exported(rows, .googleBenchmarkJSON).utf8)
        let interesting = Array("{}[]\",:\\0159e-./=% \nnN".utf8)
        var read = 0
        for _ in 0..<1500 {
            guard let file = try? Import.parse(random.mutated(original, interesting), path: "x") else { continue }
            read += 1
            #expect(try CSVReader.parse(Array(CSVWriter.text(of: file.rows).utf8), path: "m").rows == file.rows)
        }
        #expect(read > 50)
    }
}
