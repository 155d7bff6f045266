//! The classes that the sentence models know for each question.

use charter::returns::{Frequency, Method, Wish};

/// Another interval is the last class and has no value of its own.
const FREQUENCIES: [Frequency; 5] =
    [Frequency::Monthly, Frequency::Quarterly, Frequency::SixMonthly, Frequency::Yearly, Frequency::AsNeeded];

/// Another method is the last class and has no value of its own.
const METHODS: [Method; 5] =
    [Method::InPerson, Method::Digital, Method::WrittenUpdate, Method::Phone, Method::NotRequired];

pub fn wish_class(wish: Wish) -> usize {
    usize::from(wish == Wish::No)
}

pub fn frequency_class(value: &Frequency) -> usize {
    FREQUENCIES.iter().position(|known| known == value).unwrap_or(FREQUENCIES.len())
}

pub fn method_class(value: &Method) -> usize {
    METHODS.iter().position(|known| known == value).unwrap_or(METHODS.len())
}

pub(in crate::extract) fn wish_of(class: usize) -> Wish {
    if class == wish_class(Wish::No) { Wish::No } else { Wish::Yes }
}

pub(in crate::extract) fn frequency_of(class: usize) -> Option<Frequency> {
    FREQUENCIES.get(class).cloned()
}

pub(in crate::extract) fn method_of(class: usize) -> Option<Method> {
    METHODS.get(class).cloned()
}
