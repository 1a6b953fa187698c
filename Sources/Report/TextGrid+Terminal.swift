import BenchmarkResults

/// A grid as a terminal shows it: no wider than it is, in colours where it has them.
extension TextGrid {
    /// The table where it fits, else folded.
    ///
    /// - Parameter width: columns of the terminal; nil for a file or a pipe, where everything fits.
    public func plain(width: Int?, colour: Bool) -> String {
        let table = plain()
        let lines = table.split(separator: "\n", omittingEmptySubsequences: false)
        if let width, lines.contains(where: { $0.count > width }) { return folded(width: width, colour: colour) }
        return colour ? painted(lines) : table
    }

    /// The columns in pieces that fit, each with the first column before it; one that fits nowhere has a piece of its own.
    func pieces(width: Int?) -> [TextGrid] {
        guard let width else { return [self] }
        let widths = titles.indices.map { column in
            (rows.map { $0[column] } + [titles[column]]).map { legible($0, length: .max).count }.max() ?? 0
        }
        var pieces: [[Int]] = [[]]
        var room = width - (widths.first ?? 0)
        for column in titles.indices.dropFirst() {
            if room < widths[column] + 1, pieces[pieces.count - 1] != [] {
                pieces.append([])
                room = width - (widths.first ?? 0)
            }
            pieces[pieces.count - 1].append(column)
            room -= widths[column] + 1
        }
        return pieces.map { only([0] + $0) }
    }

    /// A block for each row: its first cell, and below it the others as `title: value`, as many to a line as fit.
    ///
    /// Rows that begin with the same cell share it; an empty cell is left out.
    public func folded(width: Int, colour: Bool = false) -> String {
        var lines: [String] = []
        var last: String?
        for row in rows {
            guard let first = row.first.map({ legible($0, length: .max) }) else { continue }
            if first != last {
                let heading = wrapped(first, width: width)
                lines.append(colour ? Tone.strong.painted(heading) : heading)
            }
            last = first
            lines += block(row, width, colour)
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private func block(_ row: [String], _ width: Int, _ colour: Bool) -> [String] {
        let margin = "  "
        var lines: [String] = []
        var room = 0
        for index in row.indices.dropFirst() where !row[index].isEmpty {
            let value = legible(row[index], length: .max)
            let title = titles[index].isEmpty ? "" : "\(titles[index]): "
            let count = title.count + value.count
            let shown = title + (colour ? tones[index]?(value)?.painted(value) ?? value : value)
            if !lines.isEmpty, count + 2 <= room {
                lines[lines.count - 1] += "  " + shown
                room -= count + 2
            } else if margin.count + count <= width {
                lines.append(margin + shown)
                room = width - margin.count - count
            } else {
                let parts = wrapped(margin + title + value, width: width)
                // A value that is broken into lines keeps its colour to itself: the words say it.
                lines.append(parts)
                room = 0
            }
        }
        return lines
    }

    /// The lines of the table, the cells that have a tone painted: where they stand is seen in the rule below the titles.
    private func painted(_ lines: [Substring]) -> String {
        guard lines.count > 1 else { return lines.joined(separator: "\n") }
        let columns = lines[1].split(separator: " ").map { rule in
            (
                lines[1].distance(from: lines[1].startIndex, to: rule.startIndex),
                lines[1].distance(from: lines[1].startIndex, to: rule.endIndex)
            )
        }
        var painted = [Tone.strong.painted(String(lines[0])), String(lines[1])]
        painted += lines.dropFirst(2).map { line in
            var text = ""
            var end = 0
            for (index, column) in columns.enumerated() {
                guard let tone = tones[index], column.1 <= line.count else { continue }
                let cell = line.dropFirst(column.0).prefix(column.1 - column.0)
                let word = cell.prefix(cell.count - cell.reversed().prefix { $0 == " " }.count)
                text += line.dropFirst(end).prefix(column.0 - end)
                text += tone(String(word))?.painted(String(word)) ?? String(word)
                end = column.0 + word.count
            }
            return text + line.dropFirst(end)
        }
        return painted.joined(separator: "\n")
    }
}
