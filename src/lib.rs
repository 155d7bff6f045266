//! charterdesk
