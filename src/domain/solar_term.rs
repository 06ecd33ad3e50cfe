//! solar_term
