import Foundation
import Glibc

/// Pictures by gnuplot, which is run as a program of its own.
struct Gnuplot {
    /// Runs a script.
    ///
    /// - Throws: one sentence, where gnuplot does not like it.
    static func run(_ script: String) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("netnsbench-\(UUID().uuidString).gp")
        defer { try? FileManager.default.removeItem(at: file) }
        do {
            try script.write(to: file, atomically: true, encoding: .utf8)
        } catch {
            throw ProgramFailure.failed("\(file.path): cannot be written: \(error.localizedDescription)")
        }
        let child = try MeasuredChild("/usr/bin/env", ["gnuplot", file.path])
        guard child.status == 0 else { throw ProgramFailure.failed("gnuplot ended with \(child.status)") }
    }

    /// Whether there is one on the path.
    static var isThere: Bool {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .contains { access("\($0)/gnuplot", X_OK) == 0 }
    }
}

/// One line of a picture: a name, a look, and points.
struct PictureSeries {
    let name: String
    /// Which variant's look it has.
    let look: PictureLook
    let points: [(x: Double, y: Double)]
}

/// Colour, marker and dash: those of a variant are the same in all pictures.
struct PictureLook {
    let colour: String
    let marker: Int
    let dash: Int

    /// Okabe and Ito's colours without the yellow, which is hard to see on white.
    private static let colours = ["#000000", "#E69F00", "#56B4E9", "#009E73", "#0072B2", "#D55E00", "#CC79A7"]
    /// gnuplot's markers, those that differ most first.
    private static let markers = [7, 5, 9, 11, 13, 4, 6, 8, 10, 12, 1, 2, 3, 14]

    /// The look of the `index`-th variant: a second round of colours is dashed.
    init(index: Int) {
        colour = Self.colours[index % Self.colours.count]
        marker = Self.markers[index % Self.markers.count]
        dash = 1 + index / Self.colours.count
    }

    var line: String { "lc rgb '\(colour)' pt \(marker) dt \(dash) lw 1.6 ps 0.8" }
}

/// One set of axes.
struct PicturePanel {
    var title: String
    var x: String
    var y: String
    var series: [PictureSeries]
    /// Which axes are logarithmic: x, y, xy or none.
    var logarithmic = "xy"
    /// Names in place of numbers on the x axis, at 0, 1, ...
    var names: [String] = []
    /// More of gnuplot's commands, before it is drawn.
    var more = ""
}

/// One file.
struct Picture {
    var title: String
    var panels: [PicturePanel]
    /// Lines of the legend.
    var legendRows = 4
    /// Its height in pixels; it is 700 wide.
    var height = 520

    /// gnuplot's script.
    func script(_ path: String) -> String {
        func quoted(_ text: String) -> String { "'" + text.replacingOccurrences(of: "'", with: "''") + "'" }
        var lines = [
            "set terminal svg size 700,\(height) font 'sans-serif,12' background rgb 'white' noenhanced",
            "set output \(quoted(path))", "set encoding utf8", "set tics nomirror", "set border 3",
            "set grid lc rgb '#dddddd' lw 0.5",
        ]
        let legend = Double(legendRows) * 18 / Double(height) + 0.02
        let (bottom, top) = (legend + 0.12, 0.88)
        lines.append(
            "set multiplot title \(quoted(title)) font 'sans-serif,14'"
                + (panels.isEmpty ? "" : " layout 1,\(panels.count)"))
        for (index, panel) in panels.enumerated() {
            let width = 0.98 / Double(panels.count)
            let left = Double(index) * width
            lines.append("set lmargin at screen \(left + 0.1); set rmargin at screen \(left + width - 0.02)")
            lines.append("set bmargin at screen \(bottom); set tmargin at screen \(top)")
            lines.append("unset logscale; set xtics auto; set xtics norotate; set ytics auto; set autoscale")
            if panel.logarithmic != "none" {
                lines.append("set logscale \(panel.logarithmic)")
            }
            if panel.logarithmic.contains("x") {
                lines.append("set format x '%.0s%c'")
            } else {
                lines.append("set format x '%g'")
            }
            lines.append("set format y '\(panel.logarithmic.contains("y") ? "%.0s%c" : "%g")'")
            if !panel.names.isEmpty {
                let tics = panel.names.enumerated().map { "\(quoted($0.element)) \($0.offset)" }
                lines.append("set xtics (\(tics.joined(separator: ", ")))")
                lines.append("set xrange [-0.3:\(Double(panel.names.count) - 0.7)]")
            }
            lines.append("set xlabel \(quoted(panel.x)); set ylabel \(quoted(panel.y)) offset 1")
            lines.append(panel.title.isEmpty ? "unset title" : "set title \(quoted(panel.title)) offset 0,-0.6")
            lines.append(
                index == 0
                    ? "set key at screen 0.5,0.01 center bottom vertical maxrows \(legendRows) samplen 2 font 'sans-serif,11'"
                    : "unset key")
            if !panel.more.isEmpty { lines.append(panel.more) }
            for (number, one) in panel.series.enumerated() {
                lines.append("$d\(index)_\(number) << EOD")
                lines += one.points.map { "\($0.x) \($0.y)" } + ["EOD"]
            }
            let drawn = panel.series.enumerated().map { number, one in
                "$d\(index)_\(number) using 1:2 with linespoints \(one.look.line) title \(quoted(one.name))"
            }
            lines.append("plot " + drawn.joined(separator: ", \\\n  "))
        }
        lines.append("unset multiplot")
        return lines.joined(separator: "\n") + "\n"
    }
}
