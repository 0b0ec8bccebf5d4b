//! Long work that processors share. What comes of it is the same on one of them.

use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread::{Builder, ScopedJoinHandle};

/// Fewer blocks or lines than these are done where they are: another thread costs more than they do.
pub(super) const FEW: usize = if cfg!(test) { 64 } else { 4_096 };
/// A text that is shorter, in bytes, is too.
const SHORT: usize = if cfg!(test) { 1 << 11 } else { 1 << 20 };
/// The most threads for one text: further ones wait for the memory.
const MOST: usize = 4;

/// How many processors there are. Asking takes longer than a small file.
static PROCESSORS: LazyLock<usize> = LazyLock::new(|| std::thread::available_parallelism().map_or(1, usize::from));

/// How many threads share one text.
#[cfg(not(test))]
fn threads() -> usize {
    (*PROCESSORS).min(MOST)
}

/// In tests always several, but where one is told to be alone.
#[cfg(test)]
fn threads() -> usize {
    if tests::ALONE.get() { 1 } else { MOST }
}

/// Whether work on so many blocks or lines is shared.
pub(super) fn is_shared(items: usize) -> bool {
    items >= FEW && threads() > 1
}

/// Does `work` to every item, in no order; on one thread where they are less than `few`.
pub(super) fn for_each<T: Send>(items: &mut [T], few: usize, work: impl Fn(&mut T) + Sync) {
    if items.len() < few.max(1) || threads() < 2 {
        return items.iter_mut().for_each(work);
    }
    let part = items.len().div_ceil(threads());
    map(items.chunks_mut(part), &|part: &mut [T]| part.iter_mut().for_each(&work));
}

/// What `work` makes of the parts of a text, in their order: one of them, or several that end with line feeds.
pub(super) fn of_parts<'a, R: Send>(text: &'a str, work: impl Fn(&'a str) -> R + Sync) -> Vec<R> {
    if text.len() < SHORT || threads() < 2 { vec![work(text)] } else { map(parts(text).into_iter(), &work) }
}

/// What `work` makes of the items, one part of them after the other; it is given the place of the part's first item too.
pub(super) fn of_items<'a, T: Sync, R: Send>(items: &'a [T], work: impl Fn(usize, &'a [T]) -> R + Sync) -> Vec<R> {
    if !is_shared(items.len()) {
        return vec![work(0, items)];
    }
    let length = items.len().div_ceil(threads());
    map(items.chunks(length).enumerate(), &|(index, part)| work(index * length, part))
}

/// What `work` makes of each part, in their order. Each thread takes the next part when it has done one, so that this one
/// does them all where the system gives no other.
pub(crate) fn map<P, R: Send>(
    parts: impl ExactSizeIterator<Item = P> + Send,
    work: &(impl Fn(P) -> R + Sync),
) -> Vec<R> {
    let threads = if parts.len() < 2 { 1 } else { parts.len().min((*PROCESSORS).max(threads())) };
    let waiting = Mutex::new(parts.enumerate());
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
    let some = || std::iter::from_fn(&next).map(|(place, part)| (place, work(part))).collect::<Vec<_>>();
    let mut done = std::thread::scope(|scope| {
        let start = |_| Builder::new().spawn_scoped(scope, some).ok();
        let others: Vec<_> = (1..threads).filter_map(start).collect();
        // What is here is done before the others are waited for.
        let mut done = some();
        done.extend(others.into_iter().flat_map(joined));
        done
    });
    done.sort_unstable_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, made)| made).collect()
}

/// What two pieces of work give, at the same time where they are `shared` and the system gives a thread.
pub(super) fn both<A, B: Send>(shared: bool, one: impl FnOnce() -> A, other: impl FnOnce() -> B + Send) -> (A, B) {
    let waiting = Mutex::new(Some(other));
    let take = || waiting.lock().unwrap_or_else(PoisonError::into_inner).take();
    let begun = || take().map(|other| other());
    std::thread::scope(|scope| {
        let helper = shared.then(|| Builder::new().spawn_scoped(scope, begun).ok()).flatten();
        let one = one();
        let other = begun().or_else(|| helper.and_then(joined));
        (one, other.expect("taken here or by the helper"))
    })
}

/// What a thread made. A panic in it is one here.
fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// About equal parts of a text, each but the last to the end of a line.
fn parts(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    for left in (2..=threads()).rev() {
        let half = rest.as_bytes().get(rest.len() / left..).unwrap_or_default();
        let Some(end) = memchr::memchr(b'\n', half).map(|at| rest.len() / left + at + 1) else { break };
        let (part, after) = rest.split_at(end);
        out.push(part);
        rest = after;
    }
    out.push(rest);
    out
}

#[cfg(test)]
pub(super) mod tests {
    use std::cell::Cell;

    use super::*;

    thread_local! {
        /// Whether this thread shares nothing.
        pub(super) static ALONE: Cell<bool> = const { Cell::new(false) };
    }

    /// Does this on one thread.
    pub(in crate::import) fn alone<T>(work: impl FnOnce() -> T) -> T {
        ALONE.set(true);
        let made = work();
        ALONE.set(false);
        made
    }

    #[test]
    fn every_item_and_every_part_is_met_once() {
        let mut items: Vec<usize> = (0..3 * FEW + 1).collect();
        for_each(&mut items, FEW, |item| *item += 1);
        assert!(items.iter().enumerate().all(|(at, item)| *item == at + 1));
        let places = of_items(&items, |from, part| part.iter().enumerate().all(|(at, item)| *item == from + at + 1));
        assert!(places.len() <= MOST && places.into_iter().all(|all| all));
        assert_eq!((both(true, || 1, || 2), both(false, || 1, || 2)), ((1, 2), (1, 2)));
        let long = "eine Zeile\nзима\n".repeat(SHORT / 8);
        for text in ["", "one", "one\ntwo\n", &long, &long.replace('\n', " ")] {
            let parts = of_parts(text, |part| part);
            assert_eq!(parts.concat(), text);
            let (_, before) = parts.split_last().expect("one at least");
            assert!(before.iter().all(|part| part.ends_with('\n')));
        }
    }
}
