//! The length model of Gale & Church (1993), in characters.
