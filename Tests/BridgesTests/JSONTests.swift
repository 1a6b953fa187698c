import BenchmarkResults
import Foundation
import Testing

@testable import Bridges

@Suite struct JSONTests {
    func parse(_ text: String) throws -> JSONValue { try JSONParser.parse(Array(text.utf8), path: "x") }

    func message(_ text: String) -> String? {
        do {
            _ = try JSONParser.parse(Array(text.utf8), path: "x")
            return nil
        } catch {
            return error.description
        }
    }

    @Test(arguments: hostileTexts + ["\u{0}a\u{0}"]) func stringsComeBackAndAreReadByOthers(_ text: String) throws {
        let json = JSONText.string(text)
        #expect(json.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 })
        #expect(try parse(json).text.map { Array($0.utf8) } == Array(text.utf8))
        let other = try JSONSerialization.jsonObject(with: Data("[\(json)]".utf8)) as? [String]
        #expect(other.map { Array($0[0].utf8) } == Array(text.utf8))
    }

    @Test(arguments: extremeNumbers) func numbersComeBack(_ number: Double) throws {
        let json = try #require(JSONText.value(.number(number)))
        #expect(try parse(json).number == number)
        #expect(try JSONDecoder().decode([Double].self, from: Data("[\(json)]".utf8)) == [number])
    }

    @Test func numbersThatAreNoneAreNotWritten() {
        for number in [Double.nan, .infinity, -.infinity] { #expect(JSONText.value(.number(number)) == nil) }
    }

    @Test func valuesOfEveryKindAreRead() throws {
        let value = try parse(
            "\u{FEFF} {\"a\": [1, -2.5e+3, true, false, null, \"x\\u00e4\\ud83e\\uddf5\\/\"], \"b\": {}, \"c\": []}\n")
        #expect(value["a"] == .list([.number(1), .number(-2500), .flag(true), .flag(false), .null, .text("xä🧵/")]))
        #expect(value["b"] == .object([]) && value["c"] == .list([]) && value["d"] == nil)
        #expect(try parse("{\"a\": 1, \"a\": 2}")["a"]?.number == 2)
        #expect(try parse("\"\\ud800x\"").text == "\u{FFFD}x")
    }

    @Test func googleBenchmarksNumbersThatAreNoneAreRead() throws {
        #expect(try parse("NaN").number?.isNaN == true && parse("-NaN").number?.isNaN == true)
        #expect(try parse("nan").number?.isNaN == true)
        #expect(try parse("Infinity").number == .infinity && parse("-Infinity").number == -.infinity)
        #expect(try parse("1e999").number == .infinity)
    }

    @Test(arguments: [
        ("", "x:1: byte 0: the file ends too early: is it cut off?"),
        ("{", "x:1: byte 1: the file ends too early: is it cut off?"),
        ("{\n\"a\": [1,\n", "x:3: byte 11: the file ends too early: is it cut off?"),
        ("\"open", "x:1: byte 5: the file ends too early: is it cut off?"),
        ("\"a\\u12", "x:1: byte 6: the file ends too early: is it cut off?"),
        ("[1 2]", "x:1: byte 3: a comma or the end of the list is missing"),
        ("{\"a\" 1}", "x:1: byte 5: a colon is missing after the name 'a'"),
        ("{\"a\": 1 \"b\"}", "x:1: byte 8: a comma or the end of the object is missing"),
        ("{a: 1}", "x:1: byte 1: a member's name in quotation marks is missing"),
        ("[,]", "x:1: byte 1: a value is missing"),
        ("[\n01]", "x:2: byte 2: '01' is no value of JSON"),
        ("[+1]", "x:1: byte 1: '+1' is no value of JSON"), ("[1.]", "x:1: byte 1: '1.' is no value of JSON"),
        ("[1e]", "x:1: byte 1: '1e' is no value of JSON"), ("[.5]", "x:1: byte 1: '.5' is no value of JSON"),
        ("[0x10]", "x:1: byte 1: '0x10' is no value of JSON"), ("[yes]", "x:1: byte 1: 'yes' is no value of JSON"),
        ("[\"\\q\"]", "x:1: byte 2: no such escape in a string"),
        ("[\"\\uzzzz\"]", "x:1: byte 4: four hexadecimal digits are missing"),
        ("[\"a\nb\"]", "x:1: byte 3: a control character, or the end of the line, inside a string"),
        ("{} {}", "x:1: byte 3: something follows the end of the JSON text"),
    ])
    func eachErrorSaysWhere(_ text: String, _ expected: String) { #expect(message(text) == expected) }

    @Test func notUTF8AndTooDeepAreErrors() {
        let bytes: [UInt8] = [34, 0xFF, 34, 10]
        #expect(throws: BridgeError("x", line: 1, "byte 0: the string is not UTF-8")) {
            try JSONParser.parse(bytes, path: "x")
        }
        #expect(message(String(repeating: "[", count: 100_000))?.contains("nested more than 64 deep") == true)
    }

    /// Whatever the bytes, the parser says what is wrong or reads what others read.
    @Test func mutantsNeverTrapAndAreReadAsOthersReadThem() throws {
        var random = FixedGenerator()
        let original = Array("{\"a\": [1.5e3, -0, true, null], \"b\": {\"c\": \"x\\n\\u00e4\"}, \"d\": 12}".utf8)
        let interesting = Array("{}[]\",:\\ue0-+.19tn \n".utf8)
        var (read, refused) = (0, 0)
        for _ in 0..<4000 {
            let mutant = random.mutated(original, interesting)
            let other = try? JSONSerialization.jsonObject(with: Data(mutant), options: .fragmentsAllowed)
            if (try? JSONParser.parse(mutant, path: "x")) != nil { read += 1 } else { refused += 1 }
            // Foundation is laxer in some things; what it refuses, and we read, would be our mistake.
            if other == nil { #expect(throws: BridgeError.self) { try JSONParser.parse(mutant, path: "x") } }
        }
        #expect(read > 50 && refused > 50)
    }
}
