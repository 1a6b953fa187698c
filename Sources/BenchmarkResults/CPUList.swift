/// CPUs as the kernel lists them, such as `0-3,8`.
public enum CPUList {
    /// How many there are; nil where the text is no such list.
    public static func count(_ list: String) -> Int? {
        var count = 0
        for range in list.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = range.split(separator: "-", omittingEmptySubsequences: false).map { Int32($0) }
            guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, 0 <= first, first <= last
            else { return nil }
            count += Int(last) - Int(first) + 1
        }
        return count
    }
}
