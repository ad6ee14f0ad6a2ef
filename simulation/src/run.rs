//! A run: days of steps. A step sends what is due as one group, lets the power fail or not, takes the answers, checks the laws.

mod checking;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kernel::Timestamp;
use orders::OrderId;
use store::{CommandError, Stage, StoreError, Submission, Value};

use crate::deed::Deed;
use crate::dice::Dice;
use crate::ground::{Ground, START, actor};
use crate::law::{Broken, Violated};
use crate::memory::Memory;
use crate::plant::Plant;
use crate::trade::{Idea, basket, contradicting, life, request, warehouse_work};
use crate::wish::{What, Wish};
use crate::world::{Waiting, World};

const DAY_MS: i64 = 86_400_000;
/// Steps of a day.
const STEPS: i64 = 4;

/// Which run.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    pub seed: u64,
    pub days: u32,
    /// A mistake to find.
    pub plant: Plant,
}

/// How a run without a broken law ended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ended {
    pub steps: u64,
    /// Requests sent, repetitions included.
    pub sent: u64,
    pub acknowledged: u64,
    pub orders: u64,
    pub crashes: u64,
    /// Refusals by their code.
    pub refused: BTreeMap<&'static str, u64>,
    /// Of every row of every table.
    pub digest: String,
}

enum Todo {
    Think(Idea),
    Send(Wish),
}

struct Run<'g> {
    ground: &'g Ground,
    plan: Plan,
    dice: Dice,
    world: World<'g>,
    memory: Memory,
    agenda: BTreeMap<(i64, u64), Todo>,
    tick: i64,
    day: u32,
    next: u64,
    variants: Vec<Value>,
    /// Orders touched by the step before: a crash may have taken what it acknowledged.
    before: BTreeSet<OrderId>,
    ended: Ended,
}

/// Runs a seed for some days.
pub fn simulate(ground: &Ground, plan: &Plan) -> Result<Ended, Broken> {
    let at = |day, step, violated: Violated| Broken { seed: plan.seed, day, step, law: violated.0 };
    ground.clock.set(START);
    let world = World::open(ground, &format!("run-{}.db", plan.seed)).map_err(|e| at(0, 0, e.into()))?;
    let mut run = Run {
        ground,
        plan: *plan,
        dice: Dice::new(plan.seed),
        world,
        memory: Memory::default(),
        agenda: BTreeMap::new(),
        tick: 0,
        day: 0,
        next: 0,
        variants: ground.goods.iter().map(|(variant, _)| Value::id(*variant)).collect(),
        before: BTreeSet::new(),
        ended: Ended::default(),
    };
    run.memory.seen.position = ground.first_position;
    let end = run.trade();
    end.map_err(|violated| at(run.day, run.ended.steps, violated))?;
    Ok(run.ended)
}

impl Run<'_> {
    fn trade(&mut self) -> Result<(), Violated> {
        for day in 0..self.plan.days {
            self.day = day;
            for _ in 0..STEPS {
                self.move_clock();
                self.invent()?;
                let strike = match self.dice.between(0, 19) {
                    0 => Some(Stage::Written),
                    1 => Some(Stage::Committed),
                    _ => None,
                };
                self.step(strike)?;
            }
        }
        // What is still unknown is asked again, until everything is.
        for _ in 0..50 {
            if self.memory.unsure.is_empty() {
                break;
            }
            self.tick += 1;
            self.step(None)?;
        }
        self.check_all()
    }

    /// Mostly forwards; sometimes days ahead of itself, sometimes behind.
    fn move_clock(&mut self) {
        self.tick += 1;
        let honest = self.tick * DAY_MS / STEPS + self.dice.between(0, 3_600_000);
        let bent = match self.dice.between(0, 39) {
            0 => 3 * DAY_MS,
            1 | 2 => -2 * DAY_MS,
            3 => -60_000,
            _ => 0,
        };
        self.ground.clock.set(Timestamp::from_ms(START.ms() + honest + bent));
    }

    fn number(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    fn plan_in(&mut self, ticks: i64, todo: Todo) {
        let number = self.number();
        self.agenda.insert((self.tick + ticks, number), todo);
    }

    /// New baskets and new work in the warehouses.
    fn invent(&mut self) -> Result<(), Violated> {
        for _ in 0..self.dice.between(0, 3) {
            let number = self.number();
            let basket = Arc::new(basket(&mut self.dice, self.ground, number)?);
            let wish = Wish::new(number, What::Place(Arc::clone(&basket)));
            self.plan_in(0, Todo::Send(wish));
        }
        if self.dice.permille(700) {
            let number = self.number();
            if let Some(what) = warehouse_work(&mut self.dice, self.ground, number) {
                self.plan_in(0, Todo::Send(Wish::new(number, what)));
            }
        }
        if self.dice.permille(20) {
            let number = self.number();
            self.plan_in(0, Todo::Send(Wish::new(number, What::EditCatalogue)));
        }
        Ok(())
    }

    /// What is due, as requests.
    fn due(&mut self) -> Vec<Wish> {
        let mut wishes = Vec::new();
        while let Some(entry) = self.agenda.first_entry().filter(|entry| entry.key().0 <= self.tick) {
            match entry.remove() {
                Todo::Send(wish) => wishes.push(wish),
                Todo::Think(idea) => {
                    let number = self.number();
                    if let Some(what) = request(&mut self.dice, &self.memory, &idea, number) {
                        wishes.push(Wish::new(number, what));
                    }
                }
            }
        }
        wishes
    }

    fn step(&mut self, strike: Option<Stage>) -> Result<(), Violated> {
        self.ended.steps += 1;
        let lossy = self.plan.plant == Plant::AnswerBeforeCommit && strike == Some(Stage::Written);
        if lossy {
            self.world.keep_copy()?;
        }
        let wishes = self.due();
        let mut sent = Vec::with_capacity(wishes.len());
        let mut restart = false;
        for mut wish in wishes {
            wish.sent += 1;
            restart |= matches!(wish.what, What::EditCatalogue);
            let copies = if self.dice.permille(50) { 2 } else { 1 };
            let mut waiting = Vec::with_capacity(copies);
            for _ in 0..copies {
                waiting.extend(self.send(&mut wish)?);
            }
            self.ended.sent += u64::try_from(waiting.len()).unwrap_or_default();
            sent.push((wish, waiting));
        }
        let struck = self.world.commit(if lossy { None } else { strike })?;
        let facts: BTreeSet<_> = sent.iter().flat_map(|(wish, _)| wish.facts_about()).collect();
        let mut touched = self.touched(&sent)?;
        if struck {
            self.ended.crashes += 1;
            self.world.reopen()?;
            for (wish, waiting) in sent {
                if !waiting.is_empty() {
                    self.memory.unsure_of(&wish);
                    self.plan_in(1, Todo::Send(wish));
                }
            }
            touched.append(&mut self.before.clone());
        } else {
            for (wish, waiting) in sent {
                self.take_answers(wish, waiting)?;
            }
            if lossy {
                self.world.lose_since_copy()?;
            } else if restart {
                self.world.reopen()?;
            }
        }
        self.check(&touched, &facts)?;
        self.before = touched;
        Ok(())
    }

    /// Prepares a request and hands it to the writer; nothing to wait for when it was answered while preparing.
    fn send(&mut self, wish: &mut Wish) -> Result<Option<Waiting>, Violated> {
        let forgotten = self.plan.plant == Plant::KeyForgotten && wish.sent > 1;
        let key = (!forgotten).then(|| wish.key.clone());
        let submission = Submission::by(&actor()).because(Some("simulated")).once(key);
        let context = self.world.context()?;
        let ground = self.ground;
        if let What::Place(order) = &wish.what {
            let order = Arc::clone(order);
            let known = self.world.answered_before(&wish.key)?;
            if let Some(reference) = known {
                self.acknowledge(wish, &reference)?;
                return Ok(None);
            }
            let draft = self.world.read(|read| order_to_cash::quote(&ground.desk, read, &context, &order));
            let plan = draft.and_then(|draft| order_to_cash::plan(&ground.vault, &context, &order, draft));
            return match plan {
                Ok((plan, _)) => Ok(Some(self.world.queue_order(submission, plan)?)),
                Err(error) => self.turned_down(wish, error).map(|()| None),
            };
        }
        let conversion = match &wish.what {
            What::Pay(input) => {
                let (id, at) = (input.order, input.at);
                Some(self.world.read(|read| ground.desk.order_and_conversion(read, id, at))?.1)
            }
            _ => None,
        };
        let work = wish.work(conversion, self.plan.plant);
        let work = work.ok_or_else(|| StoreError::misuse("a request without a command"))?;
        Ok(Some(self.world.queue(submission, Deed(work))?))
    }

    fn take_answers(&mut self, wish: Wish, waiting: Vec<Waiting>) -> Result<(), Violated> {
        let mut outdated = false;
        let mut done = false;
        for mut one in waiting {
            let answer = one.answer();
            match answer.ok_or_else(|| Violated("every request is answered: one was not".to_owned()))? {
                Ok(reference) => {
                    self.acknowledge(&wish, &reference)?;
                    done = true;
                }
                Err(CommandError::Refused(refusal)) if refusal.code == "plan_outdated" => outdated = true,
                // The second of two equal requests may find that the first was done, or that it is too late for both.
                Err(error) if done => return Err(Violated(format!("two equal requests have one answer: {error}"))),
                Err(error) => self.turned_down(&wish, error)?,
            }
        }
        if outdated && !done {
            self.plan_in(1, Todo::Send(wish));
        }
        Ok(())
    }

    fn turned_down(&mut self, wish: &Wish, error: CommandError) -> Result<(), Violated> {
        match error {
            CommandError::Refused(refusal) => {
                *self.ended.refused.entry(refusal.code).or_default() += 1;
                self.memory.refused(wish, refusal.code)
            }
            failed => Err(failed.into()),
        }
    }

    fn acknowledge(&mut self, wish: &Wish, reference: &str) -> Result<(), Violated> {
        let memory = &mut self.memory;
        let fresh = self.world.read(|read| memory.acknowledge(read, wish, reference))?;
        if !fresh {
            return Ok(());
        }
        self.ended.acknowledged += 1;
        self.follow(wish, reference);
        // Somebody did not hear the answer and asks again, much later.
        if self.dice.permille(40) {
            let later = self.dice.between(1, 8);
            self.plan_in(later, Todo::Send(wish.clone()));
        }
        Ok(())
    }

    /// What an acknowledged request leads to.
    fn follow(&mut self, wish: &Wish, reference: &str) {
        match &wish.what {
            What::Place(request) => {
                self.ended.orders += 1;
                let Ok(id) = reference.parse::<OrderId>() else { return };
                for (ticks, idea) in life(&mut self.dice, id) {
                    self.plan_in(ticks, Todo::Think(idea));
                }
                if self.dice.permille(30) {
                    let number = self.number();
                    let mut wrong = Wish::new(number, What::Place(contradicting(request)));
                    wrong.wrong = true;
                    self.plan_in(2, Todo::Send(wrong));
                }
            }
            What::Pay(input) if self.dice.permille(30) => {
                let number = self.number();
                let mut other = input.clone();
                other.amount = kernel::Money::new(input.amount.minor() + 1, input.amount.currency());
                let mut wrong = Wish::new(number, What::Pay(other));
                wrong.wrong = true;
                self.plan_in(3, Todo::Send(wrong));
            }
            What::Ship(input) => {
                let tracked = self
                    .memory
                    .orders
                    .get(&input.order)
                    .map(|order| order.shipments.keys().copied().collect::<Vec<_>>());
                for shipment in tracked.unwrap_or_default() {
                    let ticks = self.dice.between(0, 10);
                    self.plan_in(ticks, Todo::Think(Idea::Deliver(input.order, shipment)));
                }
            }
            What::Deliver(input) if self.dice.permille(250) => {
                let ticks = self.dice.between(0, 12);
                self.plan_in(ticks, Todo::Think(Idea::RequestReturn(input.order)));
            }
            What::Fail(input, _) => {
                let ticks = self.dice.between(0, 6);
                let again = if self.dice.permille(300) { Idea::Cancel(input.order) } else { Idea::Ship(input.order) };
                self.plan_in(ticks, Todo::Think(again));
            }
            What::RequestReturn(input) => {
                if let Ok(id) = reference.parse() {
                    let ticks = self.dice.between(1, 8);
                    self.plan_in(ticks, Todo::Think(Idea::TakeBack(input.order, id)));
                }
            }
            What::TakeBack(order, input) => {
                let (credit, refund) = (self.dice.between(0, 4), self.dice.between(0, 8));
                self.plan_in(credit, Todo::Think(Idea::Credit(*order, Some(input.id))));
                self.plan_in(refund, Todo::Think(Idea::Refund(*order)));
            }
            What::Send(_) => {
                if let Ok(id) = reference.parse() {
                    let ticks = self.dice.between(1, 12);
                    self.plan_in(ticks, Todo::Think(Idea::Arrive(id)));
                }
            }
            _ => {}
        }
    }

    /// The orders the step may have changed.
    fn touched(&mut self, sent: &[(Wish, Vec<Waiting>)]) -> Result<BTreeSet<OrderId>, Violated> {
        let mut touched: BTreeSet<OrderId> = sent.iter().filter_map(|(wish, _)| wish.order()).collect();
        let numbers: Vec<&str> = sent.iter().filter_map(|(wish, _)| wish.external_number()).collect();
        if !numbers.is_empty() {
            let found = self.world.read(|read| orders::queries::external_numbers_taken(read, &numbers))?;
            touched.extend(found.into_values());
        }
        Ok(touched)
    }
}
