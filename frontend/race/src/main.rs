//! Starts the page of a race.

fn main() {
    gridcast_race::mount();
}
