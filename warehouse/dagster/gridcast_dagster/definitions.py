"""What Dagster loads."""

import dagster as dg
from dagster_dbt import DbtCliResource

from .assets import models, project, season_data, topic_assets

#: DuckDB has one writer: steps of a run come one after another.
everything = dg.define_asset_job(
    "everything",
    selection=dg.AssetSelection.assets(season_data, models),
    executor_def=dg.in_process_executor,
)

season_job = dg.define_asset_job(
    "season",
    selection=dg.AssetSelection.assets(season_data),
    executor_def=dg.in_process_executor,
)

#: As the original: every second day. Cron counts days of the month, so the 31st and the 1st come one after the other.
season_schedule = dg.ScheduleDefinition(
    name="every_second_day",
    job=season_job,
    cron_schedule="0 0 */2 * *",
    execution_timezone="UTC",
)

automation = dg.AutomationConditionSensorDefinition(
    "follow_changes", target=dg.AssetSelection.all(), minimum_interval_seconds=60
)

definitions = dg.Definitions(
    assets=[*topic_assets, season_data, models],
    jobs=[everything, season_job],
    schedules=[season_schedule],
    sensors=[automation],
    resources={"dbt": DbtCliResource(project_dir=project)},
    executor=dg.in_process_executor,
)
