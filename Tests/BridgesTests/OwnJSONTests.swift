import BenchmarkResults
import Foundation
import Testing

@testable import Bridges

@Suite struct OwnJSONTests {
    @Test func everyCellOfEveryRowIsThere() throws {
        var rows = [row(valid: false), row(ns: nil)]
        for (index, text) in hostileTexts.enumerated() { rows.append(row(text, repetition: Int64(index))) }
        rows[0]["seed"] = .integer(.min)
        rows[1]["error"] = .text("quote \" and\nline")
        let text = try exported(rows, .json)
        let root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(root["schema"] as? Int == Schema.version)
        let objects = try #require(root["rows"] as? [[String: Any]])
        #expect(objects.count == rows.count)
        for (row, object) in zip(rows, objects) {
            for column in Schema.columns {
                switch row[column.name] {
                case nil: #expect(object[column.name] == nil)
                case .text(let text):
                    #expect((object[column.name] as? String).map { Array($0.utf8) } == Array(text.utf8))
                case .integer(let integer): #expect(object[column.name] as? Int64 == integer)
                case .number(let number): #expect(object[column.name] as? Double == number)
                case .flag(let flag): #expect(object[column.name] as? Bool == flag)
                }
            }
        }
    }

    @Test func oneRowIsOneLine() throws {
        let text = try exported([row(), row(repetition: 2, with: ["error": .text("a\nb")])], .json)
        let lines = text.split(separator: "\n")
        #expect(lines.count == 4 + 2 + 2)
        #expect(lines[4].hasPrefix("{\"schema\": 1, \"campaign\": \"20260102T030405Z-7\", \"process\": 1,"))
        #expect(lines[4].hasSuffix("},") && lines[5].hasSuffix("}"))
        #expect(lines[4].contains("\"dirty\": false") && lines[4].contains("\"ns_per_op\": 39.35"))
    }

    @Test func whatIsNoNumberIsLeftOut() throws {
        let text = try exported([row(ns: .nan), row(ns: .infinity)], .json)
        #expect(!text.contains("ns_per_op") && !text.contains("nan") && !text.contains("inf"))
    }
}
