//! The runner on a small project of its own.

use super::*;
use crate::store::Store;

const PROJECT: &str = "
name: small
model-paths: [models]
seed-paths: [seeds]
macro-paths: [macros]
test-paths: [tests]
models: {small: {+materialized: table}}
vars: {least: 1}
";

struct Small {
    folder: tempfile::TempDir,
    store: Store,
}

impl Small {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let small = Self { store: Store::open(&folder.path().join("w.duckdb")).unwrap(), folder };
        small.write("dbt_project.yml", PROJECT);
        for (path, text) in files {
            small.write(path, text);
        }
        small
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join("project").join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn build(&self, select: &[&str], full_refresh: bool) -> Result<BuildReport, ModelsError> {
        let options = BuildOptions {
            select: select.iter().map(|word| (*word).to_owned()).collect(),
            full_refresh,
            project: ProjectOptions {
                models: Some(self.folder.path().join("project")),
                ..ProjectOptions::default()
            },
        };
        build(self.store.connection(), &options, &Stop::default())
    }

    fn number(&self, sql: &str) -> i64 {
        self.store.connection().query_row(sql, [], |row| row.get(0)).unwrap()
    }
}

const CHAIN: [(&str, &str); 4] = [
    ("seeds/names.csv", "id,name\n1,one\n2,two\n"),
    ("models/a.sql", "select id, name from {{ ref('names') }} where id >= {{ var('least') }}"),
    ("models/marts/b.sql", "select * from {{ ref('a') }}"),
    ("models/marts/c.sql", "select count(*) as n from {{ ref('b') }}"),
];

fn names(report: &BuildReport) -> Vec<&str> {
    report.models.iter().map(|model| model.name.as_str()).collect()
}

#[test]
fn models_run_behind_what_they_read_and_are_selected() {
    let small = Small::new(&CHAIN);
    let report = small.build(&[], false).unwrap();
    assert!(report.is_good(), "{}", report.to_table());
    assert_eq!(names(&report), ["names", "a", "b", "c"]);
    let rows: Vec<_> = report.models.iter().map(|model| model.rows.clone().unwrap()).collect();
    assert_eq!(rows, [2, 2, 2, 1]);
    assert_eq!(names(&small.build(&["b+"], false).unwrap()), ["b", "c"]);
    assert_eq!(names(&small.build(&["+b"], false).unwrap()), ["names", "a", "b"]);
    assert_eq!(names(&small.build(&["marts", "a"], false).unwrap()), ["a", "b", "c"]);
    assert!(matches!(small.build(&["z"], false), Err(ModelsError::Selection(_))));
}

#[test]
fn a_model_that_fails_stops_those_that_read_it_and_no_others() {
    let small = Small::new(&CHAIN);
    small.write("models/a.sql", "select missing from {{ ref('names') }}");
    small.write("models/other.sql", "select 1 as one");
    let report = small.build(&[], false).unwrap();
    assert!(!report.is_good());
    let failed: Vec<&str> =
        report.models.iter().filter(|model| model.rows.is_err()).map(|model| model.name.as_str()).collect();
    assert_eq!(failed, ["a", "b", "c"]);
    let table = report.to_table();
    assert!(table.contains("models/a.sql") && table.contains("not run: a failed"), "{table}");
}

#[test]
fn an_incremental_model_adds_what_is_new() {
    let model = "{{ config(materialized='incremental') }}
        select id, v from {{ source('raw', 'src') }} {% if is_incremental() %} where id > (select max(id) from {{ this }}) {% endif %}";
    let source = "sources: [{name: raw, tables: [{name: src}]}]";
    let small = Small::new(&[("models/grows.sql", model), ("models/sources.yml", source)]);
    let put = |sql: &str| small.store.connection().execute_batch(sql).unwrap();
    put("CREATE TABLE src AS SELECT * FROM (VALUES (1, 10), (2, 20)) t(id, v)");
    small.build(&[], false).unwrap();
    put("UPDATE src SET v = v + 1; INSERT INTO src VALUES (3, 30)");
    let report = small.build(&[], false).unwrap();
    assert_eq!(report.models[0].rows, Ok(3), "{}", report.to_table());
    // What was there is not looked at again.
    assert_eq!(small.number("SELECT sum(v) FROM grows"), 10 + 20 + 30);
    small.build(&[], true).unwrap();
    assert_eq!(small.number("SELECT sum(v) FROM grows"), 11 + 21 + 30);
    // Another column: made anew, not half-filled.
    small.write("models/grows.sql", &model.replace("id, v from", "id, v, 7 as w from"));
    small.build(&[], false).unwrap();
    assert_eq!(small.number("SELECT sum(w) FROM grows"), 21);
}

#[test]
fn a_build_does_what_is_new_and_no_more() {
    let small = Small::new(&CHAIN);
    small.write("models/sources.yml", "sources: [{name: raw, tables: [{name: src}]}]");
    small.write("models/of_rounds.sql", "select season, round, v from {{ source('raw', 'src') }}");
    small.write(
        "models/by_round.sql",
        "select season, round, sum(v) as v from {{ ref('of_rounds') }} group by all",
    );
    small.write("models/whole.sql", "select count(*) as n from {{ ref('by_round') }} where v > 2");
    small.write(
        "tests/v_is_small.sql",
        "select *, 'v is ' || v as reason from {{ ref('by_round') }} where v > 50",
    );
    small
        .write("dbt_project.yml", &PROJECT.replace("{least: 1}", "{least: 1, made_by: {round: [by_round]}}"));
    let put = |sql: &str| small.store.connection().execute_batch(sql).unwrap();
    let build = || {
        let report = small.build(&[], false).unwrap();
        (names(&report).join(" "), report.faults.iter().map(|fault| fault.reason.clone()).collect::<Vec<_>>())
    };
    put("CREATE TABLE src AS SELECT * FROM (VALUES (2025, 1, 1), (2025, 2, 2)) t(season, round, v)");
    assert_eq!(build().0, "names a b of_rounds by_round c whole");
    assert_eq!(build().0, "");
    // What does not change what is made of it goes no further.
    put("INSERT INTO src VALUES (2025, 1, 0)");
    assert_eq!(build().0, "of_rounds by_round");
    put("INSERT INTO src VALUES (2025, 2, 1)");
    assert_eq!(build().0, "of_rounds by_round whole");
    assert_eq!(small.number("SELECT v FROM by_round WHERE round = 2"), 3);
    // A fault stays for as long as its round is as it is, whatever else is built.
    put("INSERT INTO src VALUES (2025, 1, 98)");
    assert_eq!(build().1, ["v is 99"]);
    put("INSERT INTO src VALUES (2025, 2, 1)");
    assert_eq!(build().1, ["v is 99"]);
    put("INSERT INTO src VALUES (2025, 1, -95)");
    assert_eq!(build().1, Vec::<String>::new());
    // Another text of a model: everything is made anew.
    small.write("models/whole.sql", "select count(*) as n from {{ ref('by_round') }}");
    assert_eq!(build().0, "names a b of_rounds by_round c whole");
}

#[test]
fn a_model_that_fails_for_a_round_holds_back_that_round_alone() {
    let small = Small::new(&[
        ("models/sources.yml", "sources: [{name: raw, tables: [{name: src}]}]"),
        ("models/of_rounds.sql", "select season, round, v from {{ source('raw', 'src') }}"),
        // Nobody thought of a text that is no number.
        (
            "publish/by_round.sql",
            "select season, round, sum(cast(v as integer)) as v from {{ ref('of_rounds') }} group by all",
        ),
        ("publish/behind.sql", "select season, round, v + 1 as v from {{ ref('by_round') }}"),
    ]);
    let settings = PROJECT
        .replace("{least: 1}", "{least: 1, made_by: {round: [by_round, behind]}}")
        .replace("[models]", "[models, publish]");
    small.write("dbt_project.yml", &settings);
    let put = |sql: &str| small.store.connection().execute_batch(sql).unwrap();
    let build = || {
        let report = small.build(&[], false).unwrap();
        assert!(report.stopper().is_none(), "{}", report.to_table());
        let held: Vec<Holds> = report.faults.iter().map(|fault| fault.holds.clone()).collect();
        (names(&report).join(" "), held, report.is_good())
    };
    let values = || {
        let sql = "SELECT coalesce(string_agg(season || '/' || round || ' ' || v, ', ' ORDER BY ALL), '') FROM behind";
        small.store.connection().query_row(sql, [], |row| row.get::<_, String>(0)).unwrap()
    };
    let held = |round| Holds::Round { season: 2025, round, session: None };
    put(
        "CREATE TABLE src AS SELECT * FROM (VALUES (2025, 1, '1'), (2025, 2, 'x'), (2024, 2, '5')) t(season, round, v)",
    );
    // Of nothing that was there: the round is missing, and the others are made.
    assert_eq!(build(), ("of_rounds by_round behind".to_owned(), vec![held(2)], false));
    assert_eq!(values(), "2024/2 6, 2025/1 2");
    // It is tried again, and only it.
    put("INSERT INTO src VALUES (2025, 1, '2')");
    assert_eq!(build(), ("of_rounds by_round behind".to_owned(), vec![held(2)], false));
    assert_eq!(values(), "2024/2 6, 2025/1 4");
    assert_eq!(build(), ("by_round".to_owned(), vec![held(2)], false));
    // It heals.
    put("DELETE FROM src WHERE v = 'x'; INSERT INTO src VALUES (2025, 2, '3')");
    assert_eq!(build(), ("of_rounds by_round behind".to_owned(), vec![], true));
    assert_eq!(values(), "2024/2 6, 2025/1 4, 2025/2 4");
    assert_eq!(build().0, "");
    // In step: what was there before stays, in this build and in one of everything.
    put("INSERT INTO src VALUES (2025, 1, 'y'), (2025, 2, '1')");
    assert_eq!(build().1, [held(1)]);
    assert_eq!(values(), "2024/2 6, 2025/1 4, 2025/2 5");
    small.write("models/other.sql", "select 1 as one");
    assert_eq!(build().1, [held(1)]);
    assert_eq!(values(), "2024/2 6, 2025/1 4, 2025/2 5");
    // What no round can be made of is nobody's fault but the model's.
    small.write("publish/by_round.sql", "select missing from {{ ref('of_rounds') }}");
    assert!(small.build(&[], false).unwrap().stopper().is_some());
}

const TESTS: &str = "
models:
  - name: b
    data_tests:
      - unique_together: {arguments: {columns: [id, name]}}
    columns:
      - name: id
        data_tests:
          - unique
          - not_null
          - relationships: {arguments: {to: ref('names'), field: id}}
      - name: name
        data_tests:
          - accepted_values: {arguments: {values: [one, two]}}
";

#[test]
fn tests_find_the_fault_that_is_seeded_and_only_that() {
    let small = Small::new(&CHAIN);
    small.write("models/schema.yml", TESTS);
    small.write("macros/unique_together.sql", include_str!("../../models/macros/unique_together.sql"));
    small.write("tests/nothing_negative.sql", "select * from {{ ref('b') }} where id < 0");
    let report = small.build(&[], false).unwrap();
    assert!(report.is_good() && report.checks.len() == 6, "{}", report.to_table());
    let check = |model: &str, expected: &[&str]| {
        small.write("models/marts/b.sql", model);
        let report = small.build(&["names", "b"], false).unwrap();
        let mut failed: Vec<&str> = report
            .checks
            .iter()
            .filter(|check| check.is_failure())
            .map(|check| check.name.as_str())
            .collect();
        failed.sort_unstable();
        assert_eq!(failed, expected, "{}", report.to_table());
        assert_eq!(report.is_good(), expected.is_empty());
    };
    small.build(&["a"], false).unwrap();
    check("select * from {{ ref('a') }} union all select 1, 'two'", &["unique_b_id"]);
    check(
        "select * from {{ ref('a') }} union all select 1, 'one'",
        &["unique_b_id", "unique_together_b_id__name"],
    );
    check("select * from {{ ref('a') }} union all select null, 'one'", &["not_null_b_id"]);
    check("select id, 'three' as name from {{ ref('a') }}", &["accepted_values_b_name"]);
    check("select * from {{ ref('a') }} union all select 9, 'two'", &["relationships_b_id"]);
    check("select * from {{ ref('a') }} limit 0", &[]);
    check("select -1 as id, 'one' as name", &["nothing_negative", "relationships_b_id"]);
}

#[test]
fn models_that_read_each_other_are_named() {
    let small = Small::new(&[("models/a.sql", "{{ ref('b') }}"), ("models/b.sql", "{{ ref('a') }}")]);
    assert_eq!(small.build(&[], false).unwrap_err().to_string(), "models read each other: a <- b <- a");
}

#[test]
fn what_is_not_understood_is_named_with_file_and_line() {
    let error = |path: &str, text: &str| {
        let small = Small::new(&CHAIN);
        small.write(path, text);
        small.build(&[], false).unwrap_err().to_string()
    };
    let check = |path: &str, text: &str, expected: &[&str]| {
        let said = error(path, text);
        assert!(said.starts_with(path) && expected.iter().all(|part| said.contains(part)), "{said}");
    };
    let of_b = |rest: &str| format!("version: 2\nmodels:\n  - name: b\n    {rest}\n");
    check("models/s.yml", &of_b("data_test: [unique]"), &["line 4", "data_test"]);
    check("models/s.yml", &of_b("data_tests: [positive]"), &["line 4", "positive"]);
    check("models/s.yml", "models: [{name: z}]", &["there is no model z"]);
    check("models/s.yml", "models: [", &["line 1"]);
    check("models/other/b.sql", "select 1", &["has the name of models/marts/b.sql"]);
    check("models/marts/c.sql", "\n{{ ref('z') }}", &["there is no model z", "models/marts/c.sql:2"]);
    let views = PROJECT.replace("table", "view");
    check("dbt_project.yml", &views, &["line 7", "view"]);
}

#[test]
fn the_built_in_project_is_understood_to_its_last_test() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("w.duckdb")).unwrap();
    let report = build(store.connection(), &BuildOptions::default(), &Stop::default()).unwrap();
    assert!(report.is_good(), "{}", report.to_table());
    assert!(70 < report.models.len() && 390 < report.checks.len(), "{}", report.to_table());
}

#[test]
fn laps_are_asked_for_in_four_forms() {
    for text in ["all", "NOR-44", "2025/1/NOR-44", "2025/1/sprint/NOR-44", "2025/1/sprint-qualifying/CED/2-4"]
    {
        assert_eq!(asked_lap(text).is_ok(), !text.contains("CED"), "{text}");
    }
    for text in ["", "NOR", "NOR-x", "44", "2025/NOR-44", "2025/x/NOR-44", "-44"] {
        assert!(asked_lap(text).is_err(), "{text}");
    }
}
