//! All versions on all cores, and what is found in order: portion by portion, each ranked.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, VecDeque};
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
/// What is sent together at least, but for the last of a version.
const PARCEL: usize = 128 << 10;

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
        let board = Mutex::new(Board { front: 0, waiting: BTreeMap::new(), stop: false });
        let (moved, next, made) = (Condvar::new(), AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            let (sender, receiver) = mpsc::channel();
            for _ in 0..threads {
                let worker = Worker { shelf: self, query, make, board: &board, moved: &moved, sender: sender.clone() };
                let (next, made) = (&next, &made);
                scope.spawn(move || {
                    let mut desk = Desk::default();
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        match worker.version(at, &mut desk) {
                            Some(copied) => made.fetch_add(usize::from(copied), Ordering::Relaxed),
                            None => return,
                        };
                    }
                });
            }
            drop(sender);
            let go_on = Collector::new(self).collect(&receiver, &board, &moved, take);
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
    sender: mpsc::Sender<Parcel<T>>,
}

impl<T> Worker<'_, T> {
    /// Scans version number `at`; whether its copy was made. None when there is none, or nobody waits for it.
    fn version(&self, at: usize, desk: &mut Desk) -> Option<bool> {
        let version = self.shelf.versions.get(at)?;
        let new = || Parcel { version: at, items: Vec::new(), read: 0, weight: 0, last: None };
        let mut parcel = new();
        let mut wanted = true;
        let scanned = scan(self.shelf, version, self.query, desk, &mut |event| {
            match event {
                Event::Found(found) => {
                    let (made, weight) = (self.make)(version, &found);
                    let weight = weight + size_of::<Item<T>>();
                    parcel.weight += weight;
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
            if parcel.weight >= PARCEL {
                wanted = self.send(std::mem::replace(&mut parcel, new()));
            }
            wanted
        });
        let (copied, error) = match scanned {
            Ok(copied) => (copied, None),
            Err(error) => (false, Some(error)),
        };
        parcel.last = Some(error);
        (wanted && self.send(parcel)).then_some(copied)
    }

    /// Sends a parcel when there is room for it; `false` when nobody wants any more.
    fn send(&self, parcel: Parcel<T>) -> bool {
        let mut board = self.board.lock().unwrap_or_else(PoisonError::into_inner);
        while board.is_full(parcel.version) {
            board = self.moved.wait(board).unwrap_or_else(PoisonError::into_inner);
        }
        if board.stop {
            return false;
        }
        *board.waiting.entry(parcel.version).or_default() += parcel.weight;
        drop(board);
        self.sender.send(parcel).is_ok()
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
        parcels: &mpsc::Receiver<Parcel<T>>,
        board: &Mutex<Board>,
        moved: &Condvar,
        take: &mut dyn FnMut(Portion<T>) -> bool,
    ) -> bool {
        for parcel in parcels {
            self.early.entry(parcel.version).or_default().push_back(parcel);
            while let Some(parcel) = self.early.get_mut(&self.front).and_then(VecDeque::pop_front) {
                let (version, weight, last) = (parcel.version, parcel.weight, parcel.last.is_some());
                if !self.put(parcel, take) {
                    return false;
                }
                let mut board = board.lock().unwrap_or_else(PoisonError::into_inner);
                let waiting = board.waiting.entry(version).or_default();
                *waiting = waiting.saturating_sub(weight);
                if last {
                    board.waiting.remove(&version);
                }
                board.front = self.front;
                drop(board);
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
