-- Circuits.
-- Grain: a circuit. Key: sk_circuit (circuit_id). Source: base_circuits. Units: UTC timestamps.

select
    {{ surrogate_key(['circuit_id']) }} as sk_circuit,
    circuit_id,
    circuit_name,
    circuit_url,
    country as circuit_country,
    locality as circuit_locality,
    loaded_at as last_updated
from {{ ref('base_circuits') }}
