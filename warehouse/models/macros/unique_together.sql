{#- A test: no two rows agree in all of these columns. -#}
{% macro test_unique_together(model, columns) %}
select {{ columns | join(', ') }}, count(*) as n_rows
from {{ model }}
group by {{ columns | join(', ') }}
having count(*) > 1
{% endmacro %}
