//! The excerpts that have translations as TMX 1.4b, for translation tools.

use super::alignment::markup::{escaped, tag};
use super::{Annotated, Excerpt, Exporter, Options};

/// A translation unit an excerpt: the quotation, what stands beside it, the note and the citation.
pub const EXPORTER: Exporter = Exporter {
    name: "tmx",
    about: "TMX 1.4b of the excerpts with translations, for translation tools",
    extension: "tmx",
    whole: false,
    write,
};

fn write(works: &[Annotated], _: &Options) -> String {
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n  <header creationtool=\"{}\" \
         creationtoolversion=\"{}\" segtype=\"block\" o-tmf=\"{}\" adminlang=\"en\" srclang=\"*all*\" \
         datatype=\"plaintext\"/>\n  <body>\n",
        env!("CARGO_PKG_NAME"),
        env!("CARGO_PKG_VERSION"),
        env!("CARGO_PKG_NAME"),
    );
    let excerpts = works.iter().flat_map(|work| &work.excerpts);
    for excerpt in excerpts.filter(|excerpt| !excerpt.quotation.is_empty() && !excerpt.translations.is_empty()) {
        text.push_str(&unit(excerpt));
    }
    text.push_str("  </body>\n</tmx>\n");
    text
}

fn unit(excerpt: &Excerpt) -> String {
    let source = tag(excerpt.language.tag());
    let annotation = excerpt.annotation.as_ref();
    let id = annotation.map_or_else(String::new, |one| format!(" tuid=\"{}\"", escaped(&one.id)));
    let mut text = format!("    <tu{id} srclang=\"{source}\">\n");
    if let Some(note) = annotation.map(|one| one.body.trim()).filter(|note| !note.is_empty()) {
        text.push_str(&format!("      <note>{}</note>\n", escaped(note)));
    }
    let tags = annotation.into_iter().flat_map(|one| &one.tags).map(|tag| ("x-tag", tag.as_str()));
    for (kind, value) in
        [("x-citation", excerpt.citation.as_str()), ("x-key", excerpt.key.as_str())].into_iter().chain(tags)
    {
        text.push_str(&format!("      <prop type=\"{kind}\">{}</prop>\n", escaped(value)));
    }
    let translations = excerpt.translations.iter().map(|one| (tag(one.language.tag()), one.text.as_str()));
    for (language, segment) in std::iter::once((source, excerpt.quotation.as_str())).chain(translations) {
        text.push_str(&format!("      <tuv xml:lang=\"{language}\"><seg>{}</seg></tuv>\n", escaped(segment)));
    }
    text + "    </tu>\n"
}
