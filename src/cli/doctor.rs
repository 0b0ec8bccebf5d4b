//! `hexapla doctor`: what this terminal can do, and what was decided.

use std::fmt::Write as _;

use super::{Outcome, open, print};
use crate::config::{Paths, Settings, Terminals};
use crate::export::clean;
use crate::layout::Options;
use crate::terminal::{self, Examination, Visit};

/// What to find out.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  hexapla doctor               the report, then the page that asks which line reads right\n  hexapla doctor --no-test     the report alone\n  hexapla doctor --forget      drop what was chosen on that page for this terminal"
)]
pub(crate) struct Args {
    /// One JSON object; no test page
    #[arg(long)]
    json: bool,
    /// Without the page that asks which line reads right
    #[arg(long)]
    no_test: bool,
    /// Drop what was chosen on the test page for this terminal
    #[arg(long)]
    forget: bool,
}

pub(crate) fn run(args: Args) -> anyhow::Result<Outcome> {
    let paths = Paths::from_environment();
    let settings = match &paths {
        Some(paths) => Settings::load(&paths.config)?,
        None => Settings::default(),
    };
    let options = Options { shaping: settings.shaping, ambiguous_wide: settings.ambiguous_wide, ..Options::default() };
    let wish = open::wish(None, settings.bidi, paths.as_ref())?;
    let mut remembered = wish.remembered.clone();
    let mut visit = Visit::begin(wish, &options)?;
    let found = visit.examination().clone();
    if args.forget {
        print(&forget(&mut remembered, &found.terminal)?)?;
        return Ok(Outcome::Done);
    }
    if args.json {
        print(&format!("{}\n", serde_json::to_string_pretty(&json(&found, &settings, &remembered))?))?;
        return Ok(Outcome::Done);
    }
    print(&report(&found, &settings, &remembered))?;
    if args.no_test || !visit.can_show() {
        return Ok(Outcome::Done);
    }
    let said = match visit.choose(&options)? {
        Some(profile) => match keep(&mut remembered, &found.terminal, profile) {
            Ok(said) => said,
            Err(error) => anyhow::bail!("what was chosen could not be kept: {error}"),
        },
        None => "Nothing was chosen; what was decided stays.\n".to_owned(),
    };
    print(&format!("\n{said}"))?;
    Ok(Outcome::Done)
}

fn keep(remembered: &mut Terminals, terminal: &str, profile: crate::config::Profile) -> std::io::Result<String> {
    remembered.keep(terminal, Some(profile))?;
    let file = remembered.file().map(|file| file.display().to_string());
    let Some(file) = file else { return Ok("No home folder is known: nothing was kept.\n".to_owned()) };
    Ok(clean::lines(&format!(
        "Kept: {} for \"{terminal}\", in {file}.\n`hexapla doctor --forget` in this terminal drops it.\n",
        profile.name()
    )))
}

fn forget(remembered: &mut Terminals, terminal: &str) -> std::io::Result<String> {
    Ok(clean::lines(&match (remembered.of(terminal), remembered.keep(terminal, None)?) {
        (Some(profile), true) => format!("Dropped: {} for \"{terminal}\".\n", profile.name()),
        _ => format!("Nothing was kept for \"{terminal}\".\n"),
    }))
}

/// The lines of the report: what is asked about, and what was found.
fn lines(found: &Examination, settings: &Settings, remembered: &Terminals) -> Vec<(&'static str, String)> {
    let environment = &found.environment;
    let mut lines = Vec::new();
    let version = found.version.as_deref().map(|version| format!(" ({version})")).unwrap_or_default();
    lines.push(("terminal", format!("{}{version}", found.terminal)));
    if let Some(outer) = &found.outer {
        lines.push(("shown in", outer.clone()));
    }
    let (width, height) = terminal::size();
    lines.push(("size", format!("{width} columns, {height} rows")));
    let decision = &found.decision;
    lines.push(("right-to-left", format!("{} — {}", decision.profile.name(), decision.profile.does())));
    lines.push(("decided by", format!("{}: {}", decision.origin.name(), decision.why)));
    let kept = remembered.of(&found.terminal).map_or("nothing for this terminal", crate::config::Profile::name);
    lines.push(("remembered", kept.to_owned()));
    let joined = if settings.shaping { "Arabic letters are joined by hexapla" } else { "off: base letters are sent" };
    lines.push(("shaping", joined.to_owned()));
    lines.push(("colours", colours(found)));
    lines.push(("background", background(found)));
    lines.push(("clipboard", clipboard(found)));
    let (utf8, variable) = environment.locale();
    let named = variable.map_or("no LC_ALL, LC_CTYPE or LANG".to_owned(), |(name, value)| format!("{name}={value}"));
    lines.push(("locale", format!("{named}{}", if utf8 { ", UTF-8" } else { ", not UTF-8: text may come out wrong" })));
    for width in &found.widths {
        let text = match width.drawn {
            Some(drawn) if drawn == width.counted => format!("{drawn}, as counted"),
            Some(drawn) => format!("{drawn}, but {} counted{}", width.counted, advice(width, drawn)),
            None => format!("{} counted; the terminal did not say", width.counted),
        };
        lines.push(("width", format!("{}: {text}", width.name)));
    }
    lines
}

/// What can be done about a width.
fn advice(width: &terminal::Width, drawn: u16) -> &'static str {
    match (width.name.starts_with("ambiguous"), drawn) {
        (true, 2) => ": set ambiguous_wide = true in config.toml",
        (true, 1) => ": set ambiguous_wide = false in config.toml",
        _ => "",
    }
}

fn colours(found: &Examination) -> String {
    let get = |name| found.environment.get(name).unwrap_or_default();
    if !get("NO_COLOR").is_empty() {
        return "none: NO_COLOR is set".to_owned();
    }
    match get("COLORTERM") {
        "truecolor" | "24bit" => "16 million (COLORTERM)".to_owned(),
        _ if get("TERM").contains("256color") || get("TERM").contains("direct") => "256 (TERM)".to_owned(),
        _ => "16 at least; the reader uses some of 256".to_owned(),
    }
}

fn background(found: &Examination) -> String {
    let kind = match found.light {
        Some(true) => "light",
        Some(false) => "dark",
        None => return "not said; taken for dark".to_owned(),
    };
    match found.background {
        Some([red, green, blue]) => format!("{kind} (#{:02x}{:02x}{:02x})", red >> 8, green >> 8, blue >> 8),
        None => format!("{kind} (COLORFGBG)"),
    }
}

fn clipboard(found: &Examination) -> String {
    match found.environment.multiplexer() {
        Some("tmux") => "OSC 52; tmux needs `set -g set-clipboard on`".to_owned(),
        Some(_) => "OSC 52, which screen may not pass on".to_owned(),
        None => "OSC 52, if the terminal allows it".to_owned(),
    }
}

fn report(found: &Examination, settings: &Settings, remembered: &Terminals) -> String {
    let mut text = String::new();
    if !found.asked {
        text.push_str("Not on a terminal: nothing was asked, this is what the environment and the settings say.\n\n");
    }
    let lines = lines(found, settings, remembered);
    let names = lines.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    for (name, value) in lines {
        let _ = writeln!(text, "{name:<names$}  {}", clean::visible(&value));
    }
    text
}

fn json(found: &Examination, settings: &Settings, remembered: &Terminals) -> serde_json::Value {
    let widths: Vec<_> = found
        .widths
        .iter()
        .map(|width| {
            serde_json::json!({
                "name": width.name, "text": width.text, "counted": width.counted, "drawn": width.drawn,
            })
        })
        .collect();
    let (columns, rows) = terminal::size();
    let (utf8, locale) = found.environment.locale();
    let decision = &found.decision;
    serde_json::json!({
        "asked": found.asked,
        "terminal": found.terminal,
        "version": found.version,
        "multiplexer": found.environment.multiplexer(),
        "outer": found.outer,
        "size": { "columns": columns, "rows": rows },
        "bidi": {
            "profile": decision.profile.name(),
            "origin": decision.origin.name(),
            "why": decision.why,
            "mode": found.bidi_mode,
            "remembered": remembered.of(&found.terminal).map(crate::config::Profile::name),
            "file": remembered.file(),
        },
        "shaping": settings.shaping,
        "colours": colours(found),
        "background": { "light": found.light, "rgb": found.background },
        "clipboard": clipboard(found),
        "locale": { "utf8": utf8, "variable": locale.map(|(name, value)| format!("{name}={value}")) },
        "widths": widths,
    })
}
