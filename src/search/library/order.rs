//! All versions on all cores, and what is found in order: portion by portion, each ranked.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError, mpsc};

use super::scan::{Desk, Event, scan};
use super::{Found, Shelf, Shelved};
use crate::document::Kind;
use crate::search::Query;

/// Bytes of text of which the first portion is found; every next one is of twice as many.
const FIRST: usize = 8 << 20;
/// The last doubling.
const LARGEST: usize = 128 << 20;
/// What a portion weighs at most.
const WEIGHT: usize = 8 << 20;
/// What may wait for what stands before it.
const WAITING: usize = 16 << 20;
/// What is sent together, but for the last of a version: what it weighs, or bytes that were read for it.
const PARCEL: usize = 128 << 10;
/// Bytes of text after which a thread tells how far it is, when it has found nothing.
const TOLD: usize = 2 << 20;
/// Versions that a thread takes at once at most.
const STRETCH: usize = 16;

/// What was made of the blocks of a portion, the best first.
pub enum Portion<T> {
    /// What was made, with the number of the version.
    Found(Vec<(usize, T)>),
    /// A version could not be read.
    Unread(usize, anyhow::Error),
}

/// One block's share.
struct Item<T> {
    version: usize,
    exact: bool,
    heading: bool,
    hits: usize,
    made: T,
}

/// What a thread sends of a version.
struct Parcel<T> {
    version: usize,
    items: Vec<Item<T>>,
    read: usize,
    weight: usize,
    /// Whether it is the last of its version, and why it could not be read to its end.
    last: Option<Option<anyhow::Error>>,
}

/// What the threads see of each other.
struct Board {
    /// The version that is waited for.
    front: usize,
    /// What was sent and is not taken yet, by version.
    waiting: BTreeMap<usize, usize>,
    /// How many threads wait for room.
    asleep: usize,
    stop: bool,
}

impl Board {
    /// Whether there is no room for more of a version. What is of the front is taken soon, whatever else waits for it.
    fn is_full(&self, version: usize) -> bool {
        let waiting = match self.waiting.get(&version) {
            own if version == self.front => own.copied().unwrap_or(0),
            _ => self.waiting.values().sum(),
        };
        waiting > WAITING && !self.stop
    }
}

impl Shelf {
    /// Scans all versions for `query`. `make` makes of a block what is wanted of it, on any thread, and says what that weighs
    /// in bytes, so that what was found does not fill the memory; `take` is given it in order and says whether to go on.
    pub fn search<T: Send>(
        &self,
        query: &Query,
        make: &(dyn Fn(&Shelved, &Found<'_>) -> (T, usize) + Sync),
        take: &mut dyn FnMut(Portion<T>) -> bool,
    ) {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(self.versions.len()).max(1);
        let board = Mutex::new(Board { front: 0, waiting: BTreeMap::new(), asleep: 0, stop: false });
        let (moved, next, made) = (Condvar::new(), AtomicUsize::new(0), AtomicUsize::new(0));
        // Small enough that the threads end together, large enough that they seldom have to talk.
        let stretch = (self.versions.len() / (8 * threads)).clamp(1, STRETCH);
        std::thread::scope(|scope| {
            let (sender, receiver) = mpsc::channel();
            let mut none = None;
            for at in 0..threads {
                let mut worker = Worker {
                    shelf: self,
                    query,
                    make,
                    board: &board,
                    moved: &moved,
                    sender: sender.clone(),
                    parcels: Vec::new(),
                    desk: Desk::default(),
                };
                let (next, made) = (&next, &made);
                let scan = move || {
                    loop {
                        let first = next.fetch_add(stretch, Ordering::Relaxed);
                        match worker.stretch(first..first.saturating_add(stretch)) {
                            Some(copied) => made.fetch_add(copied, Ordering::Relaxed),
                            None => return,
                        };
                    }
                };
                // Fewer do as well; without any, nothing can be read.
                if let Err(error) = std::thread::Builder::new().spawn_scoped(scope, scan) {
                    none = (at == 0)
                        .then(|| anyhow::Error::new(error).context("the system gives no thread to search with"));
                    break;
                }
            }
            drop(sender);
            let go_on = match none {
                Some(error) => take(Portion::Unread(0, error)),
                None => Collector::new(self).collect(&receiver, &board, &moved, take),
            };
            let mut board = board.lock().unwrap_or_else(PoisonError::into_inner);
            board.stop |= !go_on;
            drop(board);
            moved.notify_all();
        });
        if made.into_inner() > 0 {
            self.sweep();
        }
    }
}

/// What a thread works with.
struct Worker<'a, T> {
    shelf: &'a Shelf,
    query: &'a Query,
    make: &'a (dyn Fn(&Shelved, &Found<'_>) -> (T, usize) + Sync),
    board: &'a Mutex<Board>,
    moved: &'a Condvar,
    sender: mpsc::Sender<Vec<Parcel<T>>>,
    /// What is not sent yet, in order.
    parcels: Vec<Parcel<T>>,
    desk: Desk,
}

impl<T> Worker<'_, T> {
    /// Scans some versions that follow each other; how many copies were made. None when there is none, or nobody waits for them.
    fn stretch(&mut self, versions: Range<usize>) -> Option<usize> {
        let mut made = 0;
        let last = versions.end.min(self.shelf.versions.len());
        if versions.start >= last {
            return None;
        }
        for at in versions.start..last {
            made += usize::from(self.version(at)?);
        }
        self.send().then_some(made)
    }

    /// Scans version number `at`; whether its copy was made.
    fn version(&mut self, at: usize) -> Option<bool> {
        let version = self.shelf.versions.get(at)?;
        let new = || Parcel { version: at, items: Vec::new(), read: 0, weight: 0, last: None };
        let (query, make, shelf) = (self.query, self.make, self.shelf);
        let mut desk = std::mem::take(&mut self.desk);
        let mut parcel = new();
        let mut wanted = true;
        let scanned = scan(shelf, version, query, &mut desk, &mut |event| {
            match event {
                Event::Found(found) => {
                    let (made, weight) = make(version, &found);
                    parcel.weight += weight + size_of::<Item<T>>();
                    parcel.items.push(Item {
                        version: at,
                        exact: found.exact,
                        heading: matches!(found.kind, Kind::Title | Kind::Heading),
                        hits: found.hits.len(),
                        made,
                    });
                }
                Event::Read(bytes) => parcel.read += bytes,
            }
            if parcel.weight >= PARCEL || parcel.read >= TOLD {
                self.parcels.push(std::mem::replace(&mut parcel, new()));
                wanted = self.send();
            }
            wanted
        });
        self.desk = desk;
        let (copied, error) = match scanned {
            Ok(copied) => (copied, None),
            Err(error) => (false, Some(error)),
        };
        parcel.last = Some(error);
        self.parcels.push(parcel);
        let sum = |of: fn(&Parcel<T>) -> usize| self.parcels.iter().map(of).sum::<usize>();
        if wanted && (sum(|parcel| parcel.weight) >= PARCEL || sum(|parcel| parcel.read) >= TOLD) {
            wanted = self.send();
        }
        wanted.then_some(copied)
    }

    /// Sends what there is when there is room for it; `false` when nobody wants any more.
    fn send(&mut self) -> bool {
        let Some(first) = self.parcels.first() else { return true };
        let version = first.version;
        let mut board = self.board.lock().unwrap_or_else(PoisonError::into_inner);
        while board.is_full(version) {
            board.asleep += 1;
            board = self.moved.wait(board).unwrap_or_else(PoisonError::into_inner);
            board.asleep -= 1;
        }
        if board.stop {
            return false;
        }
        for parcel in &self.parcels {
            *board.waiting.entry(parcel.version).or_default() += parcel.weight;
        }
        drop(board);
        self.sender.send(std::mem::take(&mut self.parcels)).is_ok()
    }
}

/// What was found, put in order.
struct Collector<'a, T> {
    shelf: &'a Shelf,
    /// What came of versions that are not their turn.
    early: BTreeMap<usize, VecDeque<Parcel<T>>>,
    front: usize,
    portion: Vec<Item<T>>,
    weight: usize,
    read: usize,
    limit: usize,
}

impl<'a, T> Collector<'a, T> {
    fn new(shelf: &'a Shelf) -> Self {
        Self { shelf, early: BTreeMap::new(), front: 0, portion: Vec::new(), weight: 0, read: 0, limit: FIRST }
    }

    /// Whether everything was wanted.
    fn collect(
        mut self,
        parcels: &mpsc::Receiver<Vec<Parcel<T>>>,
        board: &Mutex<Board>,
        moved: &Condvar,
        take: &mut dyn FnMut(Portion<T>) -> bool,
    ) -> bool {
        for parcels in parcels {
            for parcel in parcels {
                self.early.entry(parcel.version).or_default().push_back(parcel);
            }
            let mut freed = Vec::new();
            while let Some(parcel) = self.early.get_mut(&self.front).and_then(VecDeque::pop_front) {
                freed.push((parcel.version, parcel.weight, parcel.last.is_some()));
                if !self.put(parcel, take) {
                    return false;
                }
            }
            let mut board = board.lock().unwrap_or_else(PoisonError::into_inner);
            for (version, weight, last) in freed {
                let waiting = board.waiting.entry(version).or_default();
                *waiting = waiting.saturating_sub(weight);
                if last {
                    board.waiting.remove(&version);
                }
            }
            board.front = self.front;
            let asleep = board.asleep > 0;
            drop(board);
            if asleep {
                moved.notify_all();
            }
        }
        self.emit(take)
    }

    /// Takes what comes next in order.
    fn put(&mut self, parcel: Parcel<T>, take: &mut dyn FnMut(Portion<T>) -> bool) -> bool {
        self.weight += parcel.weight;
        self.read += parcel.read;
        self.portion.extend(parcel.items);
        if let Some(error) = parcel.last {
            self.early.remove(&self.front);
            self.front += 1;
            if let Some(error) = error
                && !take(Portion::Unread(parcel.version, error))
            {
                return false;
            }
        }
        if self.read < self.limit && self.weight < WEIGHT {
            return true;
        }
        if self.read >= self.limit {
            self.read = 0;
            self.limit = (self.limit * 2).min(LARGEST);
        }
        self.weight = 0;
        self.emit(take)
    }

    /// Gives away what there is: works by whether something stands there exactly, in a title or heading, how often, and by the
    /// order of works; in a version exact hits first, then in the order of reading.
    fn emit(&mut self, take: &mut dyn FnMut(Portion<T>) -> bool) -> bool {
        if self.portion.is_empty() {
            return true;
        }
        let mut items = std::mem::take(&mut self.portion);
        let work = |item: &Item<T>| self.shelf.versions.get(item.version).map_or(0, |version| version.work);
        let titled = |item: &Item<T>| self.shelf.versions.get(item.version).is_some_and(|version| version.titled);
        let mut ranks: HashMap<usize, (bool, bool, usize)> = HashMap::new();
        for item in &items {
            let rank = ranks.entry(work(item)).or_insert((false, titled(item), 0));
            rank.0 |= item.exact;
            rank.1 |= item.heading;
            rank.2 += item.hits;
        }
        items.sort_by_cached_key(|item| {
            let rank = ranks.get(&work(item)).copied().unwrap_or_default();
            (Reverse(rank), work(item), item.version, !item.exact)
        });
        take(Portion::Found(items.into_iter().map(|item| (item.version, item.made)).collect()))
    }
}
