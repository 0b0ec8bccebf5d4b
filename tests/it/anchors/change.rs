//! Ten kinds of change, each of which says of every character what became of it.

use hexapla::document::Kind;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::docx::docx;
use super::draft::{Draft, Glyph, Paragraph, Traced};
use crate::dice::Dice;

/// A kind of change.
pub struct Change {
    pub name: &'static str,
    pub make: fn(&Draft, &mut Dice) -> Traced,
}

/// All of them.
pub const CHANGES: [Change; 10] = [
    Change { name: "typography", make: |draft, dice| corrected(draft, dice).document() },
    Change { name: "inserted", make: |draft, dice| renumbered(inserted(draft, dice)).document() },
    Change { name: "deleted", make: |draft, dice| renumbered(deleted(draft, dice, 6)).document() },
    Change { name: "swapped", make: |draft, dice| renumbered(swapped(draft, dice)).document() },
    Change { name: "renumbered", make: |draft, dice| shifted(draft, dice).document() },
    Change { name: "re-wrapped", make: rewrapped },
    Change { name: "NFC/NFD", make: |draft, _| decomposed(draft).document() },
    Change { name: "no harakat", make: |draft, _| unmarked(draft).document() },
    Change { name: "DOCX", make: |draft, _| draft.read(&docx(draft), "draft.docx") },
    Change { name: "new version", make: reissued },
];

fn new(text: &str) -> Vec<Glyph> {
    text.chars().map(|c| Glyph { c, id: None }).collect()
}

/// Other quotation marks, dashes and spaces, digits of another script, and here and there a letter put right.
fn corrected(draft: &Draft, dice: &mut Dice) -> Draft {
    let mut draft = draft.clone();
    for paragraph in &mut draft.paragraphs {
        let mut text = Vec::with_capacity(paragraph.text.len() + 8);
        for glyph in &paragraph.text {
            let to = |c: char| Glyph { c, id: glyph.id };
            match glyph.c {
                '"' | '\'' => text.push(to('’')),
                '“' | '”' => text.push(to('"')),
                '«' => text.push(to('“')),
                '»' => text.push(to('”')),
                '-' => text.push(to('–')),
                ' ' if dice.roll(12) == 0 => text.push(to('\u{A0}')),
                ' ' if dice.roll(60) == 0 => text.extend([to(' '), Glyph { c: ' ', id: None }]),
                '(' => text.push(to('（')),
                ')' => text.push(to('）')),
                '،' if dice.roll(3) == 0 => text.push(to('؛')),
                '，' if dice.roll(3) == 0 => text.push(to('、')),
                ',' if dice.roll(3) == 0 => {}
                c if c.is_alphabetic() && dice.roll(90) == 0 => match dice.roll(3) {
                    0 => text.push(to(other_letter(c, dice))),
                    1 => text.extend([to(c), Glyph { c, id: None }]),
                    _ => {}
                },
                c => text.push(to(c)),
            }
        }
        if text.iter().any(|glyph| glyph.c.is_alphanumeric()) {
            paragraph.text = text;
        }
    }
    draft
}

/// Another letter of the same script.
fn other_letter(c: char, dice: &mut Dice) -> char {
    let pool = match c {
        '\u{600}'..='\u{6FF}' => "بتجحدرسصعفقكلمنه",
        '\u{400}'..='\u{4FF}' => "бвгдзклмнпрст",
        '\u{2E80}'..='\u{FE00}' => "的一是不了在有人这中",
        _ => "bcdfghklmnprstvw",
    };
    pool.chars().nth(dice.roll(pool.chars().count())).expect("in the pool")
}

/// A sentence that nobody annotated, in words that the document has itself.
fn sentence(draft: &Draft, dice: &mut Dice) -> String {
    let mut words = Vec::new();
    while words.len() < 8 + dice.roll(20) {
        let paragraph = &draft.paragraphs[dice.roll(draft.paragraphs.len())];
        let text: String = paragraph.text.iter().map(|glyph| glyph.c).collect();
        let own: Vec<&str> = text.split_whitespace().collect();
        if own.is_empty() {
            continue;
        }
        let word = own[dice.roll(own.len())];
        let word: String = word.chars().take(if word.is_ascii() { 12 } else { 6 }).collect();
        words.push(word);
    }
    words.join(" ") + "."
}

fn paragraph(text: Vec<Glyph>) -> Paragraph {
    Paragraph { key: "0+1".to_owned(), kind: Kind::Paragraph, label: String::new(), text }
}

fn inserted(draft: &Draft, dice: &mut Dice) -> Draft {
    let mut changed = draft.clone();
    let mut at = 0;
    while at <= changed.paragraphs.len() {
        if dice.roll(6) == 0 {
            // Now and then one that begins like another one there.
            let mut text = new(&sentence(draft, dice));
            if dice.roll(3) == 0 {
                // One that is still there: a copy of what is gone would be as good as what is gone.
                let other = &changed.paragraphs[dice.roll(changed.paragraphs.len())].text;
                let start = other
                    .iter()
                    .take((12 + dice.roll(30)).min(other.len() / 2))
                    .map(|glyph| Glyph { id: None, ..*glyph });
                text = start.chain(text).collect();
            }
            changed.paragraphs.insert(at, Paragraph { label: "•".to_owned(), ..paragraph(text) });
        }
        at += 1;
    }
    changed
}

fn deleted(draft: &Draft, dice: &mut Dice, one_in: usize) -> Draft {
    let mut changed = draft.clone();
    changed.paragraphs.retain(|_| dice.roll(one_in) != 0);
    changed
}

fn swapped(draft: &Draft, dice: &mut Dice) -> Draft {
    let mut changed = draft.clone();
    let count = changed.paragraphs.len();
    for _ in 0..count / 8 {
        // Neighbours, or two that are far apart.
        let one = dice.roll(count);
        let other = if dice.roll(2) == 0 { (one + 1) % count } else { dice.roll(count) };
        // Two that are the same have not changed their places.
        let text = |at: usize| changed.paragraphs[at].text.iter().map(|glyph| glyph.c);
        if !text(one).eq(text(other)) {
            changed.paragraphs.swap(one, other);
        }
    }
    changed
}

/// Every numbered paragraph has another number, the one that others had before.
fn shifted(draft: &Draft, dice: &mut Dice) -> Draft {
    let mut changed = draft.clone();
    let keys: Vec<String> = draft.paragraphs.iter().map(|one| one.key.clone()).collect();
    let by = 1 + dice.roll(3);
    for (at, paragraph) in changed.paragraphs.iter_mut().enumerate() {
        paragraph.key = keys[(at + by) % keys.len()].clone();
    }
    changed
}

/// The keys in the order of the paragraphs, as if all were numbered anew.
fn renumbered(mut draft: Draft) -> Draft {
    let numbered = |key: &str| key.chars().all(|c| c.is_ascii_digit());
    let (mut number, mut after) = (0, 0);
    let mut seen = std::collections::HashSet::new();
    for paragraph in &mut draft.paragraphs {
        if numbered(&paragraph.key) {
            (number, after) = (number + 1, 0);
            paragraph.key = number.to_string();
        } else if paragraph.key.contains('+') || seen.contains(&paragraph.key) {
            after += 1;
            paragraph.key = format!("{number}+{after}");
        }
        seen.insert(paragraph.key.clone());
    }
    draft
}

/// Printed with hard line breaks and read again.
fn rewrapped(draft: &Draft, dice: &mut Dice) -> Traced {
    let width = 44 + dice.roll(30);
    draft.imported(|paragraph| {
        let text: String = paragraph.text.iter().map(|glyph| glyph.c).collect();
        let unspaced = text.chars().filter(|c| ('\u{2E80}'..'\u{FE00}').contains(c)).count() * 2 > text.chars().count();
        let mut lines = vec![String::new()];
        let pieces: Vec<String> = match unspaced {
            true => text.chars().map(String::from).collect(),
            false => text.split_inclusive(' ').map(str::to_owned).collect(),
        };
        let width = if unspaced { width / 2 } else { width };
        for piece in pieces {
            let line = lines.last_mut().expect("a line");
            if line.chars().count() + piece.chars().count() > width && !line.is_empty() {
                lines.push(piece);
            } else {
                line.push_str(&piece);
            }
        }
        let label = if paragraph.label.is_empty() { String::new() } else { format!("{}\t", paragraph.label) };
        let lines: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
        format!("{label}{}\n\n", lines.join("\n"))
    })
}

/// One paragraph a line, the automatic number in front of it: what an extraction of a Word file gives.
fn extracted(draft: &Draft) -> Traced {
    draft.imported(|paragraph| {
        let text: String = paragraph.text.iter().map(|g| if g.c == '\n' { ' ' } else { g.c }).collect();
        format!("{}\t{text}\n", paragraph.label)
    })
}

fn decomposed(draft: &Draft) -> Draft {
    let mut changed = draft.clone();
    for paragraph in &mut changed.paragraphs {
        let text = std::mem::take(&mut paragraph.text);
        let composed = text.iter().map(|glyph| glyph.c).nfc().eq(text.iter().map(|glyph| glyph.c));
        for glyph in text {
            let mut marks = std::iter::once(glyph.c).nfd().map(|c| Glyph { c, id: None });
            paragraph.text.extend(marks.next().map(|base| Glyph { id: glyph.id, ..base }));
            paragraph.text.extend(marks.filter(|_| composed));
        }
    }
    changed
}

fn unmarked(draft: &Draft) -> Draft {
    let mut changed = draft.clone();
    for paragraph in &mut changed.paragraphs {
        paragraph.text.retain(|glyph| !is_combining_mark(glyph.c) && glyph.c != '\u{640}');
    }
    changed
}

/// Words replaced, sentences put in, paragraphs put in, taken out, divided and put elsewhere, everything set anew and read
/// from plain text.
fn reissued(draft: &Draft, dice: &mut Dice) -> Traced {
    let mut changed = inserted(&deleted(draft, dice, 12), dice);
    let count = changed.paragraphs.len();
    for _ in 0..count / 30 {
        let other = dice.roll(count);
        changed.paragraphs.swap(dice.roll(count), other);
    }
    let mut paragraphs = Vec::new();
    for mut one in changed.paragraphs {
        if dice.roll(4) == 0 {
            let words: Vec<usize> = (0..one.text.len()).filter(|at| one.text[*at].c == ' ').collect();
            if words.len() > 3 {
                let at = words[dice.roll(words.len())];
                match dice.roll(3) {
                    0 => drop(one.text.splice(at..at, new(&format!(" {}", sentence(draft, dice))))),
                    1 => {
                        let end = words.iter().find(|next| **next > at).copied().unwrap_or(one.text.len());
                        one.text.drain(at..end);
                    }
                    _ => {
                        let rest = one.text.split_off(at + 1);
                        one.text.pop();
                        paragraphs.push(std::mem::replace(&mut one, paragraph(rest)));
                    }
                }
            }
        }
        paragraphs.push(one);
    }
    let changed = corrected(&Draft { paragraphs, ..draft.clone() }, dice);
    extracted(&renumbered(changed))
}
