use super::Dice;
use crate::load::{RequestHead, Ticket, Traffic};

/// One question to the API: what follows `/v1/orders`, and a body when it is asked with one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub path: String,
    pub body: Option<String>,
}

impl Question {
    pub fn get(path: impl Into<String>) -> Self {
        Self { path: path.into(), body: None }
    }

    pub fn post(path: &str, body: &serde_json::Value) -> Self {
        Self { path: path.to_owned(), body: Some(body.to_string()) }
    }
}

/// Questions about orders, each kind answered and tallied on its own: kind `n` is the `n`-th list. They come in turn, so every
/// kind is asked equally often; within a kind one is drawn, so that no answer stays warm.
pub struct Questions {
    get: RequestHead,
    post: RequestHead,
    kinds: Vec<Vec<Question>>,
    dice: Dice,
    asked: u64,
}

impl Questions {
    /// `head` makes the head of a method's requests to `/v1/orders`.
    pub fn new(head: impl Fn(&str) -> RequestHead, kinds: Vec<Vec<Question>>) -> Self {
        Self { get: head("GET"), post: head("POST"), kinds, dice: Dice::new(0xa5c), asked: 0 }
    }
}

impl Traffic for Questions {
    fn request(&mut self, out: &mut Vec<u8>) -> Option<Ticket> {
        let number = self.asked;
        self.asked += 1;
        let kind = usize::try_from(number).ok()? % self.kinds.len().max(1);
        let questions = self.kinds.get(kind)?;
        let Question { path, body } = questions.get(self.dice.below(questions.len()))?;
        match body {
            None => self.get.bare_below(out, path),
            Some(body) => self.post.below(out, path, number, |out| out.extend_from_slice(body.as_bytes())),
        }
        Some(Ticket { kind, tag: number })
    }
}
