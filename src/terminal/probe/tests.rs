//! What is decided for whom, and where that comes from.

use super::*;

/// Answers of one terminal: DECRQM 8, XTVERSION, tmux's word for the terminal around it.
type Said<'a> = (Option<u16>, Option<&'a str>, Option<&'a str>);

fn check(variables: &[(&str, &str)], said: Said<'_>, profile: Profile, origin: Origin, why: &str) {
    let value = |name: &str| variables.iter().find(|(own, _)| *own == name).map(|(_, value)| (*value).to_owned());
    let mut probe = Probe::new(Wish::default(), Environment::new(value));
    let (bidi, name, outer) = said;
    probe.answers =
        Answers { bidi, name: name.map(str::to_owned), outer: outer.map(str::to_owned), ..Answers::default() };
    let decision = probe.decision();
    assert_eq!((decision.profile, decision.origin, decision.why.as_str()), (profile, origin, why), "{variables:?}");
}

const XTERM: (&str, &str) = ("TERM", "xterm-256color");
const TMUX: [(&str, &str); 2] = [("TERM", "tmux-256color"), ("TMUX", "/tmp/tmux-0/default,1,0")];

#[test]
fn an_answer_counts_more_than_the_environment() {
    use Origin::{Answer, Default, Environment};
    use Profile::{Explicit, Guard, Kitty, Konsole, Logical, Visual};
    let none = (None, None, None);
    check(&[XTERM], (Some(1), None, None), Explicit, Answer, "it knows CSI 8 l (DECRQM 8 answers 1)");
    check(&[XTERM], (Some(0), Some("XTerm(379)"), None), Visual, Answer, "it calls itself XTerm(379)");
    check(&[XTERM], (Some(4), Some("iTerm2 3.5.0"), None), Visual, Answer, "it calls itself iTerm2 3.5.0");
    check(&[XTERM], (None, Some("Konsole 22.12.3"), None), Konsole, Answer, "it calls itself Konsole 22.12.3");
    check(&[XTERM], (Some(0), Some("kitty(0.26.5)"), None), Kitty, Answer, "it calls itself kitty(0.26.5)");
    // xterm started from a shell in Konsole.
    let inherited = [XTERM, ("KONSOLE_VERSION", "221203")];
    check(&inherited, (Some(0), Some("XTerm(379)"), None), Visual, Answer, "it calls itself XTerm(379)");
    check(&inherited, none, Konsole, Environment, "KONSOLE_VERSION is 221203");
    check(&[("TERM", "mlterm")], (Some(0), None, None), Explicit, Environment, "TERM is mlterm");
    check(&[XTERM, ("VTE_VERSION", "7006")], none, Explicit, Environment, "VTE_VERSION is 7006");
    let apple = [XTERM, ("TERM_PROGRAM", "Apple_Terminal")];
    check(&apple, none, Logical, Environment, "TERM_PROGRAM is Apple_Terminal");
    check(&[("TERM", "alacritty")], none, Visual, Environment, "TERM is alacritty");
    check(&[XTERM], none, Visual, Default, "nothing says which terminal this is");
    check(&[], none, Visual, Default, "nothing says which terminal this is");
    check(&TMUX, (None, Some("tmux 3.3a"), None), Visual, Default, "nothing says which terminal this is");
    let old_vte = [TMUX[0], TMUX[1], ("VTE_VERSION", "7006")];
    check(&old_vte, (None, Some("tmux 3.3a"), Some("")), Guard, Environment, "VTE_VERSION is 7006");
}

#[test]
fn behind_tmux_the_terminal_around_it_counts() {
    use Profile::{Guard, Kitty, Logical, Visual};
    let tmux = Some("tmux 3.3a");
    for (outer, profile) in [
        ("VTE(7600)", Guard),
        ("Konsole 22.12.3", Logical),
        ("mlterm", Logical),
        ("kitty(0.26.5)", Kitty),
        ("XTerm(379)", Visual),
    ] {
        let why = format!("tmux is shown in {outer}");
        check(&TMUX, (None, tmux, Some(outer)), profile, Origin::Answer, &why);
    }
}

#[test]
fn what_a_person_said_counts_most() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut remembered = Terminals::load(folder.path()).expect("none yet");
    remembered.keep("VTE", Some(Profile::Logical)).expect("kept");
    let environment = Environment::new(|name| (name == "TERM").then(|| "xterm".to_owned()));
    for (fixed, profile, origin) in [
        (None, Profile::Logical, Origin::Remembered),
        (Some((Profile::Kitty, Origin::Config)), Profile::Kitty, Origin::Config),
        (Some((Profile::Guard, Origin::Option)), Profile::Guard, Origin::Option),
    ] {
        let mut probe = Probe::new(Wish { fixed, remembered: remembered.clone() }, environment.clone());
        probe.take(Answer::Name("VTE(7600)".to_owned()));
        probe.take(Answer::Bidi(1));
        let decision = probe.decision();
        assert_eq!((decision.profile, decision.origin), (profile, origin));
    }
}

#[test]
fn a_mode_that_is_reset_after_it_was_set_is_not_obeyed() {
    let mut probe = Probe::new(Wish::default(), Environment::default());
    probe.take(Answer::Bidi(1));
    probe.expect();
    assert!(probe.waits() && probe.knows_mode());
    probe.take(Answer::Bidi(2));
    assert_eq!((probe.waits(), probe.decision().profile), (false, Profile::Explicit));
    probe.take(Answer::Bidi(1));
    assert_eq!(probe.decision().profile, Profile::Guard);
}

#[test]
fn the_background_is_light_or_dark_by_answer_or_variable() {
    let light = |variable: &str, colour| {
        let value = |name: &str| (name == "COLORFGBG").then(|| variable.to_owned());
        let mut probe = Probe::new(Wish::default(), Environment::new(value));
        if let Some(colour) = colour {
            probe.take(Answer::Background(colour));
        }
        probe.is_light()
    };
    assert_eq!(light("", None), None);
    assert_eq!(light("0;15", None), Some(true));
    assert_eq!(light("15;default;0", None), Some(false));
    assert_eq!(light("default;default", None), None);
    assert_eq!(light("0;15", Some([0x2323, 0x2626, 0x2727])), Some(false));
    assert_eq!(light("15;0", Some([0xFDFD, 0xF6F6, 0xE3E3])), Some(true));
}
