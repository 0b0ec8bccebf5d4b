//! `hexapla notes trash` and `hexapla notes history`.

use super::Outcome;
use crate::cli::{library, print};
use crate::export::clean;
use crate::library::Annotation;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  hexapla notes trash\n  hexapla notes trash --restore 0b1f6c5e2a7d9c34\n  hexapla notes trash --empty"
)]
pub(super) struct Args {
    /// Bring the annotation of this id back; may be given several times
    #[arg(long, value_name = "ID", conflicts_with = "empty")]
    restore: Vec<String>,
    /// Delete everything in the trash for good
    #[arg(long)]
    empty: bool,
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  hexapla notes history 0b1f6c5e2a7d9c34\n  hexapla notes history 0b1f6c5e2a7d9c34 --restore 1"
)]
pub(super) struct History {
    /// The id that `notes list` prints
    #[arg(value_name = "ID")]
    id: String,
    /// Make the form of this number the annotation again (1 is the oldest)
    #[arg(long, value_name = "N")]
    restore: Option<usize>,
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut library = library()?;
    if args.empty {
        let deleted = library.trash_empty()?;
        if args.json {
            print(&format!("{{\"deleted\":{deleted}}}\n"))?;
        } else {
            print(&format!("deleted {deleted}\n"))?;
        }
        return Ok(if deleted == 0 { Outcome::Nothing } else { Outcome::Done });
    }
    let mut missing = false;
    for id in &args.restore {
        match library.annotation_restore(id)? {
            Some(restored) if args.json => print(&(clean::json(&restored)? + "\n"))?,
            Some(restored) => print(&format!("{}\n", clean::line(&restored.id)))?,
            None => {
                missing = true;
                eprintln!("hexapla: {}: not in the trash", clean::line(id));
            }
        }
    }
    if !args.restore.is_empty() {
        return Ok(if missing { Outcome::Nothing } else { Outcome::Done });
    }
    let trash = library.trash()?;
    for one in &trash {
        if args.json {
            let mut value = serde_json::to_value(&one.annotation)?;
            value["work"] = one.work_name.clone().into();
            value["removed"] = one.removed.clone().into();
            print(&(clean::json(&value)? + "\n"))?;
        } else {
            print(&line(&[&one.annotation.id, &one.removed, &one.work_name], &one.annotation))?;
        }
    }
    Ok(if trash.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

pub(super) fn history(args: &History) -> anyhow::Result<Outcome> {
    let mut library = library()?;
    let forms = library.annotation_history(&args.id)?;
    if let Some(number) = args.restore {
        let Some(form) = number.checked_sub(1).and_then(|at| forms.get(at)) else {
            anyhow::bail!("--restore {number}: {} has {} earlier forms", clean::line(&args.id), forms.len());
        };
        let Some((work, _)) = library.annotation(&args.id)? else {
            anyhow::bail!("{}: is in the trash; restore it there first", clean::line(&args.id));
        };
        let saved = library.annotation_save(work, form)?;
        print(&if args.json { clean::json(&saved)? + "\n" } else { format!("{}\n", clean::line(&saved.id)) })?;
        return Ok(Outcome::Done);
    }
    for (at, form) in forms.iter().enumerate() {
        if args.json {
            print(&(clean::json(form)? + "\n"))?;
        } else {
            print(&line(&[&(at + 1).to_string(), &form.modified], form))?;
        }
    }
    Ok(if forms.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

/// One line: what is said first, then key, kind, quotation, note and tags, by tabs.
fn line(first: &[&str], annotation: &Annotation) -> String {
    let tags: Vec<String> = annotation.tags.iter().map(|tag| format!("#{tag}")).collect();
    let key = format!("¶ {}", annotation.target.key);
    let rest = [&key, annotation.kind.name(), &annotation.target.exact, &annotation.body, &tags.join(" ")];
    let columns: Vec<String> = first.iter().chain(&rest).map(|column| clean::line(column)).collect();
    columns.join("\t").trim_end().to_owned() + "\n"
}
