//! `hexapla keys`: the key table.

use super::{Outcome, print};
use crate::command::{TOPICS, named};
use crate::config::{Keymap, Paths};

/// How to print the key table.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// One JSON array of {command, keys, does, topic}
    #[arg(long)]
    json: bool,
    /// The defaults, whatever keymap.toml says
    #[arg(long)]
    defaults: bool,
}

pub(crate) fn run(args: Args) -> anyhow::Result<Outcome> {
    let paths = Paths::from_environment();
    let keymap = match &paths {
        Some(paths) if !args.defaults => Keymap::load(&paths.config, &|name| named(name).is_some())?,
        _ => Keymap::defaults(),
    };
    if args.json {
        let rows = TOPICS.iter().flat_map(|(topic, commands)| commands.iter().map(move |command| (topic, command)));
        let rows: Vec<_> = rows
            .map(|(topic, command)| {
                let keys = keymap.keys_of(command.name);
                serde_json::json!({ "command": command.name, "keys": keys, "does": command.doc, "topic": topic })
            })
            .collect();
        print(&format!("{}\n", serde_json::to_string_pretty(&rows)?))?;
        return Ok(Outcome::Done);
    }
    let mut text = table(&keymap);
    if let Some(paths) = paths.filter(|_| !args.defaults) {
        text.push_str(&format!("\nYour own keys: {}\n", paths.config.join("keymap.toml").display()));
        text.push_str(&format!("Your settings: {}\n", paths.config.join("config.toml").display()));
    }
    print(&text)?;
    Ok(Outcome::Done)
}

/// The key table as text: a heading a topic, one line a command.
fn table(keymap: &Keymap) -> String {
    let mut text = String::new();
    let names = TOPICS.iter().flat_map(|(_, commands)| commands.iter()).map(|command| command.name);
    let keys_of = |name: &str| keymap.keys_of(name).join("  ");
    let keys_width = 2 + names.clone().map(|name| keys_of(name).chars().count()).max().unwrap_or(0);
    let names_width = 2 + names.map(str::len).max().unwrap_or(0);
    for (topic, commands) in TOPICS {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&format!("{topic}\n"));
        for command in *commands {
            let keys = keys_of(command.name);
            text.push_str(&format!("  {keys:<keys_width$}{:<names_width$}{}\n", command.name, command.doc));
        }
    }
    text
}
