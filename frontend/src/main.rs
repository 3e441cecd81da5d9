//! Starts the page.

fn main() {
    gridcast_frontend::mount();
}
