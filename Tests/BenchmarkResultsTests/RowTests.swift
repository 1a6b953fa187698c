import Testing

@testable import BenchmarkResults

/// A row that was read and one that was made are the same thing.
@Suite struct RowTests {
    /// The row as the reader gives it.
    func read(_ row: ResultRow) throws -> ResultRow {
        let file = try CSVReader.parse(bytes([smallRow(99), row]), path: "f")
        return try #require(file.rows.last)
    }

    @Test func theyHaveTheSameCellsAndTheSameKey() throws {
        for made in [smallRow(), fullRow()] {
            let row = try read(made)
            #expect(row == made && made == row)
            #expect(row.caseKey == made.caseKey && row.caseKey.hashValue == made.caseKey.hashValue)
            for column in Schema.columns {
                let handle = ColumnHandle(column.name)
                #expect(handle.column.name == column.name)
                #expect(row[column.name] == made[column.name])
                #expect(row[handle] == made[column.name])
                #expect(row.text(handle) == made.text(column.name))
                #expect(row.number(handle) == made.number(column.name))
                #expect(row.integer(handle) == made.integer(column.name))
                #expect(row.flag(handle) == made.flag(column.name))
            }
        }
    }

    /// Each cell of it alone: nothing slips into a neighbour.
    @Test func everyCellCanBeSetAndTakenAway() throws {
        let full = fullRow()
        for column in Schema.columns where !["schema", "scenario", "variant"].contains(column.name) {
            var row = smallRow()
            row[column.name] = full[column.name]
            #expect(try read(row) == row, "\(column.name)")
            row[column.name] = nil
            #expect(try read(row) == row, "\(column.name)")
        }
    }

    @Test func aChangeLeavesTheCopyAlone() throws {
        let row = try read(fullRow())
        var changed = row
        changed["variant"] = .text("other")
        changed[ColumnHandle("readers")] = nil
        #expect(row == fullRow())
        #expect(changed != row)
        #expect(changed.caseKey != row.caseKey)
        changed["variant"] = row["variant"]
        changed["readers"] = row["readers"]
        #expect(changed == row && changed.caseKey == row.caseKey && changed.line == row.line)
    }

    /// A window is what its key, campaign, process, block and repetition are, an empty cell being a value of its own.
    @Test func rowsThatDifferInOneCellOfTheIdentityAreTwo() throws {
        let identity =
            ["campaign", "process", "block", "repetition"] + Schema.columns.filter { $0.role == .key }.map(\.name)
        let first = fullRow()
        for column in Schema.columns {
            var second = first
            second[column.name] = smallRow(7)[column.name]
            let isSame = !identity.contains(column.name)
            do {
                #expect(try CSVReader.parse(bytes([smallRow(), first, second]), path: "f").rows.count == 3)
                #expect(!isSame, "\(column.name)")
            } catch {
                #expect(isSame, "\(column.name)")
                #expect(error.message == "the same case, campaign, process, block and repetition as line 3")
            }
        }
    }
}
