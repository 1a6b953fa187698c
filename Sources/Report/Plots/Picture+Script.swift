import BenchmarkResults
import Foundation

extension Picture: GnuplotDrawing {
    /// gnuplot's script.
    public func script(_ terminal: GnuplotTerminal) -> String {
        var lines = [
            terminal.command(height: height), "set encoding utf8", "set tics nomirror", "set border 3",
            "set grid lc rgb '#dddddd' lw 0.5",
        ]
        let legend = Double(legendRows) * 18 / Double(height) + 0.02
        lines.append(
            "set multiplot title \(gnuplotQuoted(title, length: 120))"
                + terminal.font(title.count <= 60 ? 14 : title.count <= 80 ? 11 : 9)
                + (panels.isEmpty ? "" : " layout 1,\(panels.count)"))
        for (index, panel) in panels.enumerated() {
            let width = 0.98 / Double(panels.count)
            let left = Double(index) * width
            // A name under an axis is turned, and begins before it.
            let indent = panel.names.isEmpty ? 0.1 : 0.15
            lines.append("set lmargin at screen \(left + indent); set rmargin at screen \(left + width - 0.02)")
            lines.append("set bmargin at screen \(legend + 0.12); set tmargin at screen 0.88")
            lines += axes(panel)
            lines.append(
                index == 0
                    ? "set key at screen 0.5,0.01 center bottom vertical maxrows \(legendRows) Left reverse samplen 2 width 1"
                        + terminal.font(11)
                    : "unset key")
            if !panel.more.isEmpty { lines.append(panel.more) }
            lines += data(panel, index)
        }
        lines.append("unset multiplot")
        return lines.joined(separator: "\n") + "\n"
    }

    private func axes(_ panel: PicturePanel) -> [String] {
        var lines = ["unset logscale; set xtics auto; set xtics norotate; set ytics auto; set autoscale"]
        if panel.logarithmic != "none" { lines.append("set logscale \(panel.logarithmic)") }
        lines.append("set format x '\(panel.logarithmic.contains("x") ? "%.0s%c" : "%g")'")
        lines.append("set format y '\(panel.logarithmic.contains("y") ? "%.0s%c" : "%g")'")
        if !panel.names.isEmpty {
            let tics = panel.names.enumerated().map { gnuplotTic($0.element, at: $0.offset) }
            lines.append("set xtics (\(tics.joined(separator: ", ")))")
            lines.append("set xrange [-0.3:\(Double(panel.names.count) - 0.7)]")
        }
        if panel.logarithmic.contains("x"), panel.names.isEmpty, let range = panel.range(\.x) {
            lines.append("set xrange [\(range.lowerBound):\(range.upperBound)]")
            let places = Set(panel.series.filter(\.look.hasMarker).flatMap { $0.points.map(\.x) }).sorted()
            // Where a few are measured, those are of interest.
            lines.append(
                "set xtics (\(places.count <= 6 ? LogarithmicTics.list(places, figure) : LogarithmicTics.list(LogarithmicTics.places(range))))"
            )
        }
        if panel.logarithmic.contains("y"), let range = panel.range(\.y) {
            lines.append("set yrange [\(range.lowerBound):\(range.upperBound)]")
            lines.append("set ytics (\(LogarithmicTics.list(LogarithmicTics.places(range))))")
        }
        lines.append("set xlabel \(gnuplotQuoted(panel.x)); set ylabel \(gnuplotQuoted(panel.y)) offset 1")
        lines.append(panel.title.isEmpty ? "unset title" : "set title \(gnuplotQuoted(panel.title)) offset 0,-0.6")
        return lines
    }

    private func data(_ panel: PicturePanel, _ index: Int) -> [String] {
        var lines: [String] = []
        var drawn: [String] = []
        for (number, series) in panel.series.enumerated() {
            let name = "$d\(index)_\(number)"
            lines.append("\(name) << EOD")
            lines += series.points.map { "\($0.x) \($0.y) \($0.low) \($0.high)" } + ["EOD"]
            let title = series.name.isEmpty ? "notitle" : "title \(gnuplotQuoted(series.name))"
            if !series.look.hasMarker {
                drawn.append("\(name) using 1:2 with lines \(series.look.line) \(title)")
                continue
            }
            let hasIntervals = series.points.contains { $0.low < $0.high }
            if hasIntervals {
                drawn.append("\(name) using 1:2:3:4 with yerrorbars lc rgb '\(series.look.colour)' pt -1 lw 1 notitle")
            }
            drawn.append("\(name) using 1:2 with linespoints \(series.look.line) \(title)")
        }
        return lines + ["plot " + drawn.joined(separator: ", \\\n  ")]
    }
}

extension PicturePanel {
    /// A little more than the points and their intervals take: gnuplot would go on to the next power of ten.
    fileprivate func range(_ place: KeyPath<PicturePoint, Double>) -> ClosedRange<Double>? {
        let points = series.flatMap(\.points)
        let values = points.map { $0[keyPath: place] } + (place == \.y ? points.flatMap { [$0.low, $0.high] } : [])
        guard let low = values.filter({ $0 > 0 }).min(), let high = values.max(), high > 0 else { return nil }
        return low / 1.3...high * 1.3
    }
}
