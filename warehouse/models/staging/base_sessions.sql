-- Records of the session topic, typed; a later record completes an earlier one of the same session.
-- Grain: a session. Key: session_id. Source: stg_session. Units: ms, m.

with records as (
    select
        {{ staged_row() }} as staged_row,
        {{ json_record('record_content', [
            ['Session', 'VARCHAR'], ['StartDate', 'BIGINT'], ['Kind', 'VARCHAR'], ['Season', 'INTEGER'],
            ['Round', 'INTEGER'], ['Event', 'VARCHAR'], ['Circuit', 'VARCHAR'], ['CircuitLength', 'DOUBLE'],
            ['ScheduledLaps', 'INTEGER'], ['Simulated', 'BOOLEAN']
        ]) }} as r
    from {{ source('staging', 'stg_session') }}
),

typed as (
    select
        records.staged_row,
        {{ json_value('r', 'Session', 'varchar') }} as session_id,
        {{ told_date(json_value('r', 'StartDate', 'bigint')) }} as start_date_ms,
        {{ json_value('r', 'Kind', 'varchar') }} as kind,
        {{ json_value('r', 'Season', 'integer') }} as season,
        {{ json_value('r', 'Round', 'integer') }} as round,
        {{ json_value('r', 'Event', 'varchar') }} as event_name,
        {{ json_value('r', 'Circuit', 'varchar') }} as circuit_name,
        {{ json_value('r', 'CircuitLength', 'double') }} as circuit_length_m,
        {{ json_value('r', 'ScheduledLaps', 'integer') }} as scheduled_laps,
        {{ json_value('r', 'Simulated', 'boolean') }} as is_simulated
    from records
),

ranked as (
    select
        session_id,
        {% for column in [
            'start_date_ms', 'kind', 'season', 'round', 'event_name', 'circuit_name', 'circuit_length_m',
            'scheduled_laps', 'is_simulated'
        ] %}
        first_value({{ column }} ignore nulls) over (
            partition by session_id order by staged_row desc
            rows between unbounded preceding and unbounded following
        ) as {{ column }},
        {% endfor %}
        row_number() over (
            partition by session_id order by staged_row desc
        ) as newest
    from typed
    where session_id is not null
)

select
    session_id,
    start_date_ms,
    kind,
    season,
    round,
    event_name,
    circuit_name,
    circuit_length_m,
    scheduled_laps,
    coalesce(is_simulated, false) as is_simulated
from ranked
where newest = 1
