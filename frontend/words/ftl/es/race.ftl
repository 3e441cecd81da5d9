### Lo que dice la página después de la carrera.

skip = Ir al contenido
no-page = No existe esta página
no-page-words = Las páginas se llaman como /race/2025/1, /race/2025/1/qualifying y /season/2025.
pages = Páginas
main-navigation = Principal
go-live = En directo
go-race = Carrera
go-season = Temporada
newest-race = Última carrera
unofficial = No oficial. Sin relación con la Fórmula 1.
after-the-race = Después de la carrera
no-race-yet = Aún no hay carreras. Aparecen aquí cuando se han disputado.
list-broken = La lista de carreras llegó incompleta. Vuelve a cargar la página.
list-unreachable = La lista de carreras no llegó. Comprueba la conexión y vuelve a cargar la página.
palette-key = Colores para daltónicos (p)
window-title = { $page } · Gridcast

races = Carreras
race-of-list = Carrera:
choose-race = Elegir una carrera
race-here = { $season }, prueba { $round }
race-here-extra = { $season }, carrera extra
season-of = Temporada { $season }
no-race-in-list = Aún no hay carreras.
schedule-and-standings = Calendario y clasificación
race-extra = extra
race-simulated = simulada
nothing-yet = , nada todavía

practice-1 = Libres 1
practice-2 = Libres 2
practice-3 = Libres 3
sprint-qualifying-within = clasificación sprint
sprint-within = sprint
qualifying-within = clasificación
practice-1-within = libres 1
practice-2-within = libres 2
practice-3-within = libres 3
none-race = No hay carrera { $season }, prueba { $round }.
none-sprint = No hay sprint { $season }, prueba { $round }.
none-qualifying = No hay clasificación { $season }, prueba { $round }.
none-sprint-qualifying = No hay clasificación sprint { $season }, prueba { $round }.
none-practice = No hay libres { $n } { $season }, prueba { $round }.
choose-another = Elige otra carrera arriba, o mira { $season }.
round-of-season = Prueba { $round }
sessions-of-weekend = Sesiones de este fin de semana
held-back-none = Retenida: { $reason }. Se mostrará cuando se corrija.
held-back-old = Retenida: { $reason }. Lo que se ve se publicó antes.
simulated-notice = Simulada: esta carrera la hizo el simulador.
some-unreachable = Algunos datos no llegaron. Se muestra lo que llegó.
try-again = Reintentar

missing-result = No hay resultado de esta sesión.
missing-drivers = No hay lista de pilotos de esta sesión.
missing-laps = No hay vueltas de esta sesión.
missing-stints = No hay tandas de esta sesión.
missing-pit-stops = No hay paradas de esta sesión.
missing-qualifying = No hay partes de clasificación de esta sesión.
missing-long-runs = No hay tandas largas de esta sesión.
missing-pace = No hay ritmo de esta sesión.
missing-bests = No hay mejores sectores ni velocidades de esta sesión.
missing-track = No hay trazado de esta sesión.
missing-telemetry = No hay telemetría de esta sesión.
missing-chosen-telemetry = No hay telemetría de las vueltas elegidas de esta sesión.
missing-schedule = No hay calendario de esta temporada.
missing-standings = No hay clasificación de esta temporada.
document-broken = Llegó incompleto: { $what }. El resto de la página no se ve afectado.
document-unreachable = No llegó: { $what }. Comprueba la conexión y reintenta.
document-result = resultado
document-drivers = lista de pilotos
document-laps = vueltas
document-stints = tandas
document-pit-stops = paradas
document-qualifying = partes de clasificación
document-long-runs = tandas largas
document-pace = ritmo
document-bests = mejores sectores y velocidades
document-track = trazado
document-telemetry = telemetría
document-chosen-telemetry = telemetría de las vueltas elegidas
document-schedule = calendario
document-standings = clasificación
no-telemetry-of-drivers = No hay telemetría de los pilotos destacados. Elige otros, o una vuelta.

won-by = { $winner } ganó con { $gap } s sobre { $second }.
won-by-laps =
    { NUMBER($laps) ->
        [one] { $winner } ganó con { NUMBER($laps) } vuelta sobre { $second }.
       *[other] { $winner } ganó con { NUMBER($laps) } vueltas sobre { $second }.
    }
won-from = { $winner } ganó por delante de { $second }.
won = { $winner } ganó.
red-flags =
    { NUMBER($n) ->
        [one] { NUMBER($n) } bandera roja
       *[other] { NUMBER($n) } banderas rojas
    }
safety-cars =
    { NUMBER($n) ->
        [one] { NUMBER($n) } coche de seguridad
       *[other] { NUMBER($n) } coches de seguridad
    }
virtual-safety-cars =
    { NUMBER($n) ->
        [one] { NUMBER($n) } safety car virtual
       *[other] { NUMBER($n) } safety cars virtuales
    }
cars-out =
    { NUMBER($n) ->
        [one] { NUMBER($n) } abandono
       *[other] { NUMBER($n) } abandonos
    }
disqualified-count =
    { NUMBER($n) ->
        [one] { NUMBER($n) } descalificado
       *[other] { NUMBER($n) } descalificados
    }
not-started-count =
    { NUMBER($n) ->
        [one] { NUMBER($n) } no salió
       *[other] { NUMBER($n) } no salieron
    }
counted = { $list }.
all-finished = Todos los coches terminaron.
pole-by = { $winner } logró la pole con { $gap } s sobre { $second }.
pole = { $winner } logró la pole.
sprint-pole-by = { $winner } logró la pole del sprint con { $gap } s sobre { $second }.
sprint-pole = { $winner } logró la pole del sprint.
fastest-by = { $winner } fue el más rápido con { $gap } s sobre { $second }.
fastest = { $winner } fue el más rápido.

fact-fastest-lap = Vuelta rápida, { $driver }
fact-fastest-lap-of = Vuelta rápida, { $driver }, vuelta { NUMBER($lap) }
fact-laps = Vueltas
fact-laps-time = Vueltas, { $time }
fact-laps-of = Vueltas de { NUMBER($laps) }
fact-safety-car = Vueltas con coche de seguridad
fact-stops = Paradas
fact-pole = Pole, { $driver }
fact-pole-of = Pole, { $driver }, vuelta { NUMBER($lap) }
fact-best = Mejor vuelta, { $driver }
fact-best-of = Mejor vuelta, { $driver }, vuelta { NUMBER($lap) }
fact-all-laps = Vueltas de todos los coches

result = Resultado
result-note-race = Puestos ganados o perdidos desde la parrilla. Un nombre destaca a su piloto en todos los gráficos.
result-note-qualifying = Una línea discontinua donde quedaron fuera tras una parte. Un nombre destaca a su piloto en todos los gráficos.
result-note-practice = Un nombre destaca a su piloto en todos los gráficos.
head-position = Pos
head-against-grid = Puestos frente a la parrilla
head-grid = Parr.
head-laps = Vtas
head-stops = Par.
head-time = Tiempo
head-best = Mejor vuelta
head-points = Pts
head-gap = Dif.
head-team = Equipo
head-driver = Piloto
lap-of = vuelta { NUMBER($lap) }
no-time = sin tiempo
by-timing = { $place } según el cronometraje
grid-pit-lane = pit lane
grid-place = parrilla { $place }
stops-count =
    { NUMBER($stops) ->
        [one] { NUMBER($stops) } parada
       *[other] { NUMBER($stops) } paradas
    }
best-on-lap = mejor en la vuelta { NUMBER($lap) }
place-gained = gana
place-lost = pierde
deleted-laps = Vueltas anuladas
deleted-lap = { $driver }, vuelta { NUMBER($lap) }
deleted-lap-time = { $driver }, vuelta { NUMBER($lap) }, { $time }
ending-no-start = no salió
ending-disqualified = descalificado
ending-out = fuera, vuelta { NUMBER($lap) }
ending-out-why = fuera, vuelta { NUMBER($lap) }, { $why }
ending-laps =
    { NUMBER($laps) ->
        [one] +{ NUMBER($laps) } vuelta
       *[other] +{ NUMBER($laps) } vueltas
    }
changes-of-result = Cambios del resultado
timing-and-official = Cronometraje y resultado oficial
of-driver = { $driver }: { $what }
disagreement = { $timing } según el cronometraje, { $official } oficialmente.
said-nothing = nada
outcome-finished = terminó
outcome-retired = abandono
outcome-not-started = no salió
outcome-disqualified = descalificado
outcome-classified = clasificado
outcome-unknown = desconocido
place-short = P{ NUMBER($place) }
not-classified = no clasificado
points-count = { $points } puntos
correction = { $now } (antes { $before })
corrections-of = { $driver } { $changes }
result-changed = Resultado cambiado el { $when }: { $what }.

parts-of-page = Partes de esta página
charts-key = Gráficos
keys-told = Teclas en un gráfico: "←" "→" vuelta, "↑" "↓" piloto, "+" "−" "0" zoom, "f" pantalla completa. En todas partes: "t" tema, "p" paleta.
highlighted-drivers = Pilotos destacados
highlighted = Destacados
drivers-to-highlight = Pilotos a destacar
choose-drivers = Elegir pilotos
remove-driver = { $driver }: destacado; pulsa para quitarlo
cursor = Cursor
cursor-back = Cursor una vuelta atrás
cursor-on = Cursor una vuelta adelante
cursor-away = Quitar el cursor
cursor-none = Sin vuelta
cursor-lap = Vuelta { NUMBER($lap) }
filter-for-pace = Qué vueltas cuentan para el ritmo
dots = Puntos
dots-title = Cada vuelta como un punto
pace = Ritmo
pace-title = Ritmo con que comparar
pace-example = Una vuelta, como 1:28.5 u 88.5
pace-measure = Medir
measured-against = Comparado con
winners-mean = Ritmo medio del ganador
pace-a-lap = { $time } por vuelta
laps-of-driver = Vueltas de { $driver }
map-shows = El mapa muestra
map-speed = Velocidad
map-gear = Marcha
round-by-round = Prueba a prueba
progress-points = Puntos
progress-places = Puestos
compared-laps = Vueltas comparadas
laps-to-compare = Vueltas a comparar
choose-laps = Elegir vueltas
compared-lap = { $driver }, vuelta { NUMBER($lap) }: comparada; pulsa para quitarla
lap-of-driver = { $driver }, vuelta { NUMBER($lap) }
driver-of-laps = Piloto de las vueltas a elegir
tyres = Neumáticos
tyre-soft = Blando
tyre-medium = Medio
tyre-hard = Duro
tyre-intermediate = Intermedio
tyre-wet = Lluvia

link-to-chart = Enlace a este gráfico
tool-link = { $chart }: enlace
watch-lap = Ver la vuelta { NUMBER($lap) }
tool-watch-lap = { $chart }: ver la vuelta { NUMBER($lap) } en la repetición
picture = Imagen (PNG)
tool-picture = { $chart }: imagen
numbers = Números (CSV)
tool-numbers = { $chart }: números
full-screen = Pantalla completa (f)
tool-full-screen = { $chart }: pantalla completa
chart-role = gráfico
chart-and-summary = { $chart }. { $summary }
chart-table = { $chart }, tabla
chart-in-numbers = { $chart } en números
share-link = Enlace
share-frame = Marco para tu página
copy = Copiar
copied = Copiado
selected = Seleccionado
copy-what = { $what }: { $state }
on-gridcast = { $page } en Gridcast

every-lap = Cada vuelta
every-lap-note = Como las tuvo el cronometraje. Una cabecera ordena; las palabras filtran, y todas deben coincidir.
filter = Filtro
filter-example = NOR, 44, box, seguridad, I
highlighted-only = Solo destacados
laps-scrollable = Vueltas, desplazable
column-lap = Vta
column-time = Tiempo
column-gap = Dif.
column-interval = Intervalo
column-tyre = Neum.
column-age = Edad
column-stint = Tanda
column-pit = Box
column-status = Estado
column-trap = Radar
column-line = Meta
title-position = Posición en meta
title-time = Tiempo de vuelta
title-gap = Tras el líder, s
title-interval = Tras el coche de delante, s
title-sector = Sector { $n }, s
title-compound = Compuesto
title-age = Vueltas con el juego
title-pit = Acabó o empezó en boxes
title-status = Estado de la pista, y si la vuelta fue anulada
title-trap = Radar, { $unit }
title-line = Velocidad en meta, { $unit }
pit-in = entrada a box
pit-out = salida de box
pit-in-out = entrada y salida
status-red = bandera roja
status-safety-car = coche de seguridad
status-virtual = virtual
status-yellow = amarilla
status-deleted = anulada

no-season = No hay temporada { $season }.
look-at-newest = Mira la temporada más reciente
champion = { $first } es campeón, con { $points } puntos más que { $second }.
leads = { $first } aventaja a { $second } en { $points } puntos tras la prueba { NUMBER($round) }.
level = { $first } y { $second } están igualados a puntos tras la prueba { NUMBER($round) }.
constructors-won = { $team } ganó el mundial de constructores.
constructors-lead = { $team } lidera entre los constructores.
schedule = Calendario
times-are-yours = Horas en tu zona: { $zone }.
browsers-zone = la zona del navegador
no-race-scheduled = Aún no hay carreras previstas.
head-round = Prueba
head-race = Carrera
head-qualifying = Clasificación
head-start = Salida
first-practice = Primeros libres
second-practice = Segundos libres
third-practice = Terceros libres
live-now = ahora en directo
now = ahora
countdown-days = { NUMBER($days) } d { $clock }
sprint-at = sprint { $when }
qualifying-at = clasificación { $when }
drivers = Pilotos
constructors = Constructores
after-round = Tras la prueba { NUMBER($round) }.
against-round = Frente a la prueba anterior
head-wins = Vict.
head-behind = Dif.
head-possible = Posible
head-possible-title = Puntos si gana todas las carreras y sprints que quedan
cannot-win = , ya no puede ganar
