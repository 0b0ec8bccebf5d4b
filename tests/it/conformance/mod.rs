//! The conformance tests of the standards, through the code that makes rows.

mod bidi;
mod grapheme;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use crate::unicode::tell;

/// What became of the cases of a file.
#[derive(Default)]
struct Count {
    cases: AtomicUsize,
    failures: AtomicUsize,
    first: Mutex<Vec<String>>,
}

impl Count {
    fn add(&self, result: Result<(), String>) {
        self.cases.fetch_add(1, Relaxed);
        if let Err(told) = result {
            self.failures.fetch_add(1, Relaxed);
            let mut first = self.first.lock().expect("no panic while it is held");
            if first.len() < 10 {
                first.push(told);
            }
        }
    }

    /// Prints the count and fails where a case did.
    fn tell(&self, name: &str) {
        let (cases, failures) = (self.cases.load(Relaxed), self.failures.load(Relaxed));
        tell(&format!("{name}: {} of {cases}", cases - failures));
        let first = self.first.lock().expect("no panic while it is held");
        assert!(failures == 0, "{name}: {failures} of {cases} fail, among them\n{}", first.join("\n"));
    }
}

/// Calls `work` on all of `items`, on as many threads as there are processors.
fn all<T: Sync>(items: &[T], work: impl Fn(&T) + Sync) {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                const SHARE: usize = 1000;
                loop {
                    let start = next.fetch_add(SHARE, Relaxed);
                    let share = items.get(start..).unwrap_or_default();
                    if share.is_empty() {
                        break;
                    }
                    share.iter().take(SHARE).for_each(&work);
                }
            });
        }
    });
}
