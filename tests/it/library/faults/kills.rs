//! Tests of: programs that are killed while they write, alone and two at a time.

use std::time::Duration;

use super::*;

/// Kills the program at `rounds` random moments; how many writes were acknowledged, and how many kills came in the middle.
fn killed(rounds: usize, seed: u64) -> (usize, usize) {
    let (mut acknowledged, mut middle) = (0, 0);
    let mut victim = Victim::new(seed);
    for round in 0..rounds {
        if round % 50 == 49 {
            victim = Victim::new(seed + round as u64);
        }
        let run = victim.run("n", 24);
        let mut child = victim.start(&run.arguments);
        let mut lines = lines(&mut child);
        // After some of the writes, and a little later; or at some moment of the start.
        let first = victim.dice.roll(run.writes.len() + 1);
        let mut count = said(lines.by_ref().take(first));
        let pause = if first == 0 { victim.dice.roll(12_000) } else { victim.dice.roll(1500) };
        std::thread::sleep(Duration::from_micros(pause as u64));
        child.kill().expect("killed");
        child.wait().expect("gone");
        count += said(lines);
        acknowledged += count;
        middle += usize::from(count < run.writes.len());
        let (least, most) = (after(&victim.state, &run.writes[..count]), run.writes.len().min(count + 1));
        let most = after(&victim.state, &run.writes[..most]);
        let now = victim.now();
        assert!(now == least || now == most, "round {round}: after {count} of {} writes", run.writes.len());
        victim.state = now;
    }
    (acknowledged, middle)
}

/// The notes whose ids begin with `prefix`.
fn of(state: &State, prefix: &str) -> State {
    state.iter().filter(|(id, _)| id.starts_with(prefix)).map(|(id, body)| (id.clone(), body.clone())).collect()
}

/// The same with two programs that write to one library at once.
fn killed_together(rounds: usize, seed: u64) -> (usize, usize) {
    let (mut acknowledged, mut middle) = (0, 0);
    let mut victim = Victim::new(seed);
    for round in 0..rounds {
        if round % 25 == 24 {
            victim = Victim::new(seed + round as u64);
        }
        let runs = ["a", "b"].map(|prefix| victim.run(prefix, 24));
        let mut children = [0, 1].map(|at| victim.start(&runs[at].arguments));
        let mut lines = [0, 1].map(|at| lines(&mut children[at]));
        let first = victim.dice.roll(runs[0].writes.len() + 1);
        let mut counts = [said(lines[0].by_ref().take(first)), 0];
        std::thread::sleep(Duration::from_micros(victim.dice.roll(2500) as u64));
        // One of them, or both.
        let killed = [true, victim.dice.roll(2) == 0];
        for at in [0, 1] {
            if killed[at] {
                children[at].kill().expect("killed");
            }
        }
        let now: [State; 2] = {
            for (at, lines) in lines.into_iter().enumerate() {
                counts[at] += said(lines);
                children[at].wait().expect("gone");
            }
            let now = victim.now();
            ["a", "b"].map(|prefix| of(&now, prefix))
        };
        for (at, prefix) in ["a", "b"].into_iter().enumerate() {
            let (writes, count) = (&runs[at].writes, counts[at]);
            let before = of(&victim.state, prefix);
            acknowledged += count;
            middle += usize::from(count < writes.len());
            assert!(killed[at] || count == writes.len(), "round {round}: what was left alone came to its end");
            let possible = [after(&before, &writes[..count]), after(&before, &writes[..writes.len().min(count + 1)])];
            assert!(possible.contains(&now[at]), "round {round}, {prefix}: after {count} of {} writes", writes.len());
        }
        victim.state = now.into_iter().flatten().collect();
    }
    (acknowledged, middle)
}

#[test]
fn no_acknowledged_note_is_lost_by_a_kill() {
    let (acknowledged, middle) = killed(10, 1);
    assert!(acknowledged > 10 && middle > 1, "{acknowledged} acknowledged, {middle} in the middle");
}

#[test]
fn no_acknowledged_note_is_lost_by_kills_of_two_writers() {
    let (acknowledged, middle) = killed_together(4, 2);
    assert!(acknowledged > 4 && middle > 0, "{acknowledged} acknowledged, {middle} in the middle");
}

#[test]
#[ignore = "1,000 kills, and 200 with two writers: cargo test --release -- --ignored faults"]
fn a_thousand_kills() {
    let (acknowledged, middle) = killed(1000, 3);
    println!("1000 kills: {acknowledged} writes acknowledged, {middle} kills in the middle, none lost");
    assert!(middle > 300);
    let (acknowledged, middle) = killed_together(200, 4);
    println!("200 rounds of two writers: {acknowledged} writes acknowledged, {middle} killed in the middle, none lost");
    assert!(middle > 60);
}
