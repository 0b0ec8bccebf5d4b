//! Slow work beside the reader: one piece at a time, in a thread of its own that gives way to the one that draws.

use std::collections::VecDeque;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::thread;
use std::time::{Duration, Instant};

use crate::app::{App, Event, Job, Ticket};

/// The name of its threads.
pub(super) const NAME: &str = "worker";

/// How often it says how far it is.
const PACE: Duration = Duration::from_millis(250);

/// The worker, and what it is at.
pub(super) struct Worker {
    /// Written to when there is something to take.
    wakes: UnixStream,
    running: Option<Running>,
}

/// Work that is being done.
struct Running {
    /// What is left of it, the piece that is being done first.
    tickets: VecDeque<Ticket>,
    stop: Arc<AtomicBool>,
    inbox: Receiver<Event>,
}

impl Worker {
    /// A worker with nothing to do, which writes to `wakes` when there is something to take.
    pub(super) fn new(wakes: UnixStream) -> Self {
        Self { wakes, running: None }
    }

    /// Begins what `app` wants done next, and stops what it does not want any more.
    pub(super) fn tend(&mut self, app: &App) {
        let wanted = app.wanted();
        if self.running.as_ref().and_then(|running| running.tickets.front()) == wanted.as_ref() {
            return;
        }
        self.stop();
        if wanted.is_some() {
            self.begin(app.jobs());
        }
    }

    /// Stops what is being done; what comes of it is not taken.
    pub(super) fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            running.stop.store(true, Ordering::Relaxed);
        }
    }

    /// What came of the work since it was asked last.
    pub(super) fn event(&mut self) -> Option<Event> {
        let running = self.running.as_mut()?;
        match running.inbox.try_recv() {
            Ok(event @ Event::Progress(..)) => Some(event),
            Ok(event) => {
                running.tickets.pop_front();
                Some(event)
            }
            Err(TryRecvError::Empty) => None,
            // It ended: as it should, or with something undone.
            Err(TryRecvError::Disconnected) => {
                let undone = running.tickets.pop_front();
                self.running = None;
                undone.map(Event::failed)
            }
        }
    }

    fn begin(&mut self, jobs: Vec<Job>) {
        let (tickets, stop) = (jobs.iter().map(Job::ticket).collect(), Arc::<AtomicBool>::default());
        let (outbox, inbox) = mpsc::channel();
        let Ok(wakes) = self.wakes.try_clone() else { return };
        let stopped = Arc::clone(&stop);
        let work = move || {
            give_way();
            let mut said = Instant::now();
            // Whoever is woken finds the event; a pipe that is full wakes already.
            let tell = |event: Event| outbox.send(event).is_ok_and(|()| rustix::io::write(&wakes, &[0]).is_ok());
            for job in jobs {
                let ticket = job.ticket();
                let event = job.run(&mut |share| {
                    if said.elapsed() >= PACE {
                        said = Instant::now();
                        tell(Event::Progress(ticket, share));
                    }
                    !stopped.load(Ordering::Relaxed)
                });
                match event {
                    Some(event) => tell(event),
                    None => break,
                };
            }
        };
        // Where there is no thread to be had, blocks stay what is aligned.
        if thread::Builder::new().name(NAME.to_owned()).spawn(work).is_ok() {
            self.running = Some(Running { tickets, stop, inbox });
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Makes this thread one that others go before.
fn give_way() {
    // Linux has a priority for every thread; elsewhere this would be that of the process.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(Some(rustix::thread::gettid()), 10);
}
