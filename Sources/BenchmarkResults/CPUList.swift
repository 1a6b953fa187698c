/// CPUs as the kernel lists them, such as `0-3,8`.
public enum CPUList {
    /// How many there are; nil where the text is no such list.
    public static func count(_ list: String) -> Int? {
        var count = 0
        for range in list.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = range.split(separator: "-", omittingEmptySubsequences: false).map(number)
            guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first <= last
            else { return nil }
            count += Int(last) - Int(first) + 1
        }
        return count
    }

    /// Digits only: the kernel writes no sign.
    private static func number(_ text: Substring) -> Int32? {
        text.utf8.allSatisfy { (48...57).contains($0) } ? Int32(text) : nil
    }
}
