-- A driver and a constructor have one present version, and each version begins where the one before ended.

select driver_id as id, count(*) as n_current
from {{ ref('dim_driver') }}
where is_current
group by driver_id
having count(*) <> 1
union all
select constructor_id as id, count(*) as n_current
from {{ ref('dim_constructor') }}
where is_current
group by constructor_id
having count(*) <> 1
