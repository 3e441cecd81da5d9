//! The entry list: the 22 cars and 11 teams of 2026, as the session of the Chinese Grand Prix lists them.

/// A driver of the entry list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// Racing number.
    pub(super) number: u8,
    /// Code.
    pub(super) code: &'static str,
    /// Full name.
    pub(super) name: &'static str,
    /// Team.
    pub(super) team: &'static str,
    /// The team's colour, six hex digits.
    pub(super) colour: &'static str,
    /// Share of the lap time by which car and driver are slower than the best together.
    pub(super) deficit: f64,
}

const fn entry(
    number: u8,
    code: &'static str,
    name: &'static str,
    team: &'static str,
    colour: &'static str,
    deficit: f64,
) -> Entry {
    Entry { number, code, name, team, colour, deficit }
}

/// Everybody, two of a team after each other. The deficits are made up.
pub(super) const ENTRIES: [Entry; 22] = [
    entry(12, "ANT", "Kimi Antonelli", "Mercedes", "00D7B6", 0.0012),
    entry(63, "RUS", "George Russell", "Mercedes", "00D7B6", 0.0),
    entry(44, "HAM", "Lewis Hamilton", "Ferrari", "ED1131", 0.0018),
    entry(16, "LEC", "Charles Leclerc", "Ferrari", "ED1131", 0.0008),
    entry(1, "NOR", "Lando Norris", "McLaren", "F47600", 0.0005),
    entry(81, "PIA", "Oscar Piastri", "McLaren", "F47600", 0.0010),
    entry(3, "VER", "Max Verstappen", "Red Bull Racing", "4781D7", 0.0009),
    entry(6, "HAD", "Isack Hadjar", "Red Bull Racing", "4781D7", 0.0042),
    entry(10, "GAS", "Pierre Gasly", "Alpine", "00A1E8", 0.0064),
    entry(43, "COL", "Franco Colapinto", "Alpine", "00A1E8", 0.0088),
    entry(87, "BEA", "Oliver Bearman", "Haas F1 Team", "9C9FA2", 0.0060),
    entry(31, "OCO", "Esteban Ocon", "Haas F1 Team", "9C9FA2", 0.0071),
    entry(30, "LAW", "Liam Lawson", "Racing Bulls", "6C98FF", 0.0068),
    entry(41, "LIN", "Arvid Lindblad", "Racing Bulls", "6C98FF", 0.0074),
    entry(27, "HUL", "Nico Hulkenberg", "Audi", "F50537", 0.0079),
    entry(5, "BOR", "Gabriel Bortoleto", "Audi", "F50537", 0.0083),
    entry(55, "SAI", "Carlos Sainz", "Williams", "1868DB", 0.0085),
    entry(23, "ALB", "Alexander Albon", "Williams", "1868DB", 0.0090),
    entry(14, "ALO", "Fernando Alonso", "Aston Martin", "229971", 0.0105),
    entry(18, "STR", "Lance Stroll", "Aston Martin", "229971", 0.0130),
    entry(77, "BOT", "Valtteri Bottas", "Cadillac", "909090", 0.0150),
    entry(11, "PER", "Sergio Perez", "Cadillac", "909090", 0.0155),
];
