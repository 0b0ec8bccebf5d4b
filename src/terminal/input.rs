//! What comes from the terminal, and the signals: waited for together, read when there is something to read.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, IsTerminal, Stdin};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::decode::{Decoder, Input};

/// The terminal that is typed into. It is read by the thread that draws, so that no key waits for another thread to wake up;
/// a terminal that hangs up is an end of what comes in, and nothing is read unless there is something.
pub(super) struct Keyboard {
    source: Source,
    signals: UnixStream,
    decoder: Decoder,
    /// When the last bytes came.
    heard: Instant,
    /// What was decoded and not yet taken.
    ready: VecDeque<Input>,
}

/// Why nothing came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Silence {
    /// Nothing in this time.
    Timeout,
    /// Nothing will come any more.
    Gone,
}

/// Standard input, or `/dev/tty` where a document comes in through that.
enum Source {
    Stdin(Stdin),
    Tty(File),
}

impl AsFd for Source {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Self::Stdin(stdin) => stdin.as_fd(),
            Self::Tty(file) => file.as_fd(),
        }
    }
}

impl Keyboard {
    /// The keyboard of the terminal; `signals` becomes readable when a signal came.
    pub(super) fn open(signals: UnixStream) -> io::Result<Self> {
        let stdin = io::stdin();
        let source = if stdin.is_terminal() { Source::Stdin(stdin) } else { Source::Tty(File::open("/dev/tty")?) };
        Ok(Self { source, signals, decoder: Decoder::default(), heard: Instant::now(), ready: VecDeque::new() })
    }

    /// What comes in next, for which it waits not longer than `wait`; `None` says that a signal came.
    pub(super) fn next(&mut self, wait: Duration) -> Result<Option<Input>, Silence> {
        let deadline = Instant::now() + wait;
        loop {
            if let Some(input) = self.ready.pop_front() {
                return Ok(Some(input));
            }
            let now = Instant::now();
            // The rest of what has begun to come in may not come: then what there is has a meaning of its own.
            let given_up = self.decoder.waits().map(|gap| self.heard + gap);
            let until = given_up.map_or(deadline, |given_up| given_up.min(deadline));
            let (typed, signalled) = self.wait(until.saturating_duration_since(now))?;
            if typed {
                self.read()?;
            }
            if signalled {
                let _ = rustix::io::read(&self.signals, &mut [0; 64]);
                return Ok(None);
            }
            if !typed {
                let now = Instant::now();
                if given_up.is_some_and(|given_up| given_up <= now) {
                    let mut inputs = Vec::new();
                    self.decoder.give_up(&mut inputs);
                    self.ready.extend(inputs);
                } else if deadline <= now {
                    return Err(Silence::Timeout);
                }
            }
        }
    }

    /// Whether there is something to read, and whether a signal came, after `wait` at most.
    fn wait(&self, wait: Duration) -> Result<(bool, bool), Silence> {
        let wait = Timespec::try_from(wait).map_err(|_| Silence::Gone)?;
        let mut fds = [PollFd::new(&self.source, PollFlags::IN), PollFd::new(&self.signals, PollFlags::IN)];
        match poll(&mut fds, Some(&wait)) {
            Ok(_) => Ok((!fds[0].revents().is_empty(), !fds[1].revents().is_empty())),
            Err(Errno::INTR | Errno::AGAIN) => Ok((false, false)),
            Err(_) => Err(Silence::Gone),
        }
    }

    fn read(&mut self) -> Result<(), Silence> {
        let mut bytes = [0; 4096];
        match rustix::io::read(&self.source, &mut bytes) {
            // The end: the terminal hung up.
            Ok(0) => return Err(Silence::Gone),
            Ok(length) => {
                let mut inputs = Vec::new();
                self.heard = Instant::now();
                self.decoder.feed(bytes.get(..length).unwrap_or_default(), &mut inputs);
                self.ready.extend(inputs);
            }
            Err(Errno::INTR | Errno::AGAIN) => {}
            Err(_) => return Err(Silence::Gone),
        }
        Ok(())
    }
}
