//! What a page says about itself: title, language, document symbol.

use super::speech;
use super::tree::{NodeId, ROOT, Tree};
use crate::import::build::{About, Piece};
use crate::import::txt::front;
use crate::text::Language;

/// Pieces at the beginning in which a symbol of a document may stand by itself.
const FRONT: usize = 12;

/// Title, language and symbol; `pieces` are those of the page.
pub(in crate::import) fn about(tree: &Tree, pieces: &[Piece]) -> About {
    let mut titles = [const { None }; 4];
    let mut languages = [const { None }; 4];
    for node in tree.inside(ROOT) {
        match tree.name(node) {
            "html" => languages[0] = languages[0].take().or(speech::language(tree, node).flatten()),
            "body" => languages[1] = languages[1].take().or(speech::language(tree, node).flatten()),
            "title" if !in_picture(tree, node) => {
                titles[3] =
                    titles[3].take().or(Some(tree.text_in(node, 2_000)).filter(|title| !title.trim().is_empty()));
            }
            "meta" => {
                let Some(content) = tree.attribute(node, "content").map(str::trim).filter(|c| !c.is_empty()) else {
                    continue;
                };
                let name = |attribute| tree.attribute(node, attribute).map(|name| name.trim().to_ascii_lowercase());
                let names = [name("name"), name("property"), name("http-equiv")];
                for name in names.iter().flatten() {
                    let rank = match name.as_str() {
                        "dc.title" | "dcterms.title" | "citation_title" => 0,
                        "og:title" => 1,
                        "twitter:title" => 2,
                        "dc.language" | "dcterms.language" | "content-language" => {
                            languages[2] = languages[2].take().or(speech::declared(content));
                            continue;
                        }
                        "og:locale" => {
                            languages[3] = languages[3].take().or(speech::declared(content));
                            continue;
                        }
                        _ => continue,
                    };
                    titles[rank] = titles[rank].take().or(Some(content.to_owned()));
                }
            }
            _ => {}
        }
    }
    let title = titles.into_iter().flatten().next();
    let language = languages.into_iter().flatten().next().or_else(|| spoken(pieces));
    let alone = pieces.iter().take(FRONT).map(|piece| piece.text.trim());
    let symbol = alone
        .chain(title.as_deref())
        .find_map(|text| front::symbol(text).filter(|symbol| symbol.len() == text.trim().len()));
    About { title, language, symbol }
}

/// The language that most of the text is said to be in.
fn spoken(pieces: &[Piece]) -> Option<Language> {
    let mut counts: Vec<(&Language, usize)> = Vec::new();
    for (language, length) in pieces.iter().filter_map(|piece| Some((piece.language.as_ref()?, piece.text.len()))) {
        match counts.iter().position(|(known, _)| *known == language) {
            Some(at) => counts[at].1 += length,
            // A page in more languages than this is in none.
            None if counts.len() < 32 => counts.push((language, length)),
            None => {}
        }
    }
    let all: usize = pieces.iter().map(|piece| piece.text.len()).sum();
    counts
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .filter(|(_, count)| count * 4 > all)
        .map(|(language, _)| language.clone())
}

/// Whether a title is that of a picture.
fn in_picture(tree: &Tree, node: NodeId) -> bool {
    tree.ancestors(node).any(|up| tree.name(up) == "svg")
}
