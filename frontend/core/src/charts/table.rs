//! The numbers of a chart as rows of words: for screen readers, for reading back, for spreadsheets.

/// A table. Every row is as long as the head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns, with units.
    pub head: Vec<String>,
    /// The cells; empty where nothing is known.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table of these columns.
    pub fn new<'a>(head: impl IntoIterator<Item = &'a str>) -> Self {
        Self { head: head.into_iter().map(str::to_owned).collect(), rows: Vec::new() }
    }

    /// Adds a row, filled up or cut to the head's length.
    pub fn push(&mut self, mut row: Vec<String>) {
        row.resize(self.head.len(), String::new());
        self.rows.push(row);
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

    #[test]
    fn cells_are_quoted_where_they_must() {
        let mut table = Table::new(["a", "b, c"]);
        table.push(vec!["=1+1".to_owned(), "say \"hi\"".to_owned(), "too much".to_owned()]);
        table.push(vec!["\u{2212}0.3".to_owned()]);
        assert_eq!(table.csv(), "a,\"b, c\"\r\n'=1+1,\"say \"\"hi\"\"\"\r\n-0.3,\r\n");
    }
}
