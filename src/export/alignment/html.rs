//! A page for people: the two texts side by side, to be read in a browser or printed.

use std::io;
use std::ops::Range;

use super::markup::{escaped, tag};
use super::{AlignmentExporter, Bitext, Column, Level, Out, score};

/// One file that needs nothing beside it: no script, no font, no picture.
pub(super) const EXPORTER: AlignmentExporter =
    AlignmentExporter { name: "html", about: "one page, side by side, to read or to print", write };

/// Beads with a lower score are marked as doubtful.
const DOUBTFUL: f32 = 0.5;

const STYLE: &str = "\
:root { color-scheme: light dark; }
body { font: 1rem/1.5 Georgia, \"Noto Serif\", \"Noto Naskh Arabic\", \"Noto Serif CJK SC\", serif; margin: 2rem auto; \
max-width: 72rem; padding: 0 1rem; }
h1 { font-size: 1.2rem; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; }
col.key { width: 6rem; } col.score { width: 4rem; }
th, td { border-top: 1px solid #8884; padding: .4rem .6rem; text-align: start; vertical-align: top; \
overflow-wrap: anywhere; white-space: pre-wrap; }
tbody th, .score { color: #777; font-size: .8rem; font-weight: normal; }
.none { color: #777; text-align: center; }
.doubtful .score::before { content: \"? \"; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } }";

fn write(bitext: &Bitext<'_>, out: &mut Out<'_>) -> io::Result<()> {
    let (left, right) = (shown(&bitext.source.name), shown(&bitext.target.name));
    let heading = |column: &Column<'_>| {
        let title = if column.title.is_empty() { tag(column.language.tag()) } else { shown(&column.title) };
        format!("<th scope=\"col\"{}>{title}</th>", spoken(column))
    };
    out(&format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{left} · {right}</title>\n\
         <style>\n{STYLE}\n</style>\n</head>\n<body>\n<h1><bdi>{left}</bdi> · <bdi>{right}</bdi></h1>\n<table>\n\
         <colgroup><col class=\"key\"><col><col><col class=\"score\"></colgroup>\n\
         <thead><tr><th scope=\"col\">Key</th>{}{}<th scope=\"col\" class=\"score\">Score</th></tr></thead>\n<tbody>\n",
        heading(&bitext.source),
        heading(&bitext.target),
    ))?;
    for bead in bitext.beads {
        let doubtful = if bead.score < DOUBTFUL { " class=\"doubtful\"" } else { "" };
        out(&format!(
            "<tr{doubtful}><th scope=\"row\">{}</th>{}{}<td class=\"score\">{}</td></tr>\n",
            shown(&bitext.key(bead)),
            cell(bitext, &bitext.source, &bead.source),
            cell(bitext, &bitext.target, &bead.target),
            score(bead),
        ))?;
    }
    out("</tbody>\n</table>\n</body>\n</html>\n")
}

fn cell(bitext: &Bitext<'_>, column: &Column<'_>, range: &Range<usize>) -> String {
    if range.is_empty() {
        return "<td class=\"none\">—</td>".to_owned();
    }
    format!("<td{}>{}</td>", spoken(column), shown(&column.text(range, bitext.level == Level::Line)))
}

/// Text for the page: HTML reads references to C1 controls as letters of another code page, so these go too.
fn shown(text: &str) -> String {
    let is_odd = |c: char| matches!(c, '\u{7F}'..='\u{9F}');
    let plain: String = text.chars().map(|c| if is_odd(c) { char::REPLACEMENT_CHARACTER } else { c }).collect();
    escaped(&plain)
}

/// The attributes that say how a text is read.
fn spoken(column: &Column<'_>) -> String {
    let direction = if column.language.direction().is_rtl() { "rtl" } else { "ltr" };
    format!(" lang=\"{}\" dir=\"{direction}\"", tag(column.language.tag()))
}
