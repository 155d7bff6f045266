//! Boundaries, line ends, mailboxes, dates and ids of mails.
