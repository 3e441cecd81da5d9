//! The numbers of a chart as rows of words: for screen readers, for reading back, for spreadsheets.

use super::cast::Cast;

/// A table. Every row is as long as the head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns, with units.
    pub head: Vec<String>,
    /// The cells; empty where nothing is known.
    pub rows: Vec<Vec<String>>,
    /// Numbers of another kind, which stand below in a file.
    pub below: Option<Box<Table>>,
}

impl Table {
    /// An empty table of these columns.
    pub fn new<'a>(head: impl IntoIterator<Item = &'a str>) -> Self {
        Self { head: head.into_iter().map(str::to_owned).collect(), rows: Vec::new(), below: None }
    }

    /// A row a lap up to the last and a column a driver, in the order of the cast; laps that have no cell are left out.
    pub fn by_lap(cast: &Cast, last: u16, cell: impl Fn(usize, u16) -> Option<String>) -> Self {
        let mut table = Self::new(["Lap"].into_iter().chain(cast.members.iter().map(|member| member.code)));
        for lap in 1..=last {
            let cells: Vec<Option<String>> =
                (0..cast.members.len()).map(|driver| cell(driver, lap)).collect();
            if cells.iter().any(Option::is_some) {
                let cells = cells.into_iter().map(Option::unwrap_or_default);
                table.push(std::iter::once(lap.to_string()).chain(cells).collect());
            }
        }
        table
    }

    /// Adds a row, filled up or cut to the head's length.
    pub fn push(&mut self, mut row: Vec<String>) {
        row.resize(self.head.len(), String::new());
        self.rows.push(row);
    }

    /// Leaves only rows of which the column `first`, or all from there to the column `last`, shares something with a
    /// range; a row without a number there is that of the grid, before the first lap.
    pub fn keep(&mut self, [first, last]: [&str; 2], [low, high]: [f64; 2]) {
        let column = |name: &str| self.head.iter().position(|head| head == name);
        let (Some(first), Some(last)) = (column(first), column(last)) else { return };
        let number = |cell: &String| cell.parse::<f64>().unwrap_or(0.0);
        self.rows.retain(|row| number(&row[first]) <= high && low <= number(&row[last]));
    }

    /// As RFC 4180 has it, with a head, lines ended by CR LF. A cell that a spreadsheet would take for a formula is
    /// quoted with an apostrophe, unless it is a number.
    pub fn csv(&self) -> String {
        let mut csv = String::new();
        for row in std::iter::once(&self.head).chain(&self.rows) {
            for (i, cell) in row.iter().enumerate() {
                if 0 < i {
                    csv.push(',');
                }
                push_cell(&mut csv, cell);
            }
            csv.push_str("\r\n");
        }
        if let Some(below) = &self.below {
            csv = format!("{csv}\r\n{}", below.csv());
        }
        csv
    }
}

fn push_cell(csv: &mut String, cell: &str) {
    // The real minus sign is for people.
    let cell = cell.replace('\u{2212}', "-");
    let formula = cell.starts_with(['=', '+', '-', '@']) && cell.parse::<f64>().is_err();
    let cell = if formula { format!("'{cell}") } else { cell };
    if cell.contains([',', '"', '\n', '\r']) {
        csv.push('"');
        csv.push_str(&cell.replace('"', "\"\""));
        csv.push('"');
    } else {
        csv.push_str(&cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::inks::{Inks, Scheme};
    use crate::charts::testing::sample;
    use crate::charts::view::View;
    use crate::theme::Theme;

    #[test]
    fn laps_that_nobody_has_are_no_rows() {
        let (race, _) = sample();
        let cast = Cast::new(&race, &View::default(), &Inks::new(Theme::Dark, Scheme::Team));
        let table = Table::by_lap(&cast, 4, |driver, lap| {
            (lap != 3 && driver < 2).then(|| format!("{driver}/{lap}"))
        });
        assert_eq!(table.head, ["Lap", "NOR", "VER", "PIA", "ALO", "HAD"]);
        let laps: Vec<&str> = table.rows.iter().map(|row| row[0].as_str()).collect();
        assert_eq!(laps, ["1", "2", "4"]);
        assert_eq!(table.rows[2], ["4", "0/4", "1/4", "", "", ""]);
    }

    #[test]
    fn cells_are_quoted_where_they_must() {
        let mut table = Table::new(["a", "b, c"]);
        table.push(vec!["=1+1".to_owned(), "say \"hi\"".to_owned(), "too much".to_owned()]);
        table.push(vec!["\u{2212}0.3".to_owned()]);
        assert_eq!(table.csv(), "a,\"b, c\"\r\n'=1+1,\"say \"\"hi\"\"\"\r\n-0.3,\r\n");
    }
}
