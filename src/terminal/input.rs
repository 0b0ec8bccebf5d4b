//! What comes from the terminal, read on a thread of its own from the first byte on.

use std::fs::File;
use std::io::{self, IsTerminal, Stdin};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::decode::{Decoder, Input};

/// How long the thread holds the terminal before it looks whether somebody else wants it.
const HOLD: Duration = Duration::from_millis(200);

/// The thread that reads the terminal. The main loop never waits in a read: when a terminal hangs up, a read may not come
/// back.
pub(super) struct Keyboard {
    /// What came in; `None` says that a signal came.
    pub inputs: Receiver<Option<Input>>,
    terminal: Arc<Mutex<()>>,
    wanted: Arc<AtomicBool>,
}

/// The terminal that is typed into: standard input, or `/dev/tty` where a document comes in through that.
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
    /// Starts reading; `signals` becomes readable when a signal came.
    pub(super) fn start(signals: UnixStream) -> io::Result<Self> {
        let stdin = io::stdin();
        let source = if stdin.is_terminal() { Source::Stdin(stdin) } else { Source::Tty(File::open("/dev/tty")?) };
        let (sender, inputs) = channel();
        let terminal = Arc::new(Mutex::new(()));
        let wanted = Arc::new(AtomicBool::new(false));
        let mut reader = Reader { source, signals, decoder: Decoder::default(), sender };
        let (held, asked) = (Arc::clone(&terminal), Arc::clone(&wanted));
        std::thread::spawn(move || {
            loop {
                // A mutex is not fair: without the flag this thread would take it again before a waiting one wakes up.
                while asked.load(Ordering::SeqCst) {
                    std::thread::sleep(Duration::from_millis(5));
                }
                let own = held.lock().unwrap_or_else(PoisonError::into_inner);
                if reader.read().is_err() {
                    return;
                }
                drop(own);
            }
        });
        Ok(Self { inputs, terminal, wanted })
    }

    /// Runs `act` while nobody reads from the terminal: another program has it.
    pub(super) fn paused<T>(&self, act: impl FnOnce() -> T) -> T {
        self.wanted.store(true, Ordering::SeqCst);
        let done = {
            let _own = self.terminal.lock().unwrap_or_else(PoisonError::into_inner);
            act()
        };
        self.wanted.store(false, Ordering::SeqCst);
        done
    }
}

struct Reader {
    source: Source,
    signals: UnixStream,
    decoder: Decoder,
    sender: Sender<Option<Input>>,
}

impl Reader {
    /// Waits for bytes or a signal, not longer than [`HOLD`], and sends what they mean; an error when nothing will come any
    /// more.
    fn read(&mut self) -> io::Result<()> {
        let pending = self.decoder.waits();
        let wait = Timespec::try_from(pending.unwrap_or(HOLD)).map_err(io::Error::other)?;
        let mut fds = [PollFd::new(&self.source, PollFlags::IN), PollFd::new(&self.signals, PollFlags::IN)];
        let ready = match poll(&mut fds, Some(&wait)) {
            Ok(ready) => ready,
            Err(rustix::io::Errno::INTR) => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        let (typed, signalled) = (!fds[0].revents().is_empty(), !fds[1].revents().is_empty());
        let mut bytes = [0; 4096];
        let mut out = Vec::new();
        if signalled {
            let _ = rustix::io::read(&self.signals, &mut bytes);
            self.send(None)?;
        }
        if typed {
            match rustix::io::read(&self.source, &mut bytes) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(length) => self.decoder.feed(bytes.get(..length).unwrap_or_default(), &mut out),
                Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
                Err(error) => return Err(error.into()),
            }
        } else if ready == 0 && pending.is_some() {
            self.decoder.give_up(&mut out);
        }
        out.into_iter().try_for_each(|input| self.send(Some(input)))
    }

    fn send(&self, input: Option<Input>) -> io::Result<()> {
        self.sender.send(input).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}
