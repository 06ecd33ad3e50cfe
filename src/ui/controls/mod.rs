//! Things to press and fill in. They know no domain: a page gives them words, links and what to do.

pub mod button;
pub mod chips;
pub mod copy;
pub mod dialog;
pub mod endless;
pub mod field;
pub mod file_field;
pub mod icon;
pub mod notice;
pub mod segmented;
pub mod text_area;
pub mod typed_field;
