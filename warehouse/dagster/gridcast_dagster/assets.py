"""The assets: both topics' staging tables, the season data, and the models."""

import subprocess
import warnings

import dagster as dg
import duckdb
from dagster_dbt import DagsterDbtTranslator, DbtCliResource, DbtProject, dbt_assets

from . import settings

# Observed assets are a beta of Dagster's, at the version that is pinned.
warnings.filterwarnings("ignore", category=dg.BetaWarning)

#: Each is a table in staging, named as the models' sources are.
SEASON_TABLES = [
    "stg_jolpica_events",
    "stg_jolpica_circuits",
    "stg_jolpica_drivers",
    "stg_jolpica_constructors",
    "stg_jolpica_driver_standings",
    "stg_jolpica_constructor_standings",
    "stg_jolpica_results",
    "stg_jolpica_sprint_results",
    "stg_jolpica_qualifying_results",
    "stg_jolpica_laps",
    "stg_jolpica_pit_stops",
    "stg_jolpica_former",
]

#: Topics beside the first two may be absent; their tables are there all the same.
TOPIC_TABLES = ["stg_laps", "stg_telemetry", "stg_session", "stg_timing", "stg_race_control", "stg_weather"]


def rows_in(table: str) -> int | None:
    """Rows of a table; none when the database or the table is not there yet."""
    if not settings.database().is_file():
        return None
    with duckdb.connect(str(settings.database()), read_only=True) as connection:
        try:
            return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        except duckdb.CatalogException:
            return None


def topic_asset(table: str):
    """A staging table of a topic, which the sink fills. Its version is its number of rows: staging only grows."""

    @dg.observable_source_asset(
        key=dg.AssetKey(["staging", table]),
        group_name="topics",
        description=f"Records of a topic as they came, in {table}. Filled by `gridcast-warehouse sink`.",
        # Looked at every minute; the models follow when something was added.
        automation_condition=dg.AutomationCondition.cron_tick_passed("* * * * *") & ~dg.AutomationCondition.in_progress(),
    )
    def observe() -> dg.DataVersion:
        return dg.DataVersion(str(rows_in(table)))

    return observe


topic_assets = [topic_asset(table) for table in TOPIC_TABLES]


@dg.multi_asset(
    name="season_data",
    group_name="season",
    description="Season data from the Jolpica API, by upsert on natural keys.",
    specs=[
        dg.AssetSpec(
            dg.AssetKey(["staging", table]),
            description=f"Season data in {table}.",
            kinds={"duckdb"},
        )
        for table in SEASON_TABLES
    ],
)
def season_data(context: dg.AssetExecutionContext):
    command = [settings.program(), "jolpica", "--database", str(settings.database()), *settings.loader_arguments()]
    # The loader goes on after an answer it cannot use, and says so in its exit code; what it did load is kept.
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    context.log.info(run.stdout + run.stderr)
    if run.returncode != 0:
        raise dg.Failure(f"the loader ended with {run.returncode}", metadata={"output": run.stdout + run.stderr})
    for table in SEASON_TABLES:
        yield dg.MaterializeResult(
            asset_key=dg.AssetKey(["staging", table]), metadata={"dagster/row_count": rows_in(table) or 0}
        )


class Translator(DagsterDbtTranslator):
    """Models by their folders, each run as soon as what it reads has changed."""

    def get_group_name(self, dbt_resource_props):
        return dbt_resource_props["original_file_path"].split("/")[0]

    def get_automation_condition(self, dbt_resource_props):
        return dg.AutomationCondition.eager()


# What dbt makes stands beside the database: the folder of the models may be read-only.
project = DbtProject(
    project_dir=settings.models(), profiles_dir=settings.models(), target_path=settings.database().parent / "dbt-target"
)
project.preparer.prepare(project)


@dbt_assets(manifest=project.manifest_path, project=project, dagster_dbt_translator=Translator())
def models(context: dg.AssetExecutionContext, dbt: DbtCliResource):
    # `build` runs each model's tests right after it; they become asset checks.
    yield from dbt.cli(["build"], context=context).stream()
