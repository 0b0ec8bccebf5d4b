//! What stands around the body: masthead, agenda list, title, signature blocks.

use std::ops::Range;

use super::draft::{Draft, Role};
use super::form::{Form, Shape};
use super::join::Habits;
use super::line::ends_stopped;
use super::structure::is_preamble;
use super::warn::Warnings;
use crate::document::ordinal;
use crate::import::share;

/// Finds the masthead, the agenda items and the title at the start of a document.
pub(in crate::import) fn masthead(drafts: &mut Vec<Draft>, shape: Shape, habits: &Habits, warnings: &mut Warnings) {
    let is_open_line = |d: &Draft| matches!(d.role, Role::Paragraph(None) | Role::Metadata | Role::Heading(None));
    let is_broken = shape.form == Form::Broken;
    let is_line =
        |d: &Draft| is_open_line(d) && d.is_short(shape.width) && d.unit.tabs == 0 && (d.unit.indent < 2 || !is_broken);
    let mut end = drafts.iter().take(60).take_while(|d| is_line(d)).count();
    if shape.form != Form::Broken {
        // Masthead lines stand in one run; organ names and symbols may stand alone.
        let run = drafts.iter().take(end).skip(1).take_while(|d| !d.unit.blank_before).count() + 1;
        let is_run = (2..=15).contains(&run)
            && run <= end
            && drafts.len() > run
            && drafts[..run].iter().any(|d| is_front(&d.text));
        end = if is_run { run } else { drafts.iter().take(end).take_while(|d| is_organ(&d.text)).count() };
    } else if !drafts.get(end).is_some_and(|d| matches!(d.role, Role::Heading(_) | Role::Annex(_)))
        && !drafts[..end].iter().any(|d| is_front(&d.text))
    {
        end = 0;
    }
    for draft in drafts.iter_mut().take(end) {
        draft.role = Role::Metadata;
    }
    let end = agenda(drafts, end, shape, habits, warnings);
    title(drafts, end, shape);
}

/// Makes the lines after an agenda line items, joining those that a narrow column broke. Gives the new end of the masthead.
fn agenda(drafts: &mut Vec<Draft>, end: usize, shape: Shape, habits: &Habits, warnings: &mut Warnings) -> usize {
    let Some(start) = drafts[..end].iter().position(|d| is_agenda(&d.text)) else { return end };
    let widest = drafts[start + 1..end].iter().map(|d| d.unit.width).max().unwrap_or(0);
    let is_full = |d: &Draft| shape.form == Form::Broken && widest >= 24 && d.unit.width * 100 >= widest * 85;
    let mut items: Vec<Draft> = Vec::with_capacity(end - start);
    let mut goes_on = false;
    for line in &mut drafts[start + 1..end] {
        let full = is_full(line);
        match items.last_mut().filter(|_| goes_on) {
            Some(item) => {
                let _ = habits.join(&mut item.text, &line.text);
                item.spans.append(&mut line.spans);
                warnings.push(Some(line.unit.line), "a broken line of the agenda list was joined to the one above");
            }
            None => {
                line.role = Role::Item(None);
                items.push(std::mem::take(line));
            }
        }
        goes_on = full;
    }
    let count = items.len();
    drafts.splice(start + 1..end, items);
    let items = count;
    let agenda = &drafts[start];
    let numbers = agenda.text.split(|c: char| ordinal::digit(c).is_none()).filter(|n| !n.is_empty()).count();
    if items != numbers && items > 0 {
        let message = format!("the masthead names {numbers} agenda items, but {items} titles were found");
        warnings.push(Some(agenda.unit.line), message);
    }
    start + 1 + items
}

/// The title: tabbed lines at the very start, or the first line after the masthead when it stands alone.
fn title(drafts: &mut [Draft], end: usize, shape: Shape) {
    let is_body =
        |d: &Draft| !matches!(d.role, Role::Heading(None) | Role::Paragraph(None) | Role::Metadata | Role::Item(None));
    let front = drafts.iter().position(is_body).unwrap_or(drafts.len());
    let mut found = false;
    for draft in drafts[..front].iter_mut().skip(end).take(8) {
        match draft.role {
            _ if is_preamble(&draft.text) => break,
            Role::Heading(None) if draft.unit.tabs >= 2 => {
                draft.role = Role::Title;
                found = true;
            }
            // Centred lines at the top of a page.
            Role::Heading(None) | Role::Paragraph(None)
                if draft.unit.indent >= 8 && draft.unit.lines == 1 && !ends_stopped(&draft.text) =>
            {
                draft.role = Role::Title;
                found = true;
            }
            Role::Metadata => {}
            _ => break,
        }
    }
    if found {
        return;
    }
    let apart = end > 0 || drafts.get(1).is_some_and(|d| d.unit.blank_before);
    let has_more = drafts.len() > end + 1;
    let Some(draft) = drafts.get_mut(end) else { return };
    let is_title = match (&draft.role, shape.form) {
        (Role::Heading(None), Form::Broken) => true,
        (Role::Paragraph(None), Form::Broken) => has_more && draft.is_short(shape.width) && !ends_stopped(&draft.text),
        (Role::Paragraph(None) | Role::Heading(None), Form::Lines | Form::Wrapped) => {
            apart && has_more && !ends_stopped(&draft.text) && draft.text.len() <= 500 && draft.unit.lines <= 3
        }
        _ => false,
    };
    if is_title {
        draft.role = Role::Title;
    }
}

/// Finds signature blocks: short lines without a stop, at the end of a part or with the word "signed". The lines of one
/// become one block with a row for each; a place and date that closes a part is metadata.
pub(in crate::import) fn signatures(drafts: &mut Vec<Draft>, shape: Shape) {
    let is_line = |d: &Draft| {
        matches!(d.role, Role::Paragraph(None))
            && d.unit.indent == 0
            && d.unit.tabs == 0
            && d.is_short(shape.width)
            && (!ends_stopped(&d.text) || is_signed(&d.text))
    };
    // The runs of such lines, and whether any of a run says that it is signed.
    let runs = share::of_items(drafts, |from, part| {
        let mut runs: Vec<(Range<usize>, bool)> = Vec::new();
        for (at, draft) in part.iter().enumerate().filter(|(_, draft)| is_line(draft)) {
            let (at, signed) = (from + at, is_signed(&draft.text));
            match runs.last_mut().filter(|(run, _)| run.end == at) {
                Some((run, any)) => (run.end, *any) = (at + 1, *any || signed),
                None => runs.push((at..at + 1, signed)),
            }
        }
        runs
    });
    let mut runs = runs.into_iter().flatten().peekable();
    while let Some((Range { start: at, mut end }, mut signed)) = runs.next() {
        // A run may go on in the next part.
        while let Some((more, too)) = runs.next_if(|(more, _)| more.start == end) {
            (end, signed) = (more.end, signed || too);
        }
        let at_end = drafts.get(end).is_none_or(|d| matches!(d.role, Role::Annex(_)));
        let dated = at_end && drafts.get(end - 1).is_some_and(|d| is_place_and_date(&d.text));
        let first = if signed || (at_end && shape.form == Form::Broken) {
            Some(end.saturating_sub(5).max(at))
        } else {
            dated.then_some(end - 1)
        };
        // A document of nothing but short lines has no signature.
        if let Some(first) = first.filter(|first| *first > 0) {
            for draft in &mut drafts[first..end] {
                draft.role = if is_place_and_date(&draft.text) { Role::Metadata } else { Role::Signature };
            }
        }
    }
    if drafts.iter().any(|draft| draft.role == Role::Signature) {
        drafts.dedup_by(|next, above| gather(above, next));
    }
}

/// Puts a signature's line under the one above it, when both are nothing but text; says whether it did.
fn gather(above: &mut Draft, next: &mut Draft) -> bool {
    let plain =
        |d: &Draft| d.role == Role::Signature && d.spans.is_empty() && d.bodies.is_empty() && d.stars.is_empty();
    if !plain(above) || !plain(next) {
        return false;
    }
    if above.unit.rows.is_empty() {
        above.unit.rows.push(vec![above.text.clone()]);
    }
    above.text.push(' ');
    above.text.push_str(&next.text);
    above.unit.rows.push(vec![std::mem::take(&mut next.text)]);
    true
}

fn is_signed(text: &str) -> bool {
    const WORDS: [&str; 8] =
        ["(signed)", "(签名)", "（签名）", "(簽名)", "(توقيع)", "(signé)", "(firmado)", "(подпись)"];
    // The first byte of the bracket of full width, and of much else.
    if memchr::memchr2(b'(', 0xEF, text.as_bytes()).is_none() || !text.contains(['(', '（']) {
        return false;
    }
    let low = text.to_lowercase();
    WORDS.iter().any(|w| low.contains(w))
}

/// `2025 年 5 月 21 日，安卡拉` or `Ankara, 21 May 2025`: a year, a day, little else.
fn is_place_and_date(text: &str) -> bool {
    let numbers: Vec<u32> =
        text.split(|c: char| ordinal::digit(c).is_none()).filter_map(ordinal::whole_number).collect();
    text.chars().count() <= 60
        && (2..=3).contains(&numbers.len())
        && numbers.iter().any(|n| (1900..2100).contains(n))
        && text.contains([',', '，', '،'])
}

fn is_agenda(text: &str) -> bool {
    const WORDS: [&str; 9] =
        ["议程项目", "議程項目", "agenda item", "items", "البند", "البنود", "points de l’ordre", "temas", "пункт"];
    let low = text.to_lowercase();
    WORDS.iter().any(|w| low.starts_with(w)) && text.contains(|c| ordinal::digit(c).is_some())
}

/// Whether a line says things that only mastheads say.
fn is_front(text: &str) -> bool {
    const WORDS: [&str; 13] = [
        "届会议",
        "屆會議",
        "理事会",
        "理事會",
        "distr",
        "session",
        "الدورة",
        "сессия",
        "sesiones",
        "sessions",
        "original:",
        "原件：",
        "الأصل:",
    ];
    let low = text.to_lowercase();
    is_agenda(text) || is_organ(text) || WORDS.iter().any(|w| low.contains(w))
}

/// Whether a whole line is the name of an organ, a symbol or a distribution mark.
fn is_organ(text: &str) -> bool {
    const NAMES: [&str; 14] = [
        "united nations",
        "general assembly",
        "security council",
        "联合国",
        "大会",
        "安全理事会",
        "人权理事会",
        "الأمم المتحدة",
        "الجمعية العامة",
        "مجلس الأمن",
        "assemblée générale",
        "asamblea general",
        "генеральная ассамблея",
        "nations unies",
    ];
    let low = text.trim().to_lowercase();
    let starts = ["distr.", "original:", "الأصل:", "التوزيع:"].iter().any(|w| low.starts_with(w));
    starts || NAMES.contains(&low.as_str()) || symbol(text).is_some_and(|s| s.len() == text.trim().len())
}

/// The document symbol in a masthead line: `A/RES/68/262`, `HRI/CORE/AZE/2023`, `CCPR/C/21/Rev.1/Add.13*`.
pub(in crate::import) fn symbol(text: &str) -> Option<String> {
    let is_part =
        |p: &str| !p.is_empty() && p.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '(' | ')'));
    let word = text.split_whitespace().find(|word| {
        let plain = word.trim_end_matches('*');
        let mut parts = plain.split('/');
        let organ = parts.next().unwrap_or("");
        let is_known = matches!(organ, "A" | "S" | "E" | "ST") || (2..=6).contains(&organ.len());
        let count = plain.matches('/').count();
        is_known
            && organ.chars().all(|c| c.is_ascii_uppercase())
            && !organ.is_empty()
            && (1..8).contains(&count)
            && parts.all(is_part)
            && plain.contains(|c: char| c.is_ascii_digit())
    })?;
    Some(word.to_owned())
}
