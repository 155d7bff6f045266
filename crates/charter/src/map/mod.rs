//! Where councils are, and how the arrow keys go from one to the next.
//!
//! | module | |
//! |---|---|
//! | `place` | latitude and longitude, and kilometres on a flat map |
//! | `steps` | the council that each arrow key goes to |

mod place;
mod steps;

pub use place::{Place, Point, Projection};
pub use steps::{Direction, Steps};
