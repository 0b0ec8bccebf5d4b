//! The numbering part: lists with their levels (17.9).

use super::SPACES;
use super::package::Package;
use super::style::Styles;
use crate::import::build::{LEVELS, Lists, Numeral, symbol};
use crate::import::xml::{Node, Tag, Xml};

/// How many links from a list to the style that has its levels are followed: a circle ends here.
const LINKS: usize = 8;

/// Reads the numbering part.
pub(super) fn read(package: &mut Package<'_>, styles: &Styles) -> Lists {
    let mut numbering = Lists::default();
    let Some((text, name)) = package.related("numbering", "word/numbering.xml") else { return numbering };
    let mut xml = Xml::new(&text, &name, SPACES);
    let (mut base, mut list, mut level): (Option<String>, Option<u32>, Option<usize>) = (None, None, None);
    // Whether a choice was taken in place of its fallback.
    let mut taken = false;
    loop {
        match xml.next() {
            Node::Open(tag) if tag.space == "mc" => match tag.name() {
                "AlternateContent" => taken = false,
                "Choice" if super::story::is_known(tag.value("Requires").as_deref()) => taken = true,
                "Fallback" if !taken => {}
                _ => xml.skip(),
            },
            Node::Open(tag) if tag.space == "w" => match tag.name() {
                "abstractNum" => base = tag.value("abstractNumId"),
                "num" => list = tag.value("numId").and_then(|id| id.parse().ok()),
                "lvl" | "lvlOverride" => level = tag.value("ilvl").and_then(|n| n.parse().ok()).filter(|n| *n < LEVELS),
                _ => property(&mut numbering, &tag, base.as_deref(), list, level),
            },
            Node::Close(close) => match close.name() {
                "abstractNum" => (base, level) = (None, None),
                "num" => (list, level) = (None, None),
                _ => {}
            },
            Node::End => break,
            _ => {}
        }
    }
    package.warn_all(xml.warnings);
    link(&mut numbering, styles);
    numbering
}

fn property(numbering: &mut Lists, tag: &Tag<'_>, base: Option<&str>, list: Option<u32>, level: Option<usize>) {
    let value = tag.value("val");
    let number = || value.as_deref().and_then(|n| n.trim().parse::<u32>().ok());
    match (tag.name(), base, list) {
        ("styleLink", Some(base), _) => numbering.abstracts.entry(base.to_owned()).or_default().style = value,
        ("numStyleLink", Some(base), _) => numbering.abstracts.entry(base.to_owned()).or_default().style_link = value,
        ("abstractNumId", _, Some(list)) => numbering.lists.entry(list).or_default().base = value.unwrap_or_default(),
        ("startOverride", _, Some(list)) => {
            if let (Some(level), Some(start)) = (level, number()) {
                numbering.lists.entry(list).or_default().starts.insert(level, start);
            }
        }
        (name, base, list) => {
            let Some(at) = level else { return };
            let known = matches!(name, "start" | "numFmt" | "lvlText" | "lvlRestart" | "isLgl" | "pStyle" | "rFonts");
            let levels = match (base, list) {
                _ if !known => return,
                (Some(base), _) => &mut numbering.abstracts.entry(base.to_owned()).or_default().levels,
                (None, Some(list)) => &mut numbering.lists.entry(list).or_default().levels,
                (None, None) => return,
            };
            let level = levels.entry(at).or_default();
            match name {
                "start" => level.start = number().unwrap_or(level.start),
                "numFmt" => level.numeral = numeral(tag).unwrap_or(level.numeral),
                "lvlText" => level.text = value.unwrap_or_default(),
                "lvlRestart" => level.restart = number().and_then(|n| u8::try_from(n).ok()),
                "isLgl" => level.is_legal = super::style::is_on(value.as_deref()),
                "pStyle" => level.style = value,
                // The font of a bullet, which says what it looks like.
                "rFonts" if level.numeral == Numeral::Bullet => {
                    let font = tag.value("ascii").or_else(|| tag.value("hAnsi")).unwrap_or_default();
                    let drawn = |c: char| if c == 'o' && font.contains("Courier") { '◦' } else { symbol(c, &font) };
                    level.text = level.text.chars().map(drawn).collect();
                }
                _ => {}
            }
        }
    }
}

/// The format of a number; `custom` ones show how they begin.
fn numeral(tag: &Tag<'_>) -> Option<Numeral> {
    match tag.value("val")?.as_str() {
        "custom" => tag.value("format").map(|format| Numeral::like(&format)),
        name => Some(Numeral::named(name)),
    }
}

/// Gives lists that take their levels from a style those levels.
fn link(numbering: &mut Lists, styles: &Styles) {
    let linked: Vec<(String, String)> =
        numbering.abstracts.iter().filter_map(|(id, base)| Some((id.clone(), base.style_link.clone()?))).collect();
    for (id, style) in linked {
        let (mut style, mut found) = (style, None);
        for _ in 0..LINKS {
            // The list that says that it is the one of this style, else the one that the style names.
            let own = numbering.abstracts.values().find(|base| base.style.as_ref() == Some(&style));
            if let Some(own) = own.filter(|own| !own.levels.is_empty()) {
                found = Some(own.levels.clone());
                break;
            }
            let list = styles.list(Some(&style)).and_then(|(list, ..)| numbering.lists.get(&list));
            let Some(base) = list.and_then(|list| numbering.abstracts.get(&list.base)) else { break };
            match &base.style_link {
                Some(next) if base.levels.is_empty() => style.clone_from(next),
                _ => {
                    found = Some(base.levels.clone());
                    break;
                }
            }
        }
        if let (Some(levels), Some(base)) = (found, numbering.abstracts.get_mut(&id)) {
            base.levels = levels;
        }
    }
}
