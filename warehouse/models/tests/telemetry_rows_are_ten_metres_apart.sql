-- Rows of a lap's telemetry follow one another without a gap, and its time does not run backwards.

with telemetry as (
    select
        season,
        round,
        session,
        code,
        lap,
        "row",
        "time",
        lag("row") over (partition by season, round, session, code, lap order by "row") as last_row,
        lag("time") over (partition by season, round, session, code, lap order by "row") as last_time
    from {{ ref('pub_telemetry') }}
)

select
    season,
    round,
    session,
    'telemetry of ' || code || ' in lap ' || cast(lap as varchar) || ' has a gap' as reason
from telemetry
where (last_row is null and "row" <> 0) or "row" <> last_row + 1 or "time" < last_time
