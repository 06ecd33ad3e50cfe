//! festival
