//! Documents of our own making.
