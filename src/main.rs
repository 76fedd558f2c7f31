//! The page.
//!
//! | module | question it answers |
//! | --- | --- |
//! | `state` | what does the page show, and what changes it? |
//! | `app` | what does a change set off outside? |
//! | `components` | how does each part look? |
//! | `engine` | how does the page reach the engine? |
//! | `address` | how does it read and write its address? |
//! | `text` | which pieces of a text are marked? |
//! | `download` | how does something leave the page for the user's own disk? |
//! | `names` | what are languages, dates and numbers called? |

mod address;
mod app;
mod components;
mod download;
mod engine;
mod names;
mod state;
mod text;

fn main() {
    yew::Renderer::<app::App>::new().render();
}
