//! Who goes first where processors are short.

/// What this thread does is not waited for: who is waited for goes first.
pub fn give_way() {
    be_nice(15);
}

/// What this thread does is looked at a moment later: it gives way, but keeps up on a busy machine.
pub fn give_way_a_little() {
    be_nice(5);
}

/// Does work that gives way a little, and waits for it: on a busy machine it still has a fifth of what it asks for.
pub(crate) fn unhurried<A: Send>(work: impl FnOnce() -> A + Send) -> A {
    std::thread::scope(|threads| {
        let worker = threads.spawn(|| {
            give_way_a_little();
            work()
        });
        worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// Linux keeps a nice value for each thread.
fn be_nice(nice: i32) {
    if let Err(error) = rustix::process::nice(nice) {
        tracing::debug!(%error, "a thread stays as urgent as the others");
    }
}
