//! `hexapla [SOURCE…]`: the reader.

use std::io::IsTerminal;
use std::time::Duration;

use anyhow::Context;

use super::{Color, Outcome, show};
use crate::app::App;
use crate::command;
use crate::config::{Bidi, Keymap, Paths, Settings, Terminals, Theme};
use crate::import::Hints;
use crate::library::{Library, Opened, is_long, open_beginnings, open_sources};
use crate::terminal::{self, Origin, Rest, Wish};

/// What the reader is opened on.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The versions of one work: files, a folder, - for standard input, or the name of a work in the library ("guide" is
    /// there from the first run). Without any, the library opens
    #[arg(value_name = "SOURCE")]
    sources: Vec<String>,
    /// Read the files as this format, whatever their names and bytes say
    #[arg(long = "as", value_name = "FORMAT", requires = "sources")]
    format: Option<String>,
    /// How right-to-left text is sent to the terminal: auto, visual, explicit, konsole, guard, kitty or logical
    /// ("hexapla doctor" says which suits it)
    #[arg(long, value_name = "PROFILE")]
    bidi: Option<Bidi>,
}

/// How long the whole is waited for before its beginning is shown.
const PATIENCE: Duration = Duration::from_millis(100);

/// What every reader of this process is made with.
struct Setup {
    paths: Option<Paths>,
    settings: Settings,
    keymap: Keymap,
}

impl Setup {
    fn load(color: Color) -> anyhow::Result<Self> {
        let paths = Paths::from_environment();
        let (mut settings, keymap) = match &paths {
            Some(paths) => {
                let known = |name: &str| command::named(name).is_some();
                (Settings::load(&paths.config)?, Keymap::load(&paths.config, &known)?)
            }
            None => (Settings::default(), Keymap::defaults()),
        };
        settings.theme = theme(settings.theme, color);
        Ok(Self { paths, settings, keymap })
    }

    fn library(&self) -> Result<Library, String> {
        let paths = self.paths.as_ref().ok_or("no home folder is known; set HEXAPLA_HOME")?;
        Library::open(&paths.data).map_err(|error| error.to_string())
    }

    fn app(&self, opened: Vec<Opened>, library: Result<Library, String>, size: (u16, u16)) -> App {
        App::new(opened, library, self.settings.clone(), self.keymap.clone(), size)
    }
}

/// The theme for this terminal: no colour where none is wanted; `Auto` is left to what the terminal says.
fn theme(wanted: Theme, color: Color) -> Theme {
    let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    match color {
        Color::Never => Theme::None,
        Color::Auto if unwanted => Theme::None,
        _ => wanted,
    }
}

/// What is wanted of right-to-left text: the option, else the settings, else what was answered on the test page.
pub(super) fn wish(option: Option<Bidi>, setting: Bidi, paths: Option<&Paths>) -> anyhow::Result<Wish> {
    let fixed = match (option, setting) {
        (Some(Bidi::Fixed(profile)), _) => Some((profile, Origin::Option)),
        (None, Bidi::Fixed(profile)) => Some((profile, Origin::Config)),
        _ => None,
    };
    let remembered = paths.map(|paths| Terminals::load(&paths.data)).transpose()?.unwrap_or_default();
    Ok(Wish { fixed, remembered })
}

/// Opens the sources; where that takes long only their beginnings, and the rest is on its way.
fn begun(
    names: Vec<String>,
    library: Option<&Library>,
    setup: &Setup,
    hints: &Hints,
) -> anyhow::Result<(Vec<Opened>, Option<Rest>)> {
    if names.is_empty() {
        return Ok((Vec::new(), None));
    }
    if !is_long(&names, library) {
        return Ok((open_sources(&names, library, hints)?, None));
    }
    let data = setup.paths.as_ref().map(|paths| paths.data.clone());
    let (own, told) = (names.clone(), hints.clone());
    let rest = Rest::load(move || {
        let library = data.and_then(|data| Library::open(&data).ok());
        open_sources(&own, library.as_ref(), &told)
    })?;
    if let Some(opened) = rest.wait(Some(PATIENCE)) {
        return Ok((opened?, None));
    }
    match open_beginnings(&names, library, hints) {
        Some(opened) => Ok((opened, Some(rest))),
        None => Ok((rest.wait(None).unwrap_or_else(|| Ok(Vec::new()))?, None)),
    }
}

pub(crate) fn run(args: Args, color: Color) -> anyhow::Result<Outcome> {
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    if !std::io::stdout().is_terminal() || dumb {
        // A pipe, a file or a terminal that cannot: the text itself, not a screen.
        return if args.sources.is_empty() {
            super::list::run(super::list::Args::default())
        } else {
            show::plain(args.sources, args.format)
        };
    }
    let setup = Setup::load(color)?;
    let wish = wish(args.bidi, setup.settings.bidi, setup.paths.as_ref())?;
    let library = setup.library();
    let size = terminal::size();
    let hints = Hints { format: args.format, ..Hints::default() };
    let (opened, rest) = begun(args.sources, library.as_ref().ok(), &setup, &hints)?;
    let browse = opened.is_empty();
    let mut app = match rest {
        // What would be kept of it now would be kept of no file.
        Some(_) => setup.app(opened, Err("the rest is still being read".to_owned()), size),
        None => setup.app(opened, library, size),
    };
    if rest.is_some() {
        app.is_begun = true;
        app.say("this is the beginning; the rest is being read");
    }
    if browse {
        command::library(&mut app);
        anyhow::ensure!(
            app.overlay.is_some(),
            "{}",
            app.message.as_ref().map_or("no library", |message| message.text.as_str())
        );
    }
    let open = |name: &str, size: (u16, u16)| {
        let library = setup.library();
        let opened = open_sources(&[name.to_owned()], library.as_ref().ok(), &Hints::default())?;
        Ok(setup.app(opened, library, size))
    };
    let whole = |opened: Vec<Opened>, size: (u16, u16)| setup.app(opened, setup.library(), size);
    let rest = rest.map(|rest| (rest, &whole as terminal::Make<'_>));
    terminal::run(app, wish, &open, rest).context("the terminal")?;
    Ok(Outcome::Done)
}
