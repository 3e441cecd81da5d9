//! Tables for people on a terminal: columns under their headings, no lines.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

/// Where a column's cells stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A table of columns, by heading, and rows. Lines end with their last cell.
pub fn of<const N: usize>(
    columns: impl IntoIterator<Item = (&'static str, Align)>,
    rows: impl IntoIterator<Item = [String; N]>,
) -> String {
    let (headings, aligned): (Vec<_>, Vec<_>) = columns.into_iter().unzip();
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(headings).add_rows(rows);
    for (column, align) in table.column_iter_mut().zip(aligned) {
        column.set_padding((0, 2)).set_cell_alignment(match align {
            Align::Left => CellAlignment::Left,
            Align::Right => CellAlignment::Right,
        });
    }
    table.trim_fmt()
}
