//! What Outlook saves besides plain mails.
