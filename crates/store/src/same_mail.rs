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
    /// The same Message-ID, sender and words: the same mail, on another way or with another date.
    Words,
    /// The same Message-ID, sender and date, and other words: the same mail as other programs save it, or a part of it.
    Moment,
    /// Only the same Message-ID: another mail.
    MessageId,
}

/// What tells mails with one Message-ID apart.
pub(crate) struct Identity {
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
        let words = Digest::hash_parts(parts.iter().map(String::as_str));
        Self { sender: source.sender.raw().to_lowercase(), received: source.received, words }
    }

    /// For two sources with the same Message-ID and other content.
    pub(crate) fn likeness(&self, other: &Self) -> Likeness {
        match (self.sender == other.sender, self.words == other.words, self.received == other.received) {
            (true, true, _) => Likeness::Words,
            (true, false, true) => Likeness::Moment,
            (true, false, false) | (false, _, _) => Likeness::MessageId,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Digest, Identity, Likeness, Received, Source};
    use charter::incoming::Origin;
    use rstest::rstest;

    fn mail(sender: &str, on: &str, text: &str) -> Identity {
        let digest = Digest::hash_parts([sender, on, text]);
        let received = Received::parse_iso(on).ok();
        Identity::of(&Source {
            sender: sender.into(),
            received,
            text: text.into(),
            ..Source::empty(Origin::Mail, digest)
        })
    }

    #[rstest]
    #[case::another_date("clerk@wem.example", "2023-09-13T10:00", "We take part.", Likeness::Words)]
    #[case::wrapped_differently("Clerk@wem.example", "2023-09-12T10:00", "We take\npart. ", Likeness::Words)]
    #[case::torn("clerk@wem.example", "2023-09-12T10:00", "We take", Likeness::Moment)]
    #[case::a_web_form_later("clerk@wem.example", "2023-09-12T10:05", "No.", Likeness::MessageId)]
    #[case::another_council("clerk@ellesmere.example", "2023-09-12T10:00", "We take part.", Likeness::MessageId)]
    fn mails_with_one_message_id(
        #[case] sender: &str,
        #[case] on: &str,
        #[case] text: &str,
        #[case] likeness: Likeness,
    ) {
        let first = mail("clerk@wem.example", "2023-09-12T10:00", "We take part.");
        assert_eq!(first.likeness(&mail(sender, on, text)), likeness);
    }
}
