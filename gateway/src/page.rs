//! What is written into a built page when it is served below a path, or from a folder: where its addresses begin, and
//! which recording it plays.

/// What the build writes: the page lies at its site's root.
const AT_ROOT: &str = "<base href=\"/\">";

/// The page with another base; as it is where it names none.
pub fn rebased(html: &str, base: &str) -> String {
    html.replacen(AT_ROOT, &format!("<base href=\"{base}\">"), 1)
}

/// The page of a folder of files, `depth` folders below its root, that plays this recording and nothing live; `None`
/// where the page names no base, so that it cannot be moved.
pub fn exported(html: &str, depth: usize, session: &str) -> Option<String> {
    let base = if depth == 0 { "./".to_owned() } else { "../".repeat(depth) };
    let head = format!("<base href=\"{base}\"><meta name=\"gridcast-session\" content=\"{session}\">");
    html.contains(AT_ROOT).then(|| html.replacen(AT_ROOT, &head, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head><base href=\"/\"><link href=\"icon.svg\"></head>";

    #[test]
    fn a_page_begins_its_addresses_where_it_is_told() {
        assert_eq!(rebased(PAGE, "/f1/"), "<head><base href=\"/f1/\"><link href=\"icon.svg\"></head>");
        assert_eq!(rebased("<p>", "/f1/"), "<p>");
        let page = exported(PAGE, 3, "a").unwrap();
        assert!(
            page.contains("<base href=\"../../../\"><meta name=\"gridcast-session\" content=\"a\">"),
            "{page}"
        );
        assert!(exported(PAGE, 0, "a").unwrap().contains("<base href=\"./\">"));
        assert_eq!(exported("<head>", 0, "a"), None);
    }
}
