//! TMX 1.4b, the translation memory format of LISA OSCAR, for CAT tools.

use std::io;
use std::ops::Range;

use super::markup::{escaped, tag};
use super::{AlignmentExporter, Bitext, Column, Level, Out, score};

/// A translation unit a bead, one without a counterpart with one variant. Score and key are properties.
pub(super) const EXPORTER: AlignmentExporter =
    AlignmentExporter { name: "tmx", about: "TMX 1.4b, for translation tools", write };

fn write(bitext: &Bitext<'_>, out: &mut Out<'_>) -> io::Result<()> {
    let kind = if bitext.level == Level::Sentence { "sentence" } else { "block" };
    let languages = (tag(bitext.source.language.tag()), tag(bitext.target.language.tag()));
    out(&format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n  <header creationtool=\"{}\" \
         creationtoolversion=\"{}\" segtype=\"{kind}\" o-tmf=\"{}\" adminlang=\"en\" srclang=\"{}\" \
         datatype=\"plaintext\">\n    <prop type=\"x-source\">{}</prop>\n    <prop type=\"x-target\">{}</prop>\n  \
         </header>\n  <body>\n",
        env!("CARGO_PKG_NAME"),
        env!("CARGO_PKG_VERSION"),
        env!("CARGO_PKG_NAME"),
        languages.0,
        escaped(&bitext.source.name),
        escaped(&bitext.target.name),
    ))?;
    for bead in bitext.beads.iter().filter(|bead| !bead.source.is_empty() || !bead.target.is_empty()) {
        let lines = bitext.level == Level::Line;
        // Of a text without a counterpart the language says which side it is on, where there are two.
        let alone = bead.source.is_empty() || bead.target.is_empty();
        let side = match alone && bitext.source.language.primary() == bitext.target.language.primary() {
            true if bead.source.is_empty() => "<prop type=\"x-side\">target</prop>",
            true => "<prop type=\"x-side\">source</prop>",
            false => "",
        };
        let variant = |column: &Column<'_>, language: &str, range: &Range<usize>| {
            if range.is_empty() {
                return String::new();
            }
            let text = escaped(&column.text(range, lines));
            format!("      <tuv xml:lang=\"{language}\">{side}<seg>{text}</seg></tuv>\n")
        };
        out(&format!(
            "    <tu>\n      <prop type=\"x-key\">{}</prop>\n      <prop type=\"x-score\">{}</prop>\n{}{}    </tu>\n",
            escaped(&bitext.key(bead)),
            score(bead),
            variant(&bitext.source, &languages.0, &bead.source),
            variant(&bitext.target, &languages.1, &bead.target),
        ))?;
    }
    out("  </body>\n</tmx>\n")
}
