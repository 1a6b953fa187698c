import BenchmarkResults
import Testing

@testable import Bridges

/// Lines as liburcu 0.13.2's programs printed them.
@Suite struct SummaryImportTests {
    let output = """
        running test for 1 seconds, 2 readers, 0 writers.
        Writer delay : 0 loops.
        thread_begin reader, tid 16201
        SUMMARY ./test_urcu               testdur    1 nr_readers   1 rdur      0 wdur      0 nr_writers   1 wdelay   1000 nr_reads    273337847 nr_writes        17701 nr_ops    273355548
        SUMMARY ./test_rwlock             testdur    1 nr_readers   1 rdur      0 wdur      0 nr_writers   1 wdelay   1000 nr_reads     71410108 nr_writes        17647 nr_ops     71427755
        SUMMARY ./test_urcu_gc            testdur    1 nr_readers   1 rdur      0 wdur      0 nr_writers   1 wdelay   1000 nr_reads    240857751 nr_writes        18310 nr_ops    240876061 batch 1
        Counting nodes... done.
        # SUMMARY /b/.libs/lt-test_urcu_hash testdur    1 nr_readers   1 rdur      0 nr_writers   1 wdelay      0 nr_reads       149204 nr_writes        81403 nr_ops       230607 nr_add        40632 nr_add_fail            0 nr_remove          768 nr_leaked           -5
        SUMMARY ./test_urcu_lfq           testdur    1 nr_enqueuers   1 wdelay      0 nr_dequeuers   1 rdur      0 nr_enqueues     10406646 nr_dequeues      5693752 successful enqueues     10406646 successful dequeues      5050758 end_dequeues 5355888 nr_ops     16100398
        SUMMARY ./test_urcu               testdur    1 nr_readers   1 rdur      0 wdur      0 nr_writers   1 wdelay   1000 nr_reads    151687777 nr_writes        16069 nr_ops    151703846
        SUMMARY ./test_urcu_qsbr          testdur    2 nr_readers   2 rdur     10 wdur      0 nr_writers   0 wdelay      0 nr_reads      4351617 nr_writes            0 nr_ops      4351617

        """

    @Test func linesBecomeRows() throws {
        let read = try imported(output, path: "logs/urcu.txt")
        #expect(read.format == .urcuSummary)
        #expect(read.remarks == ["left out: 1 SUMMARY line of queues and stacks, which have no readers"])
        let rows = read.rows
        #expect(
            rows.map { $0.text("variant") }
                == ["rcu_memb", "pthread_rwlock", "rcu_memb_gc", "urcu_hash", "rcu_memb", "rcu_qsbr"])
        #expect(rows.map { $0.integer("process") } == [1, 2, 3, 4, 5, 6], "each line is an execution")
        #expect(rows.map { $0.integer("repetition") } == [1, 1, 1, 1, 2, 1])
        #expect(
            rows.allSatisfy {
                $0.text("campaign")?.hasPrefix("urcu.txt#") == true && $0.text("scenario") == "liburcu_test"
            })
        let first = rows[0]
        #expect(first.text("shape") == "rdur=0:wdur=0:wdelay=1000" && first.text("argv") == "./test_urcu")
        #expect(first.integer("readers") == 1 && first.integer("updaters") == 1 && first["namespaces"] == nil)
        #expect(first.integer("reader_ops") == 273_337_847 && first.number("reader_ops_per_s") == 273_337_847)
        #expect(first.integer("updater_ops") == 17701 && first.number("updater_ops_per_s") == 17701)
        #expect(first.number("ns_per_op") == 1e9 / 273_337_847 && first.text("estimator") == "throughput")
        #expect(first.flag("valid") == true && first.text("status") == "ok" && first.number("window_s") == 1)
        #expect(rows[2].text("shape") == "rdur=0:wdur=0:wdelay=1000:batch=1")
        #expect(rows[3].text("shape") == "rdur=0:wdelay=0")
        #expect(
            rows[5].number("ns_per_op") == 2 * 2e9 / 4_351_617 && rows[5].number("reader_ops_per_s") == 4_351_617 / 2)
        #expect(rows[5]["updater_ops"] == nil, "no updater, no operations of updaters")
        #expect(try CSVReader.parse(Array(CSVWriter.text(of: rows).utf8), path: "f").rows == rows)
    }

    @Test(arguments: [
        ("test_urcu", "rcu_memb"), ("./test_urcu_mb", "rcu_mb"), ("/a b/test_urcu_qsbr", "rcu_qsbr"),
        ("test_urcu_bp", "rcu_bp"), ("test_rwlock", "pthread_rwlock"), ("test_mutex", "pthread_mutex"),
        ("test_perthreadlock", "per_thread_lock"), ("test_urcu_lgc", "rcu_memb_lgc"),
        ("test_urcu_mb_gc", "rcu_mb_gc"), ("test_urcu_qsbr_lgc", "rcu_qsbr_lgc"), ("test_urcu_signal", "urcu_signal"),
        ("test_urcu_signal_gc", "urcu_signal_gc"), ("test_urcu_dynamic_link", "urcu_dynamic_link"),
        ("test_urcu_assign", "urcu_assign"), ("mine", "mine"), ("x/lt-test_urcu_defer", "urcu_defer"),
    ])
    func programsAreVariants(_ program: String, _ variant: String) throws {
        let line = line().split(separator: "test_urcu").joined(separator: program)
        #expect(try imported(line).rows[0].text("variant") == variant)
    }

    func line(readers: String = "1", reads: String = "10", writes: String = "5", duration: String = "1") -> String {
        "SUMMARY test_urcu testdur \(duration) nr_readers \(readers) rdur 0 wdur 0 nr_writers 1 wdelay 0 nr_reads \(reads)"
            + " nr_writes \(writes) nr_ops 15\r\n"
    }

    @Test func aTimeIsThereOnlyWhereOneWasMeasured() throws {
        let nothing = try imported(line(reads: "0")).rows[0]
        #expect(nothing.flag("valid") == false && nothing.text("error") == "nothing was read")
        let instant = try imported(line(duration: "0")).rows[0]
        #expect(instant.flag("valid") == false && instant.text("error") == "testdur is 0")
        #expect(instant["reader_ops_per_s"] == nil && instant["ns_per_op"] == nil)
        let writers = try imported(line(readers: "0", reads: "0")).rows[0]
        #expect(writers.flag("valid") == true && writers["ns_per_op"] == nil && writers["reader_ops"] == nil)
        #expect(writers.number("updater_ops_per_s") == 5)
    }

    @Test func hostileProgramsComeThrough() throws {
        for text in hostileTexts
        where !text.contains("\n") && !text.contains("/") && text.contains(where: { $0 != " " }) {
            let line = line().split(separator: "test_urcu").joined(separator: text)
            let rows = try imported(line).rows
            #expect(try CSVReader.parse(Array(CSVWriter.text(of: rows).utf8), path: "f").rows == rows, "\(text)")
        }
    }

    @Test(arguments: [
        ("SUMMARY\n", "x:1: no program and 'testdur' after SUMMARY: is the line cut off?"),
        ("SUMMARY testdur 1", "x:1: no program and 'testdur' after SUMMARY: is the line cut off?"),
        ("\nSUMMARY a testdur 1 nr_readers", "x:2: nr_readers has no value: is the line cut off?"),
        ("SUMMARY a testdur 1 nr_readers 1", "x:1: nr_writers is missing: is the line cut off?"),
        ("SUMMARY a testdur -1", "x:1: testdur: '-1' is not a whole number from 0 to 9223372036854775807"),
        ("SUMMARY a testdur 1.5", "x:1: testdur: '1.5' is not a whole number from 0 to 9223372036854775807"),
        (
            "SUMMARY a testdur 18446744073709551615",
            "x:1: testdur: '18446744073709551615' is not a whole number from 0 to 9223372036854775807"
        ),
        ("SUMMARY a testdur 1 testdur 1", "x:1: testdur stands twice"),
        ("SUMMARY a testdur 1 colour 3", "x:1: 'colour' is no field of a SUMMARY line"),
        ("SUMMARY a testdur 1 nr_enqueuers 1", "x: only SUMMARY lines of queues and stacks: they have no readers"),
    ])
    func eachErrorSaysWhere(_ text: String, _ expected: String) { #expect(complaint(text) == expected) }

    @Test func aForcedFormatIsObeyed() {
        #expect(complaint("hello", format: .urcuSummary) == "x: no SUMMARY line")
        #expect(complaint("hello", format: .googleBenchmarkJSON) == "x:1: byte 0: 'hello' is no value of JSON")
        #expect(complaint(line(), format: .googleBenchmarkJSON)?.hasPrefix("x:1: byte 0:") == true)
    }

    @Test func mutantsNeverTrap() throws {
        var random = FixedGenerator()
        let interesting = Array("0159-_ \n\r\t#Srn\u{0}".utf8) + [0xFF]
        var read = 0
        for _ in 0..<1500 {
            let mutant = random.mutated(Array(output.utf8), interesting)
            guard let file = try? Import.parse(mutant, path: "x", format: .urcuSummary) else { continue }
            read += 1
            #expect(try CSVReader.parse(Array(CSVWriter.text(of: file.rows).utf8), path: "m").rows == file.rows)
        }
        #expect(read > 50)
    }
}

/// What a program is called leaves nothing for the variant.
@Suite struct NamelessRulesTests {
    @Test(arguments: ["test_", "lt-", "lt-test_", "test__gc"]) func aRowHasAVariant(_ program: String) throws {
        let line = "SUMMARY \(program) testdur 1 nr_readers 1 nr_writers 0 nr_reads 5 nr_writes 0\n"
        let rows = try imported(line).rows
        #expect(rows.map { $0.text("variant") } == [program])
        #expect(try CSVReader.parse(Array(CSVWriter.text(of: rows).utf8), path: "f").rows == rows)
    }
}
