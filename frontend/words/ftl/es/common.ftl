### Lo que dicen las dos páginas.

with-detail = { $word }, { $detail }
list-more = { $list }, { $next }
list-last = { $list } y { $last }

laps-count =
    { NUMBER($laps) ->
        [one] { NUMBER($laps) } vuelta
       *[other] { NUMBER($laps) } vueltas
    }
place = { NUMBER($place) }.º
clock-am = { $time } a. m.
clock-pm = { $time } p. m.

wind-north = norte
wind-north-east = noreste
wind-east = este
wind-south-east = sureste
wind-south = sur
wind-south-west = suroeste
wind-west = oeste
wind-north-west = noroeste

tyre-soft = blando
tyre-medium = medio
tyre-hard = duro
tyre-intermediate = intermedio
tyre-wet = lluvia
tyre-unknown = neumático desconocido

session-race = Carrera
session-sprint = Sprint
session-qualifying = Clasificación
session-sprint-qualifying = Clasificación sprint
session-practice = Libres

theme-light = Tema claro (t)
theme-dark = Tema oscuro (t)
settings = Ajustes
setting-language = Idioma
language-failed = Los textos no llegaron; la página queda como está.
setting-speed = Velocidad
setting-clock = Reloj
setting-temperature = Temperatura
clock-of-24 = 24 horas
clock-of-12 = 12 horas
