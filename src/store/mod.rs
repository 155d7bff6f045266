//! Where it is kept: one SQLite file.

mod backup;
mod desk;
mod error;
mod restore;

pub use backup::{Backup, backups};
pub use desk::{Loaded, Opened, Page, Store};
pub use error::{ApplyError, StoreError};
pub use restore::{Restored, restore};
