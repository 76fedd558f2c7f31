//! The page.
//!
//! | module | question it answers |
//! | --- | --- |
//! | `state` | what does the page show, and what changes it? |
//! | `app` | what does a change set off outside? |
//! | `components` | how does each part look? |
//! | `engine` | how does the page reach the engine? |
//! | `address` | how does it read and write its address? |
//! | `keys` | what do keys do? |
//! | `setting` | into which blocks is the text of an article set? |
//! | `panes` | how wide are the panes, and which are put away? |
//! | `searches` | which searches were made lately, and which are to be kept? |
//! | `stars` | which articles did the user give a star? |
//! | `noting` | on which words of an article does a note stand? |
//! | `ordered` | how is a small table kept in order? |
//! | `text` | which pieces of a text are marked? |
//! | `handing_on` | how does the page become one file that holds the articles? |
//! | `download` | how does something leave the page for the user's own disk? |
//! | `reasons` | how is a label's reason said in words? |
//! | `theme` | light or dark, and how large? |
//! | `words` | what does the page say, and in which language? |
//! | `names` | what are languages, dates and numbers called? |

mod address;
mod app;
mod asked;
mod components;
mod corpora;
mod download;
mod dropping;
mod engine;
mod handing_on;
mod keys;
mod names;
mod noting;
mod ordered;
mod panes;
mod reasons;
mod searches;
mod setting;
mod stars;
mod state;
mod text;
mod theme;
mod words;

use wasm_bindgen_futures::spawn_local;

fn main() {
    handing_on::remember();
    asked::listen();
    spawn_local(async {
        // Without words there is nothing to show: the page's head says so.
        match words::begin().await {
            Ok(()) => {
                yew::Renderer::<app::App>::new().render();
            }
            Err(_) => words::fail(),
        }
    });
}
