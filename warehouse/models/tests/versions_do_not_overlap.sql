-- Each version of a driver and of a constructor ends where the next begins, and the last is the present one.

{% for model, key in [('dim_driver', 'driver_id'), ('dim_constructor', 'constructor_id')] %}
select id, valid_from, valid_to
from (
    select
        {{ key }} as id,
        valid_from,
        valid_to,
        lead(valid_from) over (partition by {{ key }} order by valid_from) as next_from
    from {{ ref(model) }}
) as versions
where valid_to is distinct from next_from
{% if not loop.last %}union all{% endif %}
{% endfor %}
