//! Signals: those that end the program, and those that stop and continue it.

use crate::app::Event;

#[cfg(unix)]
mod unix {
    use std::io;
    use std::os::unix::net::UnixStream;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};

    /// Which signals came.
    pub(in super::super) struct Signals {
        end: Arc<AtomicBool>,
        stop: Arc<AtomicBool>,
        go_on: Arc<AtomicBool>,
        woken: UnixStream,
        wakes: UnixStream,
    }

    impl Signals {
        pub(in super::super) fn register() -> io::Result<Self> {
            let (woken, wakes) = UnixStream::pair()?;
            woken.set_nonblocking(true)?;
            wakes.set_nonblocking(true)?;
            let own = Self { end: Arc::default(), stop: Arc::default(), go_on: Arc::default(), woken, wakes };
            for signal in [SIGTERM, SIGHUP, SIGINT, SIGQUIT] {
                signal_hook::flag::register(signal, Arc::clone(&own.end))?;
            }
            signal_hook::flag::register(SIGTSTP, Arc::clone(&own.stop))?;
            signal_hook::flag::register(SIGCONT, Arc::clone(&own.go_on))?;
            // After the flags: who is woken finds them set.
            for signal in [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH] {
                signal_hook::low_level::pipe::register(signal, own.wakes.try_clone()?)?;
            }
            Ok(own)
        }

        /// Readable when a signal came, also one that the screen has another size, or when there is something else to take.
        pub(in super::super) fn woken(&self) -> io::Result<UnixStream> {
            self.woken.try_clone()
        }

        /// Written to by whoever has something for the reader.
        pub(in super::super) fn wakes(&self) -> io::Result<UnixStream> {
            self.wakes.try_clone()
        }

        /// What a signal means for the reader.
        pub(in super::super) fn event(&self) -> Option<super::Event> {
            self.end.swap(false, Ordering::SeqCst).then_some(super::Event::Terminate)
        }

        /// Whether the process was asked to stop, or was stopped and goes on.
        pub(in super::super) fn stopped_or_continued(&self) -> bool {
            self.go_on.swap(false, Ordering::SeqCst) || self.stop.load(Ordering::SeqCst)
        }

        /// Whether the process was asked to stop.
        pub(in super::super) fn wants_stop(&self) -> bool {
            self.stop.swap(false, Ordering::SeqCst)
        }
    }

    /// Stops the process as the signal does by default; returns when it goes on.
    pub(in super::super) fn stop() {
        let _ = signal_hook::low_level::emulate_default_handler(SIGTSTP);
    }
}

#[cfg(not(unix))]
mod other {
    /// There are no such signals here.
    pub(in super::super) struct Signals;

    impl Signals {
        pub(in super::super) fn register() -> std::io::Result<Self> {
            Ok(Self)
        }

        pub(in super::super) fn event(&self) -> Option<super::Event> {
            None
        }

        pub(in super::super) fn stopped_or_continued(&self) -> bool {
            false
        }

        pub(in super::super) fn wants_stop(&self) -> bool {
            false
        }
    }

    pub(in super::super) fn stop() {}
}

#[cfg(not(unix))]
pub(super) use other::{Signals, stop};
#[cfg(unix)]
pub(super) use unix::{Signals, stop};
