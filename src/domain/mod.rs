//! The words of a community family-service centre as types, its rules as methods.
//!
//! Nothing here knows a browser, a clock or a random number: today, ids and public holidays arrive as
//! arguments. What is said here is what the field says; see the glossary in
//! ARCHITECTURE.md for the Chinese terms.

pub mod activity;
pub mod age;
pub mod attendance;
pub mod book;
pub mod calendar;
pub mod calling;
pub mod catalogue;
pub mod category;
pub mod centre;
pub mod certificate;
pub mod changed;
pub mod checks;
pub mod costs;
pub mod draft;
pub mod draw;
pub mod festival;
pub mod finding;
pub mod holiday;
pub mod household;
pub mod id;
pub mod joined;
pub mod lanes;
pub mod ledger;
pub mod ledger_form;
pub mod lunar;
pub mod mend;
pub mod menu;
pub mod merit;
pub mod on_day;
pub mod openness;
pub mod placement;
pub mod plan;
pub mod planning;
pub mod poster;
pub mod proposal;
pub mod provision;
pub mod public_list;
pub mod public_name;
pub mod publishing;
pub mod recurrence;
pub mod repeat;
pub mod repeating;
pub mod search;
pub mod series;
pub mod serving;
pub mod sign_up;
pub mod skeleton;
pub mod slip;
pub mod solar_term;
pub mod staffing;
pub mod standing;
pub mod steps;
pub mod talent;
pub mod text;
pub mod time;
pub mod timetable;
pub mod training;
pub mod typed;
pub mod venue;
pub mod volunteering;
pub mod volunteers;
