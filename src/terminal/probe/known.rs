//! Which terminal this is, and how the terminals we know take right-to-left text.

use std::collections::BTreeMap;

use crate::config::Profile;

/// The variables that say something about the terminal.
const VARIABLES: &[&str] = &[
    "COLORFGBG",
    "COLORTERM",
    "KITTY_WINDOW_ID",
    "KONSOLE_VERSION",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "MLTERM",
    "NO_COLOR",
    "SSH_CONNECTION",
    "STY",
    "TERM",
    "TERM_PROGRAM",
    "TERM_PROGRAM_VERSION",
    "TMUX",
    "VTE_VERSION",
    "WEZTERM_PANE",
    "XTERM_VERSION",
    "__CFBundleIdentifier",
];

/// What the environment says about the terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment(BTreeMap<&'static str, String>);

impl Environment {
    /// That of this process; empty values are as good as none.
    pub fn of_process() -> Self {
        Self::new(|name| std::env::var(name).ok())
    }

    /// The one that `value` describes.
    pub fn new(value: impl Fn(&str) -> Option<String>) -> Self {
        let found = |name: &&'static str| Some((*name, value(name).filter(|value| !value.is_empty())?));
        Self(VARIABLES.iter().filter_map(found).collect())
    }

    /// The value of one of the variables.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// The program between us and the terminal, if there is one: "tmux" or "screen".
    pub fn multiplexer(&self) -> Option<&'static str> {
        let term = self.get("TERM").unwrap_or_default();
        // Both names are set in a screen in a tmux, and the other way round: TERM is that of the inner one.
        match (self.get("TMUX").is_some(), self.get("STY").is_some()) {
            (true, true) if term.starts_with("screen") => Some("screen"),
            (true, _) => Some("tmux"),
            (false, true) => Some("screen"),
            // Over ssh only TERM comes along.
            _ if term.starts_with("tmux") => Some("tmux"),
            _ if term.starts_with("screen") => Some("screen"),
            _ => None,
        }
    }

    /// The name of the terminal, as far as variables tell, and the variable that does. `TERM` counts first where it names one
    /// program: the others are inherited by a terminal that was started from another.
    pub fn terminal(&self) -> Option<(String, &'static str)> {
        let named = |name: &str, variable| Some((name.to_owned(), variable));
        let term = self.get("TERM").unwrap_or_default();
        if term == "xterm-kitty" {
            return named("kitty", "TERM");
        }
        let kind = term.split(['-', '+']).next().unwrap_or_default();
        if !matches!(kind, "" | "xterm" | "tmux" | "screen" | "vt100" | "vt220" | "ansi") {
            return named(kind, "TERM");
        }
        for (variable, name) in [
            ("VTE_VERSION", "VTE"),
            ("KONSOLE_VERSION", "Konsole"),
            ("KITTY_WINDOW_ID", "kitty"),
            ("MLTERM", "mlterm"),
            ("WEZTERM_PANE", "WezTerm"),
            ("XTERM_VERSION", "XTerm"),
        ] {
            if self.get(variable).is_some() {
                return named(name, variable);
            }
        }
        if self.get("__CFBundleIdentifier") == Some("com.apple.Terminal") {
            return named("Apple_Terminal", "__CFBundleIdentifier");
        }
        match self.get("TERM_PROGRAM") {
            Some("tmux") | None => None,
            Some(program) => named(program, "TERM_PROGRAM"),
        }
    }

    /// Whether text is UTF-8 here, and the variable that says so.
    pub fn locale(&self) -> (bool, Option<(&'static str, &str)>) {
        let found = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| Some((name, self.get(name)?)));
        let utf8 = found.is_some_and(|(_, value)| {
            let value = value.to_ascii_lowercase();
            value.contains("utf-8") || value.contains("utf8")
        });
        (utf8, found)
    }
}

/// How a terminal takes right-to-left text.
struct Known {
    /// Its name, as XTVERSION answers or as [`Environment::terminal`] gives it.
    name: &'static str,
    /// The profile when nothing stands between.
    alone: Profile,
    /// The profile through tmux or screen, which let the terminal reorder and do not pass on what would stop it.
    behind: Profile,
}

/// The terminals that need something. One that is not here shows cells as they come (xterm, Alacritty, foot, st, urxvt,
/// Windows Terminal, Ghostty; WezTerm until it is told otherwise).
const KNOWN: &[Known] = &[
    Known { name: "VTE", alone: Profile::Explicit, behind: Profile::Guard },
    Known { name: "mintty", alone: Profile::Explicit, behind: Profile::Guard },
    // Behind tmux a guard keeps the order and Konsole still joins the letters, as they stand, from left to right.
    Known { name: "Konsole", alone: Profile::Konsole, behind: Profile::Logical },
    Known { name: "kitty", alone: Profile::Kitty, behind: Profile::Kitty },
    // Behind tmux it loses letters beside an override where colours change.
    Known { name: "mlterm", alone: Profile::Explicit, behind: Profile::Logical },
    Known { name: "Apple_Terminal", alone: Profile::Logical, behind: Profile::Logical },
];

/// The profile for the terminal of that name.
pub(super) fn profile(name: &str, behind: bool) -> Profile {
    match KNOWN.iter().find(|known| known.name.eq_ignore_ascii_case(name)) {
        Some(known) if behind => known.behind,
        Some(known) => known.alone,
        None => Profile::Visual,
    }
}

/// The name in an answer such as "VTE(7006)", "Konsole 22.12.3" or "WezTerm 20240203".
pub(super) fn without_version(answer: &str) -> &str {
    answer.split(['(', ' ']).next().unwrap_or(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(variables: &[(&str, &str)]) -> Environment {
        let value = |name: &str| variables.iter().find(|(own, _)| *own == name).map(|(_, value)| (*value).to_owned());
        Environment::new(value)
    }

    fn terminal(variables: &[(&str, &str)]) -> Option<String> {
        environment(variables).terminal().map(|(name, _)| name)
    }

    #[test]
    fn a_terminal_is_known_by_what_it_sets() {
        assert_eq!(terminal(&[("TERM", "xterm-kitty"), ("VTE_VERSION", "7006")]).as_deref(), Some("kitty"));
        assert_eq!(terminal(&[("TERM", "alacritty"), ("KONSOLE_VERSION", "221203")]).as_deref(), Some("alacritty"));
        assert_eq!(terminal(&[("TERM", "xterm-256color"), ("VTE_VERSION", "7006")]).as_deref(), Some("VTE"));
        assert_eq!(
            terminal(&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "Apple_Terminal")]).as_deref(),
            Some("Apple_Terminal")
        );
        assert_eq!(terminal(&[("TERM", "tmux-256color"), ("TERM_PROGRAM", "tmux")]), None);
        assert_eq!(terminal(&[("TERM", "xterm-256color"), ("VTE_VERSION", "")]), None);
        assert_eq!(terminal(&[]), None);
    }

    #[test]
    fn what_stands_between_is_known() {
        assert_eq!(environment(&[("TMUX", "/tmp/x,1,0"), ("TERM", "screen-256color")]).multiplexer(), Some("tmux"));
        let both = [("TMUX", "/tmp/x,1,0"), ("STY", "1.pts"), ("TERM", "screen.xterm-256color")];
        assert_eq!(environment(&both).multiplexer(), Some("screen"));
        assert_eq!(environment(&[("TERM", "tmux-256color"), ("SSH_CONNECTION", "a")]).multiplexer(), Some("tmux"));
        assert_eq!(environment(&[("TERM", "xterm")]).multiplexer(), None);
    }

    #[test]
    fn utf_8_is_read_from_the_first_variable_that_counts() {
        assert!(environment(&[("LANG", "ar_EG.utf8")]).locale().0);
        assert!(!environment(&[("LC_ALL", "C"), ("LANG", "ar_EG.UTF-8")]).locale().0);
        assert_eq!(environment(&[]).locale(), (false, None));
    }
}
