import Testing

@testable import Report

@Suite struct FoldingTests {
    private let grid = TextGrid(
        titles: ["case", "ns/op", "verdict", ""], numeric: [1],
        rows: [["a case", "12.5", "slower", "x y"], ["a case", "", "faster", ""], ["other", "7", "", "z"]])

    @Test func rowsOfOneCaseAreBlocksBelowItsName() {
        #expect(
            grid.folded(width: 30) == """
                a case
                  ns/op: 12.5  verdict: slower
                  x y
                  verdict: faster
                other
                  ns/op: 7  z

                """)
    }

    @Test func aTableThatFitsIsNotFolded() {
        let table = grid.plain()
        let width = table.split(separator: "\n").map(\.count).max() ?? 0
        #expect(grid.plain(width: nil, colour: false) == table)
        #expect(grid.plain(width: width, colour: false) == table)
        #expect(grid.plain(width: width - 1, colour: false) == grid.folded(width: width - 1))
    }

    @Test func aWideTableComesInPieces() {
        let wide = TextGrid(
            titles: ["name", "aa", "bbbb", "c", "dddddddddddd"], numeric: [],
            rows: [["x", "1", "2", "3", "4"], ["longer", "5", "666666", "7", "8"]])
        let pieces = wide.pieces(width: 16)
        #expect(pieces.map(\.titles) == [["name", "aa", "bbbb"], ["name", "c"], ["name", "dddddddddddd"]])
        #expect(pieces[0].rows == [["x", "1", "2"], ["longer", "5", "666666"]])
        #expect(pieces.dropLast().allSatisfy { $0.plain().split(separator: "\n").allSatisfy { $0.count <= 16 } })
        #expect(wide.pieces(width: nil).map(\.titles) == [wide.titles])
    }

    @Test func manyIdsAreCounted() {
        let grid = TextGrid(
            titles: ["n", "rows"], numeric: [], rows: [["1", "a1 a2 a3 a4"], ["2", "a1 a2 a3"], ["3", ""]])
        #expect(grid.withFirst(2, wordsOf: "rows").rows.map { $0[1] } == ["a1 a2 and 2 more", "a1 a2 a3", ""])
        #expect(grid.withFirst(2, wordsOf: "other").rows == grid.rows)
    }

    @Test func theWordsOfTheColumnArePainted() {
        var grid = grid
        grid.tones = [2: Tone.verdict]
        let red = "\u{1B}[31mslower\u{1B}[0m"
        #expect(grid.plain(width: nil, colour: true).contains("12.5 \(red)  x y"))
        #expect(grid.folded(width: 30, colour: true).contains("verdict: \(red)\n"))
        #expect(!grid.plain(width: nil, colour: false).contains("\u{1B}"))
    }

    @Test func linesAreBrokenAtBlanks() {
        #expect(wrapped("aa bb cc dd", width: 5) == "aa bb\n  cc\n  dd")
        #expect(wrapped("  name:  aa bb", width: 10, hang: 7) == "  name:\n     aa bb")
        #expect(wrapped("unbreakable", width: 4) == "unbreakable")
        #expect(wrapped("a unbreakable b", width: 4) == "a\n  unbreakable\n  b")
        #expect(wrapped("any  width", width: nil) == "any  width")
        #expect(wrapped("fits  as it is ", width: 15) == "fits  as it is ")
        #expect(wrapped("", width: 1) == "")
    }

    @Test func everyVerdictHasItsTone() {
        #expect(Tone.verdict("regression") == .bad && Tone.verdict("slower") == .bad && Tone.verdict("differs") == .bad)
        #expect(Tone.verdict("improvement") == .good && Tone.verdict("better") == .good)
        #expect(Tone.verdict("equivalent") == .calm && Tone.verdict("inconclusive") == .doubtful)
        #expect(Tone.verdict("not comparable (cpu)") == .doubtful)
        #expect(Tone.verdict("(regression)") == nil && Tone.verdict("baseline") == nil)
        #expect(Tone.state("8/8") == nil && Tone.state("7/8") == .bad && Tone.state("2/3 timeout") == .bad)
        #expect(Tone.state("0/1 skipped") == .doubtful)
    }
}
