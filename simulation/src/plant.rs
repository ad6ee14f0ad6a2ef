//! Mistakes that a law must find.

/// A mistake planted into the trade, so that a law can be seen to go red.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Plant {
    #[default]
    None,
    /// Deliveries are recorded and their books forgotten.
    DeliverWithoutBooks,
    /// Parcels leave and their stock stays on the shelf.
    ShipWithoutStock,
    /// A receipt is booked twice.
    ReceiveTwice,
    /// An invoice draws two numbers and uses one.
    NumberSkipped,
    /// A cancellation forgets the hold.
    CancelKeepsHold,
    /// Money is recorded with the order and not in the books.
    PaidOutsideBooks,
    /// A request that is sent again comes with another key.
    KeyForgotten,
    /// What was acknowledged just before a crash is gone after it.
    AnswerBeforeCommit,
    /// A decision sends away what others were promised.
    SendHeldStock,
    /// Money goes back twice, once with the order.
    RefundTwiceInBooks,
    /// Goods come in at a cost and the books hear nothing of it.
    CostOutsideBooks,
    /// The difference between two exchange rates stays in the receivable.
    DifferenceForgotten,
    /// What another company's goods cost stands twice in the seller's books.
    OwedTwice,
}

impl Plant {
    /// All that are mistakes.
    pub const ALL: [Self; 13] = [
        Self::DeliverWithoutBooks,
        Self::ShipWithoutStock,
        Self::ReceiveTwice,
        Self::NumberSkipped,
        Self::CancelKeepsHold,
        Self::PaidOutsideBooks,
        Self::KeyForgotten,
        Self::AnswerBeforeCommit,
        Self::SendHeldStock,
        Self::RefundTwiceInBooks,
        Self::CostOutsideBooks,
        Self::DifferenceForgotten,
        Self::OwedTwice,
    ];
}
