### Lo que dicen los gráficos.

title-tyres = Neumáticos
title-team-pace = Ritmo de los equipos
title-driver-pace = Ritmo de los pilotos
title-lap-chart = Posiciones por vuelta
title-gap = Diferencia con el líder
title-trace = Evolución de la carrera
title-lap-times = Tiempos por vuelta
title-parts = Partes de la clasificación
title-best-laps = Mejores vueltas comparadas
title-long-runs = Tandas largas
title-sectors = Mejores sectores
title-speed-traps = Velocidades máximas
title-pit-stops = Paradas en boxes
title-telemetry = Telemetría
title-dominance = Dominio en pista
title-track-map = Velocidad y marchas en la pista
title-driver-standings = Mundial de pilotos
title-constructor-standings = Mundial de constructores
title-driver-contention = Lo que aún pueden lograr los pilotos
title-constructor-contention = Lo que aún pueden lograr los constructores

lap = Vuelta
grid = Parrilla
driver = Piloto
team = Equipo
laps = Vueltas
stint = Tanda
compound = Compuesto
first-lap = Primera vuelta
last-lap = Última vuelta
age-at-start = Edad al empezar
laps-that-count = Vueltas que cuentan
sector = Sector { $n }
sector-seconds = Sector { $n }, s
best-lap = Mejor vuelta
distance-metres = Distancia, m
gear = Marcha

missing-race = La carrera no se ha cargado.
missing-laps = No hay vueltas de esta sesión.
missing-gaps = No hay diferencias de esta sesión.
missing-times-at-line = No hay tiempos en línea de meta de esta sesión.
missing-lap-times = Aquí no hay tiempos por vuelta.
missing-counted-laps = No hay vueltas que cuenten: { $filter }.
missing-track-status = Nadie dice el estado de la pista de esta sesión, así que no se sabe qué vueltas son verdes: elige todas las vueltas.
missing-single-laps = Las vueltas sueltas no se han cargado.
missing-laps-of-stints = Las vueltas no se han cargado; estas son solo las tandas.
missing-tyres = No hay neumáticos de esta sesión.
missing-bests = No hay mejores sectores ni velocidades de esta sesión.
missing-parts = No hay tiempos de las partes de esta sesión.
missing-long-runs = Nadie dio cinco vueltas seguidas a un mismo ritmo.
missing-speeds = No hay velocidades de esta sesión.
missing-pit-stops = No hay paradas de esta sesión.
missing-any-stop = Nadie paró.
missing-laps-to-compare = Elige de dos a cuatro vueltas para comparar.
missing-lap-to-show = Elige una vuelta para verla en la pista.
missing-telemetry = No hay telemetría de estas vueltas.
missing-some-telemetry = No todas estas vueltas tienen telemetría.
missing-outline = El trazado de este circuito no se conoce.
missing-standings = La clasificación no se ha cargado.
missing-any-standing = Aún no hay clasificación.
missing-chosen-driver = Elige un piloto para ver tandas y lo que pierden los neumáticos.

filter-all = Todas las vueltas
filter-green = Vueltas con bandera verde
filter-dry = Vueltas verdes con slicks
filter-wet = Vueltas verdes con lluvia
filter-all-within = todas las vueltas
filter-green-within = vueltas con bandera verde
filter-dry-within = vueltas verdes con slicks
filter-wet-within = vueltas verdes con lluvia
whole-lap = Vuelta entera

period-safety-car = Coche de seguridad
period-virtual = SC virtual
period-red = Bandera roja
period-yellow = Amarilla
period-safety-car-short = SC
period-virtual-short = VSC
period-red-short = Roja
period-yellow-short = A
period-safety-car-within = coche de seguridad
period-virtual-within = SC virtual
period-red-within = bandera roja
period-yellow-within = amarilla

tyre-unknown = desconocido
pace-unreadable = No es un tiempo de vuelta: escribe 1:28.5 u 88.5.
pace-out-of-range = Una vuelta dura de 30 segundos a 10 minutos.

best-laps = Lo que la mejor vuelta de cada piloto perdió con la más rápida, en segundos, sector a sector. A la izquierda: ganado. Rombo: la mejor; hueco: el segundo coche del equipo.
best-laps-gap = Dif., s
best-laps-tyres = Neumáticos
best-laps-slower = { $driver }, { $what }: { $seconds } s más lento que la vuelta más rápida, vuelta { NUMBER($lap) }, { $tyre }
best-laps-quicker = { $driver }, { $what }: { $seconds } s más rápido que la vuelta más rápida, vuelta { NUMBER($lap) }, { $tyre }
best-laps-equal = { $driver }, { $what }: como la vuelta más rápida, vuelta { NUMBER($lap) }, { $tyre }
sector-within = sector { $n }
lap-within = vuelta
best-laps-first-two = El más rápido: { $driver }, { $time }, { $seconds } s antes que { $second }.
best-laps-first = El más rápido: { $driver }, { $time }.

bests-sectors = Los tres mejores sectores de cada piloto, la vuelta que formarían y la mejor vuelta realmente dada. Rombo: el mejor; hueco: el segundo coche del equipo.
bests-speeds = Las velocidades más altas de cada piloto, { $unit }. Rombo: la mejor; hueco: el segundo coche del equipo.
bests-lap-of-it = En la vuelta
bests-ideal = Vuelta ideal
bests-ideal-within = vuelta ideal
bests-best-within = mejor vuelta
bests-trap = Radar
bests-line = Meta
bests-split-1 = Parcial 1
bests-split-2 = Parcial 2
bests-trap-within = radar
bests-line-within = línea de meta
bests-split-1-within = primer parcial
bests-split-2-within = segundo parcial
with-unit = { $head }, { $unit }
bests-figure = { $driver }, { $what }: { $figure }
bests-figure-of-lap = { $driver }, { $what }: { $figure }, vuelta { NUMBER($lap) }
bests-summary-sector = sector { $n } { $driver } { $time }
bests-summary-ideal = vuelta ideal { $driver } { $time }
bests-summary = Los mejores: { $list }.
bests-fastest = El más rápido en el radar: { $driver }, { $speed }, vuelta { NUMBER($lap) }.

reach-name = Nombre
reach-points = Puntos
reach-most = Como máximo
reach-best = Mejor puesto
reach-worst = Peor puesto
reach-drivers = Puntos actuales, y en discontinuo lo que queda; si la barra no alcanza la línea, el título ya no es posible. { $assumptions }
races-left =
    { NUMBER($races) ->
        [one] { NUMBER($races) } carrera
       *[other] { NUMBER($races) } carreras
    }
sprints-left =
    { NUMBER($sprints) ->
        [one] { NUMBER($sprints) } sprint
       *[other] { NUMBER($sprints) } sprints
    }
reach-assumed-drivers = Como máximo 25 por victoria, 8 en un sprint; quedan { $races } y { $sprints }. Mejor puesto: los demás no suman más. Igualar a puntos cuenta como lograrlo.
reach-assumed-drivers-fastest = Como máximo 25 por victoria, 1 por la vuelta rápida, 8 en un sprint; quedan { $races } y { $sprints }. Mejor puesto: los demás no suman más. Igualar a puntos cuenta como lograrlo.
reach-assumed-teams = Como máximo 43 por primero y segundo, 15 en un sprint; quedan { $races } y { $sprints }. Mejor puesto: los demás no suman más. Igualar a puntos cuenta como lograrlo.
reach-assumed-teams-fastest = Como máximo 43 por primero y segundo, 1 por la vuelta rápida, 15 en un sprint; quedan { $races } y { $sprints }. Mejor puesto: los demás no suman más. Igualar a puntos cuenta como lograrlo.
reach-places = de { $best } a { $worst }
reach-row = { $name }: { $points } puntos, { $most } como máximo, { $places }
reach-open = El título sigue abierto para { $list }.

dominance = La vuelta en { NUMBER($pieces) } tramos iguales, cada uno con el color y el trazo de quien menos tarda en él.
dominance-legend = { $name }: { NUMBER($won) } de { NUMBER($pieces) }
dominance-piece = Tramo { NUMBER($piece) }: { $name } más rápido por { $margin }
dominance-head-piece = Tramo
dominance-head-fastest = Más rápido
dominance-head-by = Por, s
dominance-won = { $name } en { NUMBER($won) }
dominance-summary = Más rápido: { $list }.

gap = Segundos en meta tras quien lidera; abajo es más atrás. Anillos: paradas; cruces: abandonos. Las líneas salen por debajo de +{ NUMBER($most) } s.
gap-leads = lidera
gap-lap-leads = { $driver }, vuelta { NUMBER($lap) }: lidera
gap-lap-behind = { $driver }, vuelta { NUMBER($lap) }: a { $seconds } s de { $leader }
gap-the-leader = quien lidera
gap-led = Vueltas en cabeza: { $list }.
gap-nearest = Tras la vuelta { NUMBER($lap) } el más cercano es { $driver }, a { $seconds } s.

lap-chart = Posición en meta. Anillos: paradas; cruces: abandonos; triángulos: puestos ganados en pista; un rombo es una sanción o puestos perdidos tras la bandera. En discontinuo, el segundo coche del equipo.
lap-chart-why = Por qué
lap-chart-place = { $driver }, vuelta { NUMBER($lap) }: { $place }
lap-chart-in-pits = en boxes
lap-chart-passed = adelantó a { $list }
lap-chart-passed-by = adelantado por { $list }
lap-chart-stopped = parada de { $list }
lap-chart-out = abandono de { $list }
lap-chart-then-out = después fuera
lap-chart-driver-passed = { $driver } adelantó a { $list }
lap-chart-served = { $penalty } cumplida
lap-chart-given = { $driver } { $penalties }
lap-chart-started = { $driver } salió { $start } y era { $end } tras la vuelta { NUMBER($lap) }.
lap-chart-was = { $driver } era, tras la vuelta { NUMBER($first) }, { $start } y fue { $end } tras la vuelta { NUMBER($lap) }.
lap-chart-won-most =
    { NUMBER($places) ->
        [one] Quien más ganó fue { $driver }: { NUMBER($places) } puesto.
       *[other] Quien más ganó fue { $driver }: { NUMBER($places) } puestos.
    }

penalty-seconds = sanción de { NUMBER($seconds) } s
penalty-time = sanción de tiempo
penalty-drive-through = drive-through
penalty-stop-and-go = stop-and-go
penalty-stop-and-go-seconds = stop-and-go de { NUMBER($seconds) } s

lap-times = Tiempos por vuelta; las más lentas salen por arriba. Cuadrados: vueltas anuladas. Sombreado: tandas del primero elegido. Rectas: lo que pierde un juego, ajustado a { $filter }, con su error estándar; el combustible no se descuenta.
lap-times-loss = Pérdida, s por vuelta
lap-times-error = Error estándar, s por vuelta
lap-times-lap = { $driver }, vuelta { NUMBER($lap) }: { $time }, neumático { $tyre }, { $age }
lap-times-deleted-lap = { $driver }, vuelta { NUMBER($lap) }: { $time }, anulada, neumático { $tyre }, { $age }
laps-old =
    { NUMBER($laps) ->
        [one] { NUMBER($laps) } vuelta de uso
       *[other] { NUMBER($laps) } vueltas de uso
    }
age-unknown = edad desconocida
lap-times-deleted = { $time } anulada
lap-times-slope = { $slope } ± { $error } s por vuelta
lap-times-fastest = Vuelta rápida: { $driver }, { $time }, vuelta { NUMBER($lap) }.
lap-times-fit = { $driver }, tanda { NUMBER($stint) }: { $slope } en { $laps }.

long-runs = Cinco vueltas o más con un juego a un mismo ritmo: la media, y cuánto más duró cada vuelta que la anterior. El combustible no lo sabe nadie. Rombo: la mejor; hueco: el segundo coche del equipo.
long-runs-average = Media
long-runs-change = Cambio por vuelta, s
long-runs-tyres = Neumáticos
long-runs-from = Desde la vuelta
long-runs-to = Hasta la vuelta
long-runs-best = Mejor
long-runs-run = { $driver }, vueltas { NUMBER($first) } a { NUMBER($last) }, { $tyre }: { $laps }, { $time } de media
long-runs-quickest = Tanda larga más rápida: { $driver }, { $laps }, { $tyre }, { $time } de media.

pace-median = Mediana
pace-first-quartile = Primer cuartil
pace-third-quartile = Tercer cuartil
pace-low-whisker = Bigote inferior
pace-high-whisker = Bigote superior
pace-beyond = Vueltas fuera del eje
pace-row = { $name }: mediana { $median }, mitad central de { $low } a { $high }, { $laps }
pace-lap = { $driver }, vuelta { NUMBER($lap) }, { $time }, { $tyre }
pace-lap-old = { $driver }, vuelta { NUMBER($lap) }, { $time }, { $tyre }, { $age }
pace-value = vuelta { NUMBER($lap) } { $time }
pace-value-of = { $driver } vuelta { NUMBER($lap) } { $time }
pace = { $filter }, sin la primera ni las de entrada y salida. Caja: la mitad central; barra: mediana; bigotes: vueltas dentro de 1,5 cajas.
pace-all = { $filter }. Caja: la mitad central; barra: mediana; bigotes: vueltas dentro de 1,5 cajas.
pace-dots-of-teams = Puntos: vueltas, huecos los del segundo coche, +7: tantas fuera del borde.
pace-dots = Puntos: vueltas, +7: tantas fuera del borde.
pace-behind = { $name } { $seconds } s
pace-first = { $name } { $time }
pace-fastest = Más rápidos por mediana: { $list }.
two-sentences = { $first } { $second }

parts = La mejor vuelta de cada piloto en cada parte. La línea discontinua es el tiempo más lento que bastó para pasar. Rombo: el mejor de la parte; hueco: el segundo coche del equipo.
parts-to-cut-off = Hasta el corte, s
parts-time = { $driver }, { $part }: { $time }
parts-lap = vuelta { NUMBER($lap) }
parts-behind = a { $seconds } s del mejor
parts-cut-off = el corte
parts-too-slow = { $seconds } s demasiado lento para pasar
parts-within = { $seconds } s dentro del corte
parts-needed-in = { $time } en { $part }
parts-needed = Hacía falta para pasar: { $list }.

pit-stops = Segundos perdidos en cada parada: vueltas de entrada y salida frente a la mediana verde propia con esos neumáticos. Rayado: tras el coche de seguridad o con bandera roja. Discontinuo: solo se conoce el tiempo en el pit lane.
pit-stops-cut = Cortadas: más de { $seconds } s.
pit-stops-stop = Parada
pit-stops-lost = Perdidos, s
pit-stops-lane = En el pit lane, s
pit-stops-official = Oficial, s
pit-stops-off = Quita
pit-stops-on = Pone
pit-stops-under = Bajo
pit-stops-lap = vuelta { NUMBER($lap) }
pit-stops-of-lap = { $driver }, vuelta { NUMBER($lap) }
pit-stops-of-lap-lost = { $driver }, vuelta { NUMBER($lap) }: pierde { $seconds } s
pit-stops-in-lane = { $seconds } s en el pit lane
pit-stops-change = { $on } por { $off }
pit-stops-count =
    { NUMBER($stops) ->
        [one] { NUMBER($stops) } parada.
       *[other] { NUMBER($stops) } paradas.
    }
pit-stops-cheapest = La más barata en verde: { $driver }, vuelta { NUMBER($lap) }, { $seconds } s.

standings-round = Prueba
standings-points = Puntos tras cada prueba. En discontinuo: el peor clasificado de un equipo.
standings-places = Puestos tras cada prueba. En discontinuo: el peor clasificado de un equipo.
standings-points-after = { $name } tras la prueba { NUMBER($round) }: { $points } puntos
standings-place-after = { $name } tras la prueba { NUMBER($round) }: { $place }
standings-constructor = Constructor
standings-head = Prueba { NUMBER($round) }
place-short = P{ NUMBER($place) }
standings-cell = { $points } ({ $place })
standings-summary =
    { NUMBER($rounds) ->
        [one] Tras { NUMBER($rounds) } prueba: { $list }.
       *[other] Tras { NUMBER($rounds) } pruebas: { $list }.
    }

telemetry = Por distancia desde la línea. Tiempo: segundos tras la primera vuelta; arriba es detrás. Los trazos distinguen vueltas donde el color no basta.
telemetry-turn = Curva
telemetry-speed = Velocidad, { $unit }
telemetry-throttle = Acelerador, %
telemetry-brake = Freno
telemetry-behind = Tiempo, s tras { $first }
telemetry-head-behind = { $name } tras { $first }, s
telemetry-head-time = { $name } tiempo, s
telemetry-head-speed = { $name } velocidad, { $unit }
telemetry-head-throttle = { $name } acelerador, %
telemetry-head-brake = { $name } freno
telemetry-head-gear = { $name } marcha
telemetry-head-drs = { $name } DRS
telemetry-open-throttle = acelerador { NUMBER($percent) } %
telemetry-braking = frenando
telemetry-braking-throttle = frenando, acelerador { NUMBER($percent) } %
telemetry-drs-open = DRS abierto
telemetry-sample = { $name } a { NUMBER($metres) } m: { $speed }, marcha { NUMBER($gear) }, { $pedals }
telemetry-lap = { $name }: { $time }, hasta { $speed }
telemetry-summary = { $laps }.

trace-winner = la vuelta media del ganador, { $time }
trace-winner-without-red = la vuelta media del ganador sin banderas rojas, { $time }
trace-pace = vueltas de { $time }
trace-driver = { $driver }, vuelta a vuelta
trace = Segundos de ventaja sobre { $reference }; arriba es delante. Anillos: paradas; cruces: abandonos.
trace-stands = Segundos de ventaja sobre { $reference }; arriba es delante. Con bandera roja la referencia tarda lo que el líder. Anillos: paradas; cruces: abandonos.
trace-lap-behind = { $driver }, vuelta { NUMBER($lap) }: { $seconds } s detrás de la referencia
trace-lap-ahead = { $driver }, vuelta { NUMBER($lap) }: { $seconds } s delante de la referencia
trace-end = { $driver } { $seconds } s tras la vuelta { NUMBER($lap) }
trace-summary = Frente a { $reference }: { $list }.

track-map-speed-dark = Velocidad de { $name } por la pista: cuanto más ancha y clara, más alta; cifras: lo más lento en curvas y lo más rápido en rectas, { $unit }
track-map-speed-light = Velocidad de { $name } por la pista: cuanto más ancha y oscura, más alta; cifras: lo más lento en curvas y lo más rápido en rectas, { $unit }
track-map-gear-dark = Marcha de { $name } por la pista: cuanto más ancha y clara, más alta; cifras: marchas
track-map-gear-light = Marcha de { $name } por la pista: cuanto más ancha y oscura, más alta; cifras: marchas
track-map-plain = { $sentence }.
track-map-turns = { $sentence }; pálido: curvas.
track-map-gear = marcha { NUMBER($gear) }
track-map-sample = { $name } a { NUMBER($metres) } m: { $speed }, marcha { NUMBER($gear) }
track-map-summary =
    { NUMBER($figures) ->
        [one] { $name }: de { $least } a { $most }, { NUMBER($figures) } cifra.
       *[other] { $name }: de { $least } a { $most }, { NUMBER($figures) } cifras.
    }

tyres = Juegos de neumáticos en el orden del resultado; letra y trama son el compuesto, el número son vueltas con el juego. M+3 es un juego usado de tres vueltas, M? uno de edad desconocida.
tyres-set = Juego
tyres-used = usado
tyres-new = nuevo
tyres-no-start = no salió
tyres-no-lap = fuera antes de completar una vuelta
tyres-unknown = sin vueltas conocidas
tyres-stint = { $driver }, vueltas { NUMBER($first) } a { NUMBER($last) }: { $tyre }
tyres-used-old =
    { NUMBER($laps) ->
        [one] usado, { NUMBER($laps) } vuelta
       *[other] usado, { NUMBER($laps) } vueltas
    }
tyres-to-lap = { $tyre } hasta la vuelta { NUMBER($lap) }
tyres-winner = { $driver }: { $list }.
tyres-longest = La más larga: { $driver } con { $laps } con { $tyre }.
