//! Inputs from seeds: each is one of the target's seeds, changed in a few places. What breaks a law is cut down to what is needed.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::Target;

/// An input that breaks a law.
#[derive(Debug, Clone)]
pub struct Finding {
    pub input: Vec<u8>,
    /// What the target said.
    pub said: String,
}

/// A small seeded generator.
struct Dice(u64);

impl Dice {
    /// SplitMix64 (Steele, Lea and Flood, 2014).
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to below `sides`.
    fn below(&mut self, sides: usize) -> usize {
        usize::try_from(self.roll() % u64::try_from(sides.max(1)).unwrap_or(1)).unwrap_or_default()
    }
}

/// Inputs longer than this are cut: laws break on small ones, and time is better spent on more of them.
const LONGEST: usize = 16 * 1024;

/// Tries the seeds as they are, then `inputs` changed ones. Stops at the first finding, made as small as it gets.
pub fn try_inputs(target: &Target, seeds: &[Vec<u8>], seed: u64, inputs: u64) -> Option<Finding> {
    let mut dice = Dice(seed);
    let whole = seeds.iter().cloned().chain([Vec::new()]);
    let changed = (0..inputs).map(|_| changed(target, seeds, &mut dice));
    let finding = whole.chain(changed).find_map(|input| breaks(target, &input).map(|said| Finding { input, said }))?;
    Some(smaller(target, finding))
}

/// What the target says when the input breaks a law.
pub fn breaks(target: &Target, input: &[u8]) -> Option<String> {
    let broken = catch_unwind(AssertUnwindSafe(|| (target.run)(input))).err()?;
    let text = broken.downcast_ref::<String>().cloned();
    Some(text.or_else(|| broken.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default())
}

fn changed(target: &Target, seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut input = seeds.get(dice.below(seeds.len())).cloned().unwrap_or_default();
    for _ in 0..=dice.below(6) {
        let at = dice.below(input.len() + 1);
        match dice.below(7) {
            0 => {
                let byte = u8::try_from(dice.below(256)).unwrap_or_default();
                if let Some(place) = input.get_mut(at) {
                    *place = byte;
                }
            }
            1 => {
                let bit = 1_u8 << dice.below(8);
                if let Some(place) = input.get_mut(at) {
                    *place ^= bit;
                }
            }
            2 | 3 => {
                let word = target.words.get(dice.below(target.words.len())).copied().unwrap_or_default();
                input.splice(at..at, word.bytes());
            }
            4 => {
                let end = (at + dice.below(24)).min(input.len());
                input.drain(at..end);
            }
            5 => {
                // A piece of it again, somewhere else.
                let end = (at + dice.below(64)).min(input.len());
                let piece = input.get(at..end).unwrap_or_default().to_vec();
                let to = dice.below(input.len() + 1);
                input.splice(to..to, piece);
            }
            _ => {
                // The end of another seed.
                let other = seeds.get(dice.below(seeds.len())).map(Vec::as_slice).unwrap_or_default();
                let from = dice.below(other.len() + 1);
                input.truncate(at);
                input.extend(other.get(from..).unwrap_or_default());
            }
        }
        input.truncate(LONGEST);
    }
    input
}

/// Takes away pieces as long as what is left still breaks a law.
fn smaller(target: &Target, mut finding: Finding) -> Finding {
    let mut piece = finding.input.len() / 2;
    while piece > 0 {
        let mut at = 0;
        while at < finding.input.len() {
            let end = (at + piece).min(finding.input.len());
            let mut less = finding.input.clone();
            less.drain(at..end);
            match breaks(target, &less) {
                Some(said) => finding = Finding { input: less, said },
                None => at = end,
            }
        }
        piece /= 2;
    }
    finding
}
