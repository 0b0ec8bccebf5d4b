//! The terminal itself: modes, events, the main loop.
