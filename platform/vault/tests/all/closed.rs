//! What the types of personal data must not be able to do. The doc tests of `Personal` show what the compiler refuses.

use std::fmt::Display;
use std::marker::PhantomData;

use serde::{Deserialize, Serialize};
use vault::{Address, Opened, Opening, PersonData, Personal};

/// The answer for every type …
trait Cannot {
    const SERIALIZE: bool = false;
    const CLONE: bool = false;
    const PRINT: bool = false;
    const DESERIALIZE: bool = false;
}

/// … unless the type can: an inherent constant goes before a trait's.
macro_rules! can {
    ($name:ident, $probe:ident, $($bound:tt)*) => {
        struct $probe<T>(PhantomData<T>);
        impl<T> Cannot for $probe<T> {}
        impl<T: $($bound)*> $probe<T> {
            const $name: bool = true;
        }
    };
}
can!(SERIALIZE, CanSerialize, Serialize);
can!(CLONE, CanClone, Clone);
can!(PRINT, CanPrint, Display);
can!(DESERIALIZE, CanDeserialize, for<'a> Deserialize<'a>);

#[test]
fn personal_types_cannot_leave_as_text_and_openings_cannot_be_copied_or_come_in() {
    let found = [
        CanSerialize::<PersonData>::SERIALIZE,
        CanSerialize::<Address>::SERIALIZE,
        CanSerialize::<Personal<PersonData>>::SERIALIZE,
        CanSerialize::<Opened>::SERIALIZE,
        CanClone::<Personal<PersonData>>::CLONE,
        CanClone::<Opening>::CLONE,
        CanDeserialize::<Opening>::DESERIALIZE,
        CanPrint::<PersonData>::PRINT,
    ];
    assert_eq!(found, [false; 8]);
    let seen = [
        CanSerialize::<vault::Masked>::SERIALIZE,
        CanClone::<PersonData>::CLONE,
        CanDeserialize::<PersonData>::DESERIALIZE,
        CanPrint::<Personal<PersonData>>::PRINT,
    ];
    assert_eq!(seen, [true; 4], "the probe sees what is there");
}
