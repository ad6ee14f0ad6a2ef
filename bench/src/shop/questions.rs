use super::Dice;
use crate::load::{RequestHead, Ticket, Traffic};

/// Questions to the API, each kind answered and tallied on its own: kind `n` is the `n`-th list of paths. They come in
/// turn, so every kind is asked equally often; within a kind a path is drawn, so that no answer stays warm.
pub struct Questions {
    kinds: Vec<Vec<RequestHead>>,
    dice: Dice,
    asked: usize,
}

impl Questions {
    /// `head` makes the head of a `GET` for a path.
    pub fn new(head: impl Fn(&str) -> RequestHead, kinds: &[Vec<String>]) -> Self {
        let kinds = kinds.iter().map(|paths| paths.iter().map(|path| head(path)).collect()).collect();
        Self { kinds, dice: Dice::new(0xa5c), asked: 0 }
    }
}

impl Traffic for Questions {
    fn request(&mut self, out: &mut Vec<u8>) -> Option<Ticket> {
        let kind = self.asked % self.kinds.len().max(1);
        self.asked += 1;
        let heads = self.kinds.get(kind)?;
        heads.get(self.dice.below(heads.len()))?.bare(out);
        Some(Ticket { kind, tag: 0 })
    }
}
