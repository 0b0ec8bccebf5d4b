//! What reading any bytes may cost: time and memory, whatever they are.

use std::alloc::System;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use cap::Cap;

/// Bytes that reading one input may hold at a time; one more and the process aborts, which is a finding.
const MEMORY: usize = 256 << 20;

#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, usize::MAX);

static LIMIT: LazyLock<Option<Duration>> =
    LazyLock::new(|| std::env::var("HEXAPLA_FUZZ_MS").ok()?.parse().ok().map(Duration::from_millis));

/// What `read` gives. With `HEXAPLA_FUZZ_MS` set, what takes longer than so many milliseconds three times is a crash.
pub fn within<T>(read: impl Fn() -> T) -> T {
    let timed = || {
        let started = Instant::now();
        ALLOCATOR.set_limit(ALLOCATOR.allocated() + MEMORY).expect("more than what is held");
        let given = read();
        ALLOCATOR.set_limit(usize::MAX).expect("there is no limit");
        (given, started.elapsed())
    };
    let (given, taken) = timed();
    if let Some(limit) = *LIMIT
        && taken > limit
    {
        assert!(!(0..2).all(|_| timed().1 > limit), "slow");
    }
    given
}
