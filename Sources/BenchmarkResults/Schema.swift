/// The one table of columns.
public enum Schema {
    /// The version in the first column of every row.
    public static let version = 4

    /// Every column, in the order of the header.
    public static let columns: [Column] =
        identityColumns + keyColumns + lifecycleKeyColumns + kernelKeyColumns + settingColumns + metricColumns
        + roleColumns
        + latencyColumns + counterColumns + lifecycleColumns + kernelColumns + verdictColumns + contextColumns

    /// The header.
    public static let header: [String] = columns.map(\.name)

    /// The position of each column.
    static let index: [String: Int] = Dictionary(
        uniqueKeysWithValues: columns.enumerated().map { ($1.name, $0) })

    /// The column of that name.
    public static func column(_ name: String) -> Column? {
        index[name].map { columns[$0] }
    }

    /// The positions of the columns that define a case.
    static let keyIndices: [Int] = columns.indices.filter { columns[$0].role == .key }

    /// The place of each key column among the key columns.
    static let keyPlaces: [String: Int] = Dictionary(
        uniqueKeysWithValues: keyIndices.enumerated().map { (columns[$1].name, $0) })

    /// The positions of the columns that, with the key, may occur once only.
    static let identityIndices: [Int] =
        ["campaign", "process", "block", "repetition"].map { ColumnHandle($0).index }
}
