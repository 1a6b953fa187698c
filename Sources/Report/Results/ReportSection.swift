/// One thing that a report shows: text, pictures, and the table with every figure of them.
public struct ReportSection: Sendable {
    /// A picture, and what it says to who cannot see it.
    public struct Illustration: Sendable {
        /// A short name, for files.
        public let name: String
        /// The picture.
        public let picture: Picture
        /// What is to be seen.
        public let alternative: String
    }

    /// A short name, for links and files.
    public let id: String
    /// The title.
    public let title: String
    /// How to read it, a paragraph each.
    public let text: [String]
    /// The pictures.
    public let illustrations: [Illustration]
    /// Every figure with its interval and the rows behind it.
    public let table: TextGrid

    init(id: String, title: String, text: [String], illustrations: [Illustration], table: TextGrid) {
        self.id = id
        self.title = title
        self.text = text
        self.illustrations = illustrations
        self.table = table.withoutEmptyColumns()
    }
}
