//! Journeys: people with browsers of their own, and nothing between them but a plain static server.
//!
//! `make journeys` builds what they need and runs them; one of them: `make journeys ONLY=part_of_its_name`.

mod browser;
mod bucket;
mod site;

mod arrival;
mod board;
mod calendar;
mod catalogue;
mod draw;
mod ledger;
mod publishing;
mod round;
mod session;
mod volunteers;
mod way_back;
