//! The program in a terminal of 120 by 40 cells that answers its questions at once.

use std::fs::File;
use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

use crate::sample::Sample;

/// How often each is measured.
const ROUNDS: usize = 9;
/// What the status line of every frame begins with.
const FRAME: &[u8] = "\u{B6} ".as_bytes();
/// How long nothing may come.
const PATIENCE: Timespec = Timespec { tv_sec: 20, tv_nsec: 0 };
/// The last question, and what a terminal answers to all of them.
const QUESTION: &[u8] = b"\x1b[c";
const ANSWER: &[u8] = b"\x1b[8;0$y\x1bP>|XTerm(379)\x1b\\\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?65;1;9c";

/// Milliseconds from the start of `command` until `wanted` has come, in a terminal of its own.
fn until(mut command: Command, wanted: Option<&[u8]>) -> Result<f64> {
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC)?;
    grantpt(&master)?;
    unlockpt(&master)?;
    tcsetwinsize(&master, Winsize { ws_row: 40, ws_col: 120, ws_xpixel: 0, ws_ypixel: 0 })?;
    let name = ptsname(&master, Vec::new())?;
    let open = || File::options().read(true).write(true).open(name.to_str().unwrap_or_default());
    command.stdin(open()?).stdout(open()?).stderr(Stdio::null());
    let mut master = File::from(master);
    let start = Instant::now();
    let mut child = command.spawn()?;
    drop(command);
    let (mut seen, mut buffer, mut answered) = (Vec::new(), [0; 1 << 14], false);
    let has = |seen: &[u8], part: &[u8]| memchr::memmem::find(seen, part).is_some();
    let found = loop {
        let waits = poll(&mut [PollFd::new(&master, PollFlags::IN)], Some(&PATIENCE))? > 0;
        let count = if waits { master.read(&mut buffer).unwrap_or(0) } else { 0 };
        if count == 0 {
            break None;
        }
        seen.extend_from_slice(&buffer[..count]);
        if !answered && has(&seen, QUESTION) {
            master.write_all(ANSWER)?;
            answered = true;
        }
        if wanted.is_none_or(|wanted| has(&seen, wanted)) {
            break Some(start.elapsed());
        }
    };
    let _ = child.kill();
    child.wait()?;
    match found {
        Some(taken) => Ok(taken.as_secs_f64() * 1e3),
        None => bail!("no frame came: {}", String::from_utf8_lossy(&seen)),
    }
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or_default()
}

/// Prints how soon the first screen of a file stands.
pub fn measure(sample: &Sample) -> Result<()> {
    let home = tempfile::tempdir()?;
    let path = home.path().join(&sample.name);
    std::fs::write(&path, &sample.bytes)?;
    let ours = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hexapla"));
        command.env("HEXAPLA_HOME", home.path().join("home")).env("TERM", "xterm-256color").arg(&path);
        until(command, Some(FRAME))
    };
    let less = || {
        let mut command = Command::new("less");
        command.env("TERM", "xterm-256color").env_remove("LESSOPEN").arg("-f").arg(&path);
        until(command, None)
    };
    let is_text = sample.name.ends_with(".txt");
    // The first run makes the library.
    if let Err(error) = ours().context("the first run") {
        println!("{:<44} {error:#}", sample.name);
        return Ok(());
    }
    let (mut own, mut other) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        own.push(ours()?);
        if is_text && let Ok(taken) = less() {
            other.push(taken);
        }
    }
    let beside = if other.is_empty() { String::new() } else { format!("{:8.1}", median(other)) };
    println!("{:<44} {:>8.2} {:>14.1} {beside}", sample.name, sample.bytes.len() as f64 / 1e6, median(own));
    Ok(())
}
