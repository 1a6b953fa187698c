/// The one template of the HTML report, for Mustache; and the one of its tables.
///
/// In the program and not beside it, so that an installed program needs no folder of its own. Every value is escaped by Mustache.
enum PageTemplate {
    static let table = """
        {{% CONTENT_TYPE:\(HTMLEscaping.name)}}<div class="scroll" tabindex="0" role="region" aria-label="{{caption}}"><table id="{{id}}" class="sortable">
        <caption>{{caption}}</caption>
        <thead><tr>{{#titles}}<th scope="col" tabindex="0">{{.}}</th>{{/titles}}</tr></thead>
        <tbody>
        {{#rows}}<tr>{{#cells}}<td>{{.}}{{/cells}}{{/rows}}</tbody></table></div>
        <style>{{numeric}}{text-align:right;font-variant-numeric:tabular-nums}</style>

        """

    static let page = """
        {{% CONTENT_TYPE:\(HTMLEscaping.name)}}<!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; \
        img-src data:">
        <title>{{title}}</title>
        <style>
        \(style)
        </style>
        </head>
        <body>
        <header>
        <h1>{{title}}</h1>
        <h2 id="answer">{{question}}</h2>
        <ol class="answer">
        {{#answer}}<li>{{.}}</li>
        {{/answer}}</ol>
        <nav aria-label="Contents"><ul>
        <li><a href="#machine">Machine and warnings</a></li>
        {{#comparison}}<li><a href="#comparison">What changed</a></li>{{/comparison}}
        {{#heat}}<li><a href="#heat">Variant by scenario</a></li>{{/heat}}
        {{#sections}}<li><a href="#{{id}}">{{title}}</a></li>
        {{/sections}}<li><a href="#raw">All rows</a></li>
        </ul></nav>
        </header>
        <main>
        <section id="machine"><h2>Machine and warnings</h2>
        {{#hasWarnings}}<ul class="warnings">{{#warnings}}<li>{{.}}</li>
        {{/warnings}}</ul>{{/hasWarnings}}
        {{^hasWarnings}}<p>Nothing speaks against the figures.</p>{{/hasWarnings}}
        <details open><summary>The machine, the build and the command</summary>
        {{#machine}}{{> table}}{{/machine}}</details>
        </section>
        {{#comparison}}<section id="comparison"><h2>What changed</h2>
        <p>One row a case, those with the strongest evidence first.</p>
        {{#table}}{{> table}}{{/table}}
        {{#remarks}}<p class="note">{{.}}</p>
        {{/remarks}}</section>
        {{/comparison}}{{#heat}}<section id="heat"><h2>Variant by scenario, relative to {{baseline}}</h2>
        <p>{{legend}}</p>
        <div class="scroll" tabindex="0" role="region" aria-label="Heat map"><table class="heat">
        <thead><tr><th scope="col">variant</th>{{#scenarios}}<th scope="col">{{.}}</th>{{/scenarios}}</tr></thead>
        <tbody>{{#rows}}<tr><th scope="row"><span class="swatch" style="color:{{colour}}" aria-hidden="true">{{glyph}}</span> {{variant}}</th>
        {{#cells}}<td class="{{kind}}" title="{{hint}}">{{text}}</td>{{/cells}}</tr>
        {{/rows}}</tbody></table></div>
        <details><summary>Every figure, its interval and its rows</summary>{{#figures}}{{> table}}{{/figures}}</details>
        </section>
        {{/heat}}{{#sections}}<section id="{{id}}"><h2>{{title}}</h2>
        {{#text}}<p>{{.}}</p>
        {{/text}}{{#pictures}}<figure><div class="scroll" tabindex="0" role="region" aria-label="{{name}}"><img alt="{{alternative}}" src="{{source}}"></div>
        <figcaption>{{alternative}}</figcaption></figure>
        {{/pictures}}{{#noPictures}}<p class="note">{{.}}</p>{{/noPictures}}
        <details><summary>Every figure, its interval and its rows</summary>{{#table}}{{> table}}{{/table}}</details>
        </section>
        {{/sections}}<section id="raw"><h2>All rows</h2>
        {{#rawNotes}}<p class="note">{{.}}</p>
        {{/rawNotes}}{{#raw}}{{#notes}}<p class="note">{{.}}</p>
        {{/notes}}{{#table}}{{> table}}{{/table}}
        {{/raw}}
        </section>
        </main>
        <script>
        \(script)
        </script>
        </body>
        </html>

        """

    private static let shades = HeatShade.allCases.filter { $0 != .none }
        .map { "--\($0.rawValue):\($0.colour);" }.joined()

    /// No colour says anything that a word or a mark does not say as well.
    private static let style = """
        :root{--ink:#1a1a1a;--paper:#fff;--soft:#f2f2f2;--line:#ccc;--link:#0050a0;
        \(shades)--heat:#1a1a1a}
        @media (prefers-color-scheme:dark){:root{--ink:#e8e8e8;--paper:#161616;--soft:#242424;--line:#444;--link:#8cc4ff;
        --f1:#17354d;--f2:#1b4f78;--f3:#1f6aa5;--s1:#4a3312;--s2:#6e480f;--s3:#965f08;--heat:#fff}}
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:76rem;padding:1rem;color:var(--ink);background:var(--paper);font:16px/1.5 system-ui,sans-serif}
        h1{font-size:1.3rem;overflow-wrap:anywhere}h2{font-size:1.15rem;margin-top:2rem}
        a{color:var(--link)}.answer li{margin:.3rem 0;overflow-wrap:anywhere}p,li,dd,figcaption{overflow-wrap:anywhere}
        nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1rem;padding:0;list-style:none}
        .scroll{overflow-x:auto;max-width:100%}
        table{border-collapse:collapse;font-size:.85rem}caption{text-align:left;padding:.3rem 0;font-weight:600}
        th,td{border:1px solid var(--line);padding:.2rem .5rem;text-align:left;vertical-align:top;white-space:nowrap}
        td:last-child{white-space:normal;min-width:8rem}
        thead th{background:var(--soft)}
        .sortable thead th{cursor:pointer}th:focus-visible{outline:2px solid var(--link)}
        th[aria-sort=ascending]::after{content:" \\25B2"}th[aria-sort=descending]::after{content:" \\25BC"}
        .heat td,.heat tbody th{font-variant-numeric:tabular-nums}
        .f1{background:var(--f1)}.f2{background:var(--f2)}.f3{background:var(--f3)}
        .s1{background:var(--s1)}.s2{background:var(--s2)}.s3{background:var(--s3)}
        .f1,.f2,.f3,.s1,.s2,.s3{color:var(--heat)}
        .swatch{background:#fff;border-radius:3px;padding:0 .2em}
        figure{margin:1rem 0;max-width:700px}figure img{display:block;width:100%;min-width:34rem;background:#fff}
        figcaption,.note{font-size:.85rem;opacity:.85}
        .warnings li{margin:.2rem 0}
        details{margin:.5rem 0}summary{cursor:pointer}
        @media print{body{max-width:none;font-size:10pt}nav,#raw{display:none}.scroll{overflow:visible}
        figure,tr{break-inside:avoid}h2{break-after:avoid}figure img{min-width:0}th,td{white-space:normal}}
        """

    /// Sorts a table where its head is pressed, and opens what is closed before it is printed.
    private static let script = """
        "use strict";
        (() => {
        const number = text => { const found = /-?[0-9.]+(e[-+]?[0-9]+)?/i.exec(text); return found ? Number(found[0]) : NaN; };
        const value = (row, index) => row.cells[index]?.textContent.trim() ?? "";
        for (const table of document.querySelectorAll("table.sortable")) {
          const heads = [...table.tHead.rows[0].cells];
          heads.forEach((head, index) => {
          const sort = () => {
            const down = head.getAttribute("aria-sort") === "ascending";
            heads.forEach(other => other.removeAttribute("aria-sort"));
            head.setAttribute("aria-sort", down ? "descending" : "ascending");
            const rows = [...table.tBodies[0].rows].map(row => ({ row, text: value(row, index) }));
            const numeric = rows.every(({ text }) => text === "" || /^[<>=?~ ]*-?[0-9.]+(e[-+]?[0-9]+)?( \\[.*\\])?$|^\\[-?[0-9.]+(e[-+]?[0-9]+)?, .*\\]$/i.test(text));
            for (const entry of rows) entry.number = number(entry.text);
            rows.sort((a, b) => {
              if (a.text === "" || b.text === "") return (a.text === "") - (b.text === "");
              const order = numeric ? a.number - b.number : a.text.localeCompare(b.text, "en", { numeric: true });
              return down ? -order : order;
            });
            table.tBodies[0].append(...rows.map(entry => entry.row));
          };
          head.addEventListener("click", sort);
          head.addEventListener("keydown", event => {
            if (event.key === "Enter" || event.key === " ") { event.preventDefault(); sort(); }
          });
          });
        }
        const closed = () => document.querySelectorAll("details:not([open])");
        let opened = [];
        addEventListener("beforeprint", () => { opened = [...closed()]; for (const one of opened) one.open = true; });
        addEventListener("afterprint", () => { for (const one of opened) one.open = false; });
        })();
        """
}
