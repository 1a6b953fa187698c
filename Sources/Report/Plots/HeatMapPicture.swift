import BenchmarkResults

/// A heat map as a file of its own; on a page it is a table, which a screen reader can read and a reader can copy.
struct HeatMapPicture: GnuplotDrawing {
    let map: HeatMap

    func script(_ terminal: GnuplotTerminal) -> String {
        let (columns, rows) = (map.scenarios.count, map.variants.count)
        let names = map.variants.map { HeatMap.label(legible($0, length: longestName - 19)) }
        // In pixels, a character being seven wide; the scenarios' names are turned by 30 degrees.
        let turned = longest(map.scenarios)
        let left = 30 + max(7 * longest(names), 6 * turned - 50)
        let (top, below) = (60, 40 + 4 * turned)
        let (width, height) = (max(700, left + 20 + 110 * columns), top + 26 * rows + below)
        var lines = [
            terminal.command(width: width, height: height), "set encoding utf8", "unset key", "unset border",
            "set tics scale 0",
            "set label \(gnuplotQuoted("Time relative to \(map.baseline)", length: 60)) at screen 0.5,\(1 - share(24, height)) center"
                + terminal.font(14),
            "set label '< faster, > slower by 5 % or more by the whole interval; = within 5 %; ? undecided; ~ no interval; "
                + "(7/14) fewer cases' at screen 0.5,\(1 - share(46, height)) center" + terminal.font(10),
            "set lmargin at screen \(share(left, width)); set rmargin at screen \(1 - share(20, width))",
            "set bmargin at screen \(share(below, height)); set tmargin at screen \(1 - share(top, height))",
            "set xrange [-0.5:\(columns - 1).5]; set yrange [\(rows - 1).5:-0.5]",
            "set xtics rotate by 30 right (\(tics(map.scenarios)))" + terminal.font(10),
            "set ytics (\(tics(names)))" + terminal.font(10),
        ]
        for (y, variant) in map.variants.enumerated() {
            for (x, scenario) in map.scenarios.enumerated() {
                guard let cell = map.cells[variant]?[scenario] else { continue }
                lines.append(
                    "set object rectangle center \(x),\(y) size 0.96,0.9 fc rgb '\(cell.shade.colour)' fs solid noborder"
                )
                lines.append(
                    "set label \(gnuplotQuoted(map.text(variant, scenario))) at \(x),\(y) center front"
                        + terminal.font(10))
            }
        }
        return lines.joined(separator: "\n") + "\nplot NaN notitle\n"
    }

    private func longest(_ texts: [String]) -> Int { min(longestName, texts.map(\.count).max() ?? 0) }

    private func tics(_ texts: [String]) -> String {
        texts.enumerated().map { gnuplotTic($0.element, at: $0.offset) }.joined(separator: ", ")
    }

    private func share(_ part: Int, _ whole: Int) -> Double { Double(part) / Double(whole) }
}

/// How far from the baseline a cell is: nothing that its mark and its figure do not say as well.
enum HeatShade: String, CaseIterable {
    /// Nothing that the whole interval says.
    case none = ""
    /// Faster: up to twice, up to ten times, more.
    case faster1 = "f1", faster2 = "f2", faster3 = "f3"
    /// Slower, in the same steps.
    case slower1 = "s1", slower2 = "s2", slower3 = "s3"

    /// On white paper.
    var colour: String {
        switch self {
        case .none: "#f2f2f2"
        case .faster1: "#d8e9f7"
        case .faster2: "#a9d0ee"
        case .faster3: "#6fb2e4"
        case .slower1: "#fbe6cf"
        case .slower2: "#f6c893"
        case .slower3: "#eda24e"
        }
    }
}

extension HeatMap.Cell {
    var shade: HeatShade {
        let distance = max(ratio, 1 / ratio)
        return switch standing {
        case .faster: distance > 10 ? .faster3 : distance > 2 ? .faster2 : .faster1
        case .slower: distance > 10 ? .slower3 : distance > 2 ? .slower2 : .slower1
        default: .none
        }
    }
}
