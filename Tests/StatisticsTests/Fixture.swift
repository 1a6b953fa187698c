import Foundation
import Testing

/// A table of `Fixtures/fixtures.json`, which `make_fixtures.py` writes.
func fixture<Row: Decodable>(_ name: String, of row: Row.Type = Row.self) throws -> [Row] {
    let decoder = JSONDecoder()
    decoder.userInfo[try #require(tableName)] = name
    let rows = try decoder.decode(Table<Row>.self, from: try Data(contentsOf: fixtures)).rows
    try #require(!rows.isEmpty, "a table without rows proves nothing")
    return rows
}

private var fixtures: URL {
    Bundle.module.bundleURL.appendingPathComponent("Fixtures/fixtures.json")
}

private var tableName: CodingUserInfoKey? { CodingUserInfoKey(rawValue: "table") }

private struct Table<Row: Decodable>: Decodable {
    let rows: [Row]

    struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: Decoder) throws {
        let name = tableName.flatMap { decoder.userInfo[$0] as? String } ?? ""
        rows = try decoder.container(keyedBy: Key.self).decode([Row].self, forKey: Key(stringValue: name))
    }
}

/// Whether two numbers agree to `digits`; below `floor` in size they count as 0.
func agree(_ x: Double?, _ y: Double?, digits: Double = 1e-12, floor: Double = 1e-300) -> Bool {
    guard let x, let y else { return x == nil && y == nil }
    if x == y || (abs(x) < floor && abs(y) < floor) { return true }
    return x.isFinite && y.isFinite && abs(x - y) <= digits * max(abs(x), abs(y))
}

@Suite struct FixtureTests {
    @Test func agreementIsStrict() {
        #expect(agree(1, 1 + 1e-13))
        #expect(!agree(1, 1 + 1e-11))
        #expect(!agree(1e-20, 1.1e-20))
        #expect(!agree(.nan, .nan))
        #expect(!agree(.infinity, 1e300))
        #expect(!agree(nil, 0))
        #expect(agree(nil, nil))
    }
}
