//! How does each part of the page look?
//!
//! Function components over the state; what happens in them goes out as an [`Action`](crate::state::Action)
//! and nowhere else. Text of articles becomes text nodes only.

mod bar;
mod filters;
mod foot;
mod header;
mod help;
mod marked;
mod notices;
mod reading;
mod results;

pub use filters::Filters;
pub use foot::Foot;
pub use header::Header;
pub use help::Help;
pub use notices::Notices;
pub use reading::Reading;
pub use results::Results;
