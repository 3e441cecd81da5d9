-- Sessions, and which round each belongs to.
-- Grain: a session. Key: session_key.
-- Sources: base_laps, int_session_drivers, int_session_zeros, base_sessions, base_events, int_driver_ids.
-- Units: UTC ms; race_start_ms is session time, ms.
-- A session belongs to the round that a session record near it names, or else to the one whose own start lies
-- between the session's zero and its end: a race may start late, and another series may drive on the day before.
-- The round that a record names is found by the event's name; its number may be of an older calendar.
-- A session without either, and a simulated one, is round 0 of its year. Where the same session of a round was recorded
-- several times, the one with the most laps counts, and of round 0 the newest.
-- `session` is its name in keys and paths. Which practice one is, the end of its id says ("2023-07-fp2"), or else the
-- schedule, or else the order of those that are known; outside a championship every practice is the first.

with laps as (
    select
        z.session_key,
        -- Each once, however often it was corrected, or a recording played.
        count(distinct l.driver_code || ' ' || cast(l.lap_number as varchar)) as n_laps,
        max(l.lap_number) as last_lap,
        min(coalesce(l.start_date_ms, l.zero_ms + l.start_ms)) as first_date_ms,
        max(coalesce(l.start_date_ms, l.zero_ms + l.start_ms) + coalesce(l.lap_time_ms, 0)) as last_date_ms,
        coalesce(
            min(case when l.lap_number = 1 then coalesce(l.start_ms, l.start_date_ms - l.zero_ms) end),
            -- A recording that begins within laps has their ends alone.
            min(coalesce(l.start_ms, l.start_date_ms - l.zero_ms, l.sector3_end_ms - coalesce(l.lap_time_ms, 0)))
        ) as race_start_ms
    from {{ ref('base_laps') }} as l
    inner join {{ ref('int_session_zeros') }} as z on l.zero_ms = z.zero_ms
    group by z.session_key
),

telemetry as (
    select
        session_key,
        min(first_date_ms) as first_date_ms,
        max(last_date_ms) as last_date_ms,
        sum(n_samples) as n_samples
    from {{ ref('int_session_drivers') }}
    group by session_key
),

spans as (
    select
        coalesce(l.session_key, t.session_key) as session_key,
        coalesce(l.n_laps, 0) as n_laps,
        coalesce(t.n_samples, 0) as n_samples,
        l.race_start_ms,
        coalesce(l.first_date_ms, t.first_date_ms) as first_date_ms,
        {{ larger('l.last_date_ms', 't.last_date_ms') }} as last_date_ms
    from laps as l
    full outer join telemetry as t on l.session_key = t.session_key
),

recorded as (
    select
        s.session_key,
        r.session_id,
        r.kind,
        r.season,
        r.round,
        r.event_name,
        r.circuit_name,
        r.circuit_length_m,
        r.scheduled_laps,
        r.is_simulated,
        row_number() over (
            partition by s.session_key order by abs(r.start_date_ms - s.first_date_ms), r.session_id
        ) as nearness
    from spans as s
    inner join {{ ref('base_sessions') }} as r
        on r.start_date_ms between s.first_date_ms - 43200000 and s.last_date_ms + 43200000
),

starts as (
    {% for at, session in [
        ('race_at', 'race'), ('sprint_at', 'sprint'), ('qualifying_at', 'qualifying'),
        ('sprint_qualifying_at', 'sprint-qualifying'), ('first_practice_at', 'fp1'),
        ('second_practice_at', 'fp2'), ('third_practice_at', 'fp3')
    ] %}
    select season, round, '{{ session }}' as session, {{ ms_of_timestamp(at) }} as at_ms
    from {{ ref('base_events') }}
    where {{ at }} is not null
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

scheduled as (
    select
        s.session_key,
        e.season,
        e.round,
        e.session,
        row_number() over (
            partition by s.session_key order by abs(e.at_ms - s.first_date_ms), e.season, e.round, e.session
        ) as nearness
    from spans as s
    inner join starts as e
        -- The zero is when recording began; where that was at the start itself, half an hour before it counts too.
        on e.at_ms between {{ smaller('s.session_key', 's.first_date_ms - 1800000') }} and s.last_date_ms
),

-- What a session record calls its round: the calendar may have renumbered it since.
named as (
    select
        r.session_key,
        e.season,
        e.round,
        row_number() over (partition by r.session_key order by e.round) as choice
    from recorded as r
    inner join {{ ref('base_events') }} as e on r.season = e.season and r.event_name = e.event_name
    where r.nearness = 1
),

-- A calendar may have a wrong day: the drivers of its season, within three days of a race, are that race.
strays as (
    select
        z.session_key,
        e.season,
        e.round,
        row_number() over (
            partition by z.session_key order by abs(e.race_at_ms - min(z.first_date_ms)), e.season, e.round
        ) as nearness
    from (
        select distinct s.session_key, s.first_date_ms, l.driver_code
        from spans as s
        inner join {{ ref('int_session_zeros') }} as z on s.session_key = z.session_key
        inner join {{ ref('base_laps') }} as l on z.zero_ms = l.zero_ms
    ) as z
    inner join (
        select season, round, {{ ms_of_timestamp('cast(race_date as timestamp)') }} + 43200000 as race_at_ms
        from {{ ref('base_events') }}
    ) as e on abs(e.race_at_ms - z.first_date_ms) <= 3 * 86400000
    left join (select distinct season, driver_code from {{ ref('int_driver_ids') }}) as d
        on e.season = d.season and z.driver_code = d.driver_code
    left join scheduled as t
        on e.season = t.season and e.round = t.round and t.session = 'race' and t.nearness = 1
    where t.session_key is null
    group by z.session_key, e.season, e.round, e.race_at_ms
    having count(d.driver_code) * 2 >= count(*)
),

by_day as (
    -- Rounds of which only the day is known.
    select
        s.session_key,
        e.season,
        e.round,
        row_number() over (partition by s.session_key order by e.season, e.round) as nearness
    from spans as s
    inner join {{ ref('base_events') }} as e
        on
            e.race_at is null
            and e.race_date = cast({{ timestamp_of_ms('s.first_date_ms') }} as date)
),

matched as (
    select
        s.session_key,
        r.session_id,
        s.n_laps,
        s.n_samples,
        s.race_start_ms,
        s.first_date_ms,
        s.last_date_ms,
        r.event_name,
        r.circuit_name,
        r.circuit_length_m,
        r.scheduled_laps,
        coalesce(r.is_simulated, false) as is_simulated,
        case r.kind
            when 'Race' then 'race'
            when 'Sprint' then 'sprint'
            when 'Qualifying' then 'qualifying'
            when 'SprintQualifying' then 'sprint-qualifying'
            when 'Practice' then 'practice'
        end as told_session,
        case when not coalesce(r.is_simulated, false) then e.session end as scheduled_session,
        case
            when r.is_simulated then null
            when r.season is not null and r.round is not null then r.season
            else coalesce(e.season, d.season, w.season)
        end as event_season,
        case
            when r.is_simulated then null
            when r.season is not null and r.round is not null then coalesce(n.round, r.round)
            else coalesce(e.round, d.round, w.round)
        end as event_round
    from spans as s
    left join recorded as r on s.session_key = r.session_key and r.nearness = 1
    left join scheduled as e on s.session_key = e.session_key and e.nearness = 1
    left join named as n on s.session_key = n.session_key and n.choice = 1
    left join by_day as d on s.session_key = d.session_key and d.nearness = 1
    left join strays as w on s.session_key = w.session_key and w.nearness = 1
),

placed as (
    select
        *,
        coalesce(
            event_season, cast(extract(year from {{ timestamp_of_ms('first_date_ms') }}) as integer)
        ) as season,
        coalesce(event_round, 0) as round,
        case
            when told_session = 'practice' and right(session_id, 4) in ('-fp1', '-fp2', '-fp3')
                then right(session_id, 3)
            when told_session = 'practice' and scheduled_session in ('fp1', 'fp2', 'fp3') then scheduled_session
            else coalesce(told_session, scheduled_session, 'race')
        end as told_as
    from matched
),

ordered as (
    select
        *,
        dense_rank() over (
            partition by season, round, told_as in ('practice', 'fp1', 'fp2', 'fp3') order by first_date_ms
        ) as nth_practice
    from placed
),

numbered as (
    select
        *,
        case
            when told_as <> 'practice' then told_as
            when round = 0 then 'fp1'
            else 'fp' || cast({{ smaller('3', 'nth_practice') }} as varchar)
        end as session
    from ordered
)

select
    session_key,
    session_id,
    season,
    round,
    session,
    event_name,
    circuit_name,
    circuit_length_m,
    scheduled_laps,
    is_simulated,
    n_laps,
    n_samples,
    race_start_ms,
    first_date_ms,
    last_date_ms,
    row_number() over (
        partition by season, round, session
        order by case when round = 0 then 0 else n_laps end desc, first_date_ms desc, session_key desc
    ) = 1 as is_chosen
from numbered
