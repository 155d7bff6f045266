//! Decides whether two mails with one Message-ID are the same mail.
//!
//! A Message-ID names one mail (RFC 5322, 3.6.4), but some web forms give all their mails the same one.

use charter::calendar::Received;
use charter::ids::SourceId;
use charter::incoming::{Digest, Source};

/// A stored source with the same Message-ID or the same content as one that comes in.
pub(crate) struct SimilarSource {
    pub id: SourceId,
    pub likeness: Likeness,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// The same content, whatever the Message-ID.
    Content,
    /// The same Message-ID, sender, day and words: the same mail, on another way.
    Words,
    /// Only the same Message-ID: another mail, or one that was changed or torn on its way.
    MessageId,
}

/// What tells mails with one Message-ID apart.
pub(crate) struct Identity {
    /// Address, and the name with the address for answers: a web form writes all its mails from one address.
    sender: String,
    received: Option<Received>,
    words: Digest,
}

impl Identity {
    pub(crate) fn of(source: &Source) -> Self {
        let text = if source.whole.is_blank() { &source.text } else { &source.whole };
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut parts = vec![words(source.subject.raw()), words(text.raw())];
        for attachment in &source.attachments {
            let text = attachment.text.as_ref().map_or("", |text| text.raw());
            parts.extend([attachment.name.raw().to_owned(), attachment.size.to_string(), words(text)]);
        }
        let words_of_it = Digest::hash_parts(parts.iter().map(String::as_str));
        let sender = words(&format!("{} {}", source.sender.raw(), source.from.raw())).to_lowercase();
        Self { sender, received: source.received, words: words_of_it }
    }

    /// For two sources with the same Message-ID and other content.
    pub(crate) fn likeness(&self, other: &Self) -> Likeness {
        // Programs that save a mail may round its time or leave its date out.
        let same_day = match (self.received, other.received) {
            (Some(one), Some(other)) => one.on == other.on,
            _ => true,
        };
        if self.sender == other.sender && self.words == other.words && same_day {
            Likeness::Words
        } else {
            Likeness::MessageId
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Digest, Identity, Likeness, Received, Source};
    use charter::incoming::Origin;
    use rstest::rstest;

    fn mail(from: &str, on: &str, text: &str) -> Identity {
        let digest = Digest::hash_parts([from, on, text]);
        let received = Received::parse_iso(on).ok();
        let sender = from.split(['<', '>']).nth(1).unwrap_or(from);
        Identity::of(&Source {
            sender: sender.into(),
            from: from.into(),
            received,
            text: text.into(),
            ..Source::empty(Origin::Mail, digest)
        })
    }

    #[rstest]
    #[case::another_hour("clerk@wem.example", "2023-09-12T11:00", "We take part.", Likeness::Words)]
    #[case::without_its_date("clerk@wem.example", "", "We take part.", Likeness::Words)]
    #[case::wrapped_differently("Clerk@wem.example", "2023-09-12T10:00", "We take\npart. ", Likeness::Words)]
    #[case::another_day("clerk@wem.example", "2023-09-13T10:00", "We take part.", Likeness::MessageId)]
    #[case::other_words("clerk@wem.example", "2023-09-12T10:00", "No.", Likeness::MessageId)]
    #[case::undated_with_other_words("clerk@wem.example", "", "No.", Likeness::MessageId)]
    #[case::another_name("Ford <clerk@wem.example>", "2023-09-12T10:00", "We take part.", Likeness::MessageId)]
    #[case::another_council("clerk@ellesmere.example", "2023-09-12T10:00", "We take part.", Likeness::MessageId)]
    fn mails_with_one_message_id(#[case] from: &str, #[case] on: &str, #[case] text: &str, #[case] likeness: Likeness) {
        let first = mail("clerk@wem.example", "2023-09-12T10:00", "We take part.");
        assert_eq!(first.likeness(&mail(from, on, text)), likeness);
    }

    #[test]
    fn two_undated_mails_with_other_words_are_two() {
        let [yes, no] = ["Yes.", "No."].map(|text| mail("form@host.example", "", text));
        assert_eq!(yes.likeness(&no), Likeness::MessageId);
    }
}
