import Foundation
import Testing

@testable import BenchmarkResults

@Suite struct BadInputTests {
    /// The message for those bytes; nil where they are read.
    func message(_ bytes: [UInt8]) -> String? {
        do {
            _ = try CSVReader.parse(bytes, path: "bad.csv")
            return nil
        } catch {
            return error.description
        }
    }

    func text(_ change: (String) -> String) -> [UInt8] {
        Array(change(String(decoding: bytes([smallRow(1), smallRow(2)]), as: UTF8.self)).utf8)
    }

    @Test func eachErrorSaysWhere() {
        #expect(message([]) == "bad.csv: the file is empty")
        #expect(message(text { String($0.prefix { $0 != "\n" }) + "\n" }) == "bad.csv: no rows: only a header")
        #expect(
            message(text { $0.replacingOccurrences(of: ",variant,", with: ",") })
                == "bad.csv:1: variant: the column is missing in the header")
        #expect(
            message(text { $0.replacingOccurrences(of: ",variant,", with: ",wariant,") })
                == "bad.csv:1: wariant: unknown column: not a file of netnsbench, or of a later version")
        #expect(
            message(text { $0.replacingOccurrences(of: ",variant,", with: ",scenario,") })
                == "bad.csv:1: scenario: the column stands twice in the header")
        #expect(
            message(text { $0.replacingOccurrences(of: "\n1,", with: "\n9,") })
                == "bad.csv:2: schema: version 9; this program reads 1 to \(Schema.version)")
        #expect(
            message(text { $0.replacingOccurrences(of: "\n1,", with: "\nx,") })
                == "bad.csv:2: schema: 'x' is not a whole number")
        #expect(
            message(text { $0.replacingOccurrences(of: ",2,for_each_net", with: ",1,for_each_net") })
                == "bad.csv:3: the same case, campaign, process, block and repetition as line 2")
        #expect(
            message(text { $0 + "1,short\n" })
                == "bad.csv:4: 2 fields where the header has \(Schema.columns.count): is the file cut off?")
        #expect(
            message(text { $0.replacingOccurrences(of: "for_each_net", with: "for\"each") })?.hasPrefix("bad.csv:2: ")
                == true)
        #expect(
            message(text { $0 + "\"open" })
                == "bad.csv:4: a quotation mark is opened and never closed: is the file cut off?")
        #expect(
            message(text { $0 + "1,\"open,\n\n" })
                == "bad.csv:4: a quotation mark is opened and never closed: is the file cut off?")
        #expect(message(text { $0 } + [0xFF, 0x2C]) == "bad.csv:4: not UTF-8")
    }

    /// A message quotes what is wrong, but not a mebibyte of it.
    @Test func longTextsAreCutInMessages() {
        let long = String(repeating: "x", count: 1000)
        let cut = String(repeating: "x", count: 80) + "..."
        #expect(
            message(Array(long.utf8))
                == "bad.csv:1: \(cut): unknown column: not a file of netnsbench, or of a later version")
        #expect(
            message(text { $0.replacingOccurrences(of: "\n1,", with: "\n\(long),") })
                == "bad.csv:2: schema: '\(cut)' is not a whole number")
    }

    @Test(arguments: ["nan", "inf", "0x10", "1e999", "1,5", "--1"]) func oddNumbersAreRefused(_ number: String) {
        var row = smallRow()
        row["window_s"] = .number(0.25)
        let bad = String(decoding: bytes([row]), as: UTF8.self).replacingOccurrences(of: "0.25", with: "\"\(number)\"")
        #expect(message(Array(bad.utf8)) == "bad.csv:2: window_s: '\(number)' is not a finite number")
    }

    @Test func aMissingFileIsNamed() {
        let error = #expect(throws: ResultsError.self) { try CSVReader.read(path: "no/such.csv") }
        #expect(error?.description == "no/such.csv: cannot be opened: No such file or directory")
    }

    /// Whatever the bytes, the reader says what is wrong or returns rows that can be written again.
    @Test func mutatedFilesNeverTrap() throws {
        var state: UInt64 = 42
        func random(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % below
        }
        let original = bytes([fullRow(1), smallRow(2), fullRow(3)])
        let interesting: [UInt8] = [0, 10, 13, 34, 44, 45, 46, 48, 57, 101, 0xC3, 0xFF]
        var read = 0
        for _ in 0..<4000 {
            var mutant = original
            for _ in 0...random(3) {
                let at = random(mutant.count)
                switch random(3) {
                case 0: mutant[at] = interesting[random(interesting.count)]
                case 1: mutant.remove(at: at)
                default: mutant.insert(interesting[random(interesting.count)], at: at)
                }
            }
            guard let file = try? CSVReader.parse(mutant, path: "m") else { continue }
            read += 1
            #expect(try CSVReader.parse(bytes(file.rows), path: "m").rows == file.rows)
        }
        #expect(read > 0, "no mutant was ever accepted: the fuzz tests one path only")
    }
}
