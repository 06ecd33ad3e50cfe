//! The residents' and volunteers' pages, one for each route.

pub mod calendar;
pub mod check_in;
pub mod courses;
pub mod doors;
pub mod helper;
pub mod hours;
pub mod my;
pub mod my_backup;
pub mod my_month;
pub mod reminder;
pub mod session;
pub mod slip;
pub mod verify;
pub mod volunteer;

mod asking;
mod member_form;
mod members;
mod past_hours;
mod site;
mod thing;
