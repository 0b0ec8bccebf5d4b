//! The rest of what is opened, which comes while its beginning is read.

use std::os::unix::net::UnixStream;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, TryRecvError};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::app::App;
use crate::library::Opened;

/// Makes the reader of what was opened, for a screen of that size.
pub type Make<'a> = &'a dyn Fn(Vec<Opened>, (u16, u16)) -> App;

/// Versions that are being read in a thread of their own.
pub struct Rest {
    inbox: Receiver<anyhow::Result<Vec<Opened>>>,
    /// Written to when they came.
    bell: Arc<Mutex<Option<UnixStream>>>,
}

impl Rest {
    /// Has `open` done beside what the caller does.
    pub fn load(open: impl FnOnce() -> anyhow::Result<Vec<Opened>> + Send + 'static) -> std::io::Result<Self> {
        let (outbox, inbox) = mpsc::channel();
        let bell = Arc::<Mutex<Option<UnixStream>>>::default();
        let own = Arc::clone(&bell);
        let work = move || {
            // Whoever gave up waiting takes nothing any more.
            let _ = outbox.send(open());
            if let Ok(Some(bell)) = own.lock().as_deref() {
                let _ = rustix::io::write(bell, &[0]);
            }
        };
        thread::Builder::new().name("opening".to_owned()).spawn(work)?;
        Ok(Self { inbox, bell })
    }

    /// Waits until they came, but not longer than that; for ever with none.
    pub fn wait(&self, limit: Option<Duration>) -> Option<anyhow::Result<Vec<Opened>>> {
        match limit {
            None => Some(self.inbox.recv().unwrap_or_else(|_| Err(lost()))),
            Some(limit) => match self.inbox.recv_timeout(limit) {
                Ok(came) => Some(came),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => Some(Err(lost())),
            },
        }
    }

    /// Has the reader woken when they come.
    pub(super) fn wake(&self, wakes: UnixStream) {
        if let Ok(mut bell) = self.bell.lock() {
            *bell = Some(wakes);
        }
    }

    /// What came, if it did.
    pub(super) fn take(&self) -> Option<anyhow::Result<Vec<Opened>>> {
        match self.inbox.try_recv() {
            Ok(came) => Some(came),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Err(lost())),
        }
    }
}

fn lost() -> anyhow::Error {
    anyhow::anyhow!("the program failed while it was reading it")
}
