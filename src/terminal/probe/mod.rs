//! What is asked of the terminal at the start, and what is decided by the answers.

mod known;
#[cfg(test)]
mod tests;

use std::io::Read;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use super::decode::Answer;
use crate::config::{Profile, Terminals, Theme};

pub use known::Environment;

/// Where a decision comes from, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// `--bidi` on the command line.
    Option,
    /// `config.toml`.
    Config,
    /// The test page of `hexapla doctor`.
    Remembered,
    /// What the terminal answered.
    Answer,
    /// What the environment says.
    Environment,
    /// Nothing was said.
    Default,
}

impl Origin {
    /// One word, for tables and programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Option => "option",
            Self::Config => "config",
            Self::Remembered => "remembered",
            Self::Answer => "answer",
            Self::Environment => "environment",
            Self::Default => "default",
        }
    }
}

/// How right-to-left text is sent, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The profile.
    pub profile: Profile,
    /// Where that comes from.
    pub origin: Origin,
    /// The reason, as a person reads it.
    pub why: String,
}

/// What was wanted before the terminal is asked.
#[derive(Debug, Default)]
pub struct Wish {
    /// A profile that was fixed by the option or in the settings.
    pub fixed: Option<(Profile, Origin)>,
    /// What was answered on the test page.
    pub remembered: Terminals,
}

/// What the terminal answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Answers {
    /// DECRQM of mode 8: 1 and 2 from a terminal that knows the mode.
    pub bidi: Option<u16>,
    /// The name and version of what we talk to, which may be tmux.
    pub name: Option<String>,
    /// Its background.
    pub background: Option<[u16; 3]>,
    /// What tmux knows of the terminal it is shown in.
    pub outer: Option<String>,
    /// The mode is reset although it was set.
    pub disobeys: bool,
}

/// The bidi mode, the name, the background; the last one every terminal answers, so that nobody waits for the others.
const QUERIES: &str = "\x1b[8$p\x1b[>q\x1b]11;?\x1b\\\x1b[c";
/// The longest the first frame waits for answers.
const DEADLINE: Duration = Duration::from_millis(100);
/// After so long an answer is not expected any more.
const LATEST: Duration = Duration::from_secs(2);

/// The longest the first frame waits for answers: 100 ms, or the milliseconds in `HEXAPLA_PATIENCE`, for tests on a machine
/// that may stop them for longer.
pub(super) fn deadline() -> Duration {
    let patience = std::env::var("HEXAPLA_PATIENCE").ok().and_then(|own| own.parse().ok());
    patience.map_or(DEADLINE, Duration::from_millis)
}

/// The questions of one start and their answers.
#[derive(Debug)]
pub(super) struct Probe {
    pub environment: Environment,
    pub answers: Answers,
    wish: Wish,
    /// When something was asked last, and how many answers that are sure to come have not.
    asked: Option<Instant>,
    owed: u32,
    tmux: Option<Receiver<String>>,
}

impl Probe {
    /// Before anything is asked. tmux is asked at once, on a thread of its own: its answer is there when it is needed.
    pub(super) fn new(wish: Wish, environment: Environment) -> Self {
        let tmux = (wish.fixed.is_none() && environment.get("TMUX").is_some()).then(ask_tmux);
        Self { environment, answers: Answers::default(), wish, asked: None, owed: 0, tmux }
    }

    /// What to send to the terminal; nothing where all is decided or a console would show the questions.
    pub(super) fn questions(&mut self, theme: Theme) -> &'static str {
        let decided = self.wish.fixed.is_some() && theme != Theme::Auto;
        if decided || matches!(self.environment.get("TERM"), None | Some("linux" | "dumb")) {
            return "";
        }
        self.expect();
        QUERIES
    }

    /// One more answer is sure to come.
    pub(super) fn expect(&mut self) {
        self.asked = Some(Instant::now());
        self.owed += 1;
    }

    /// Whether answers are still to come.
    pub(super) fn waits(&self) -> bool {
        self.owed > 0 && self.asked.is_some_and(|asked| asked.elapsed() < LATEST)
    }

    /// Takes an answer, in time or late.
    pub(super) fn take(&mut self, answer: Answer) {
        match answer {
            Answer::Bidi(state) if self.answers.bidi.is_none() => self.answers.bidi = Some(state),
            // The second time it was asked after the mode had been set.
            Answer::Bidi(state) => {
                self.owed = self.owed.saturating_sub(1);
                self.answers.disobeys = state == 1;
            }
            Answer::Name(name) => self.answers.name = Some(name),
            Answer::Background(colour) => self.answers.background = Some(colour),
            Answer::Attributes => self.owed = self.owed.saturating_sub(1),
            Answer::Cursor(..) => {}
        }
    }

    /// Waits for what tmux says, at most until `deadline`.
    pub(super) fn wait_for_tmux(&mut self, deadline: Instant) {
        if let Some(answer) = self.tmux.take() {
            self.answers.outer = answer.recv_timeout(deadline.saturating_duration_since(Instant::now())).ok();
        }
    }

    /// The name under which the test page remembers this terminal: without its version, with what stands between.
    pub(super) fn terminal(&self) -> String {
        let (name, _) = terminal(&self.environment, &self.answers);
        match self.environment.multiplexer() {
            Some(multiplexer) => format!("{multiplexer} in {name}"),
            None => name,
        }
    }

    /// The decision, by what is known now.
    pub(super) fn decision(&self) -> Decision {
        decide(&self.wish, &self.environment, &self.answers, &self.terminal())
    }

    /// Whether the mode was asked for before it was set, so that it can be asked for again.
    pub(super) fn knows_mode(&self) -> bool {
        matches!(self.answers.bidi, Some(1 | 2))
    }

    /// Whether the background is light; by the answer, else by the last number of `COLORFGBG`.
    pub(super) fn is_light(&self) -> Option<bool> {
        if let Some([red, green, blue]) = self.answers.background {
            // Luma of ITU-R BT.601.
            return Some((299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue)) / 1000 > 0x7FFF);
        }
        let colour = self.environment.get("COLORFGBG")?.rsplit(';').next()?.parse::<u8>().ok()?;
        Some(matches!(colour, 7 | 9..=15))
    }
}

/// The terminal that shows the cells in the end, and what told.
fn terminal(environment: &Environment, answers: &Answers) -> (String, Option<(Origin, String)>) {
    if let Some(multiplexer) = environment.multiplexer() {
        if let Some(outer) = answers.outer.as_deref().filter(|outer| !outer.is_empty()) {
            let said = format!("{multiplexer} is shown in {outer}");
            return (known::without_version(outer).to_owned(), Some((Origin::Answer, said)));
        }
    } else if let Some(name) = answers.name.as_deref() {
        return (known::without_version(name).to_owned(), Some((Origin::Answer, format!("it calls itself {name}"))));
    }
    match environment.terminal() {
        Some((name, variable)) => {
            let value = environment.get(variable).unwrap_or_default();
            let said = format!("{variable} is {value}");
            (name, Some((Origin::Environment, said)))
        }
        None => (environment.get("TERM").unwrap_or("unknown").to_owned(), None),
    }
}

fn decide(wish: &Wish, environment: &Environment, answers: &Answers, key: &str) -> Decision {
    let decision = |profile, origin, why: String| Decision { profile, origin, why };
    match wish.fixed {
        Some((profile, Origin::Option)) => return decision(profile, Origin::Option, "--bidi says so".to_owned()),
        Some((profile, origin)) => return decision(profile, origin, "config.toml says so".to_owned()),
        None => {}
    }
    if let Some(profile) = wish.remembered.of(key) {
        return decision(profile, Origin::Remembered, format!("chosen on the test page for {key}"));
    }
    if let Some(state @ (1 | 2)) = answers.bidi {
        if answers.disobeys {
            let why = "it knows CSI 8 l and did not obey it (DECRQM 8)".to_owned();
            return decision(Profile::Guard, Origin::Answer, why);
        }
        let why = format!("it knows CSI 8 l (DECRQM 8 answers {state})");
        return decision(Profile::Explicit, Origin::Answer, why);
    }
    let behind = environment.multiplexer().is_some();
    let (name, said) = terminal(environment, answers);
    match said {
        Some((origin, why)) => decision(known::profile(&name, behind), origin, why),
        None => decision(Profile::Visual, Origin::Default, "nothing says which terminal this is".to_owned()),
    }
}

/// Asks tmux for the terminal it is shown in: its answer to XTVERSION, else the name of its terminfo entry when that names
/// one program.
fn ask_tmux() -> Receiver<String> {
    let (sender, answer) = channel();
    // Without a thread nothing is said, as without an answer.
    let _ = std::thread::Builder::new().spawn(move || sender.send(tmux_client().unwrap_or_default()));
    answer
}

fn tmux_client() -> Option<String> {
    const FORMAT: &str = "#{client_termtype}\n#{client_termname}";
    let mut tmux = Command::new("tmux");
    tmux.args(["display-message", "-p", FORMAT]).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = tmux.spawn().ok()?;
    let mut said = String::new();
    let read = child.stdout.take()?.take(4096).read_to_string(&mut said);
    let _ = child.wait();
    read.ok()?;
    let mut lines = said.lines();
    let (kind, term) = (lines.next()?.trim(), lines.next().unwrap_or_default().trim());
    let name = if kind.is_empty() {
        let value = |variable: &str| (variable == "TERM").then(|| term.to_owned());
        Environment::new(value).terminal().map(|(name, _)| name).unwrap_or_default()
    } else {
        kind.to_owned()
    };
    Some(name.chars().filter(|c| c.is_ascii_graphic() || *c == ' ').take(80).collect())
}
