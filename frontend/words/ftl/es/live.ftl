### Lo que dice la página en directo. Breve, sencillo, en presente.

## La bandera

flag-clear = Pista libre
flag-yellow = Bandera amarilla
flag-double-yellow = Doble amarilla
flag-safety-car = Coche de seguridad
flag-virtual = Safety car virtual
flag-red = Bandera roja
flag-finished = Terminada
flag-ending = acabando
flag-sector = sector { $sector }
flag-sectors = sectores { $sectors }
flag-stopped = { $driver } parado
flag-out = { $driver } fuera

## La cabecera

live-race = Carrera en directo
lap-grid = Parrilla
lap-now = Vuelta { NUMBER($lap) }
lap-of = de { NUMBER($laps) }
phase-stopped = detenida
phase-not-begun = sin empezar
phase-left = por delante
phase-finished = terminada
clock-at-track = en el circuito
air-and-track = aire, pista
wind-with-rain = { $wind }, lluvia
past-races = Carreras pasadas
facts-turns =
    { NUMBER($turns) ->
        [one] { NUMBER($turns) } curva
       *[other] { NUMBER($turns) } curvas
    }
skip-to-board = Ir a la clasificación

## El indicador de conexión

pill-offline = Sin conexión
pill-reconnecting = Reconectando
pill-connecting = Conectando
pill-connected = Conectado
pill-no-race = Aún no hay carrera
pill-source-away = Sin fuente
pill-ended = Terminado
pill-incomplete = Incompleto
pill-stalled = Parado
pill-no-stream = Sin transmisión
pill-positions-stopped = Posiciones paradas
pill-no-positions = Sin posiciones
pill-positions-doubtful = Posiciones dudosas
pill-simulated = Simulada
pill-live = En directo
pill-replay = Repetición
pill-behind = { NUMBER($seconds) } s de retraso
pill-in-seconds = en { NUMBER($seconds) } s
pill-now = ahora
pill-restarts = el servidor se reinicia
pill-waiting = esperando datos
pill-silent = sin datos desde hace { NUMBER($seconds) } s
pill-catching-up = recuperando
pill-by-files = por archivos, { NUMBER($seconds) } s de retraso
pill-board-live = hace { NUMBER($seconds) } s, la tabla sigue en directo
pill-board-still-live = la tabla sigue en directo
pill-at-pace = a { $pace }×
pill-not-real = no es una carrera real
pill-live-behind = { NUMBER($seconds, minimumFractionDigits: 1) } s de retraso
pill-last-data = últimos datos { $clock }
pill-missing = falta: { $what }
missing-cars = coches
missing-laps = vueltas
missing-session = sesión
missing-timing = cronometraje
missing-race-control = dirección de carrera
missing-weather = tiempo
doubt-repeated = repetidas
doubt-leaping = saltan
doubt-standing = un coche parado en plena marcha
doubt-swapped = dos coches cambiados

## El mapa

map = Mapa del circuito
map-empty = Mapa del circuito, aún sin coches
map-described =
    { NUMBER($cars) ->
        [one] Mapa del circuito, { $lap }, { NUMBER($cars) } coche, en cabeza { $first }
       *[other] Mapa del circuito, { $lap }, { NUMBER($cars) } coches, en cabeza { $first }
    }
map-whole = Circuito entero
zoom-in = Acercar (+)
zoom-out = Alejar (−)
map-silent = Posiciones paradas, sin datos desde hace { NUMBER($seconds) } s
map-lost = Posiciones paradas, queda lo último visto
map-no-positions = No llegan posiciones; orden, diferencias y vueltas siguen
map-no-cars = La fuente no da datos de los coches ni posiciones; el orden, las diferencias y las vueltas siguen
map-no-token = Sin datos de los coches ni posiciones: la fuente no tiene token de abonado; el orden, las diferencias y las vueltas siguen
map-token-refused = Sin datos de los coches ni posiciones: el token de la fuente es rechazado; el orden, las diferencias y las vueltas siguen
map-token-ended = Sin datos de los coches ni posiciones: el token de la fuente ha caducado; el orden, las diferencias y las vueltas siguen
map-lacking = La fuente no da: { $what }
map-stopped = Posiciones paradas hace { NUMBER($seconds) } s; velocidades y tabla siguen
map-repeated = Las posiciones se repiten ({ $who }); velocidades y tabla siguen
map-leaping = Las posiciones saltan ({ $who }); velocidades y tabla siguen
map-standing = Posiciones quietas en plena marcha ({ $who }); la tabla sigue
map-swapped = Posiciones cambiadas ({ $who }); la tabla sigue
map-no-outline = Aún sin trazado: los coches lo dibujan al pasar
cars-count =
    { NUMBER($cars) ->
        [one] { NUMBER($cars) } coche
       *[other] { NUMBER($cars) } coches
    }

## Lo que acaba de pasar

events = Lo que acaba de pasar
events-none = Nada todavía. Aquí aparecen banderas, adelantamientos y vueltas rápidas.
event-lap = vuelta { NUMBER($lap) }
event-listen = Escuchar
event-team-radio = Radio de equipo, { $driver }
event-a-car = Un coche
event-safety-car = Coche de seguridad en pista
event-virtual = Safety car virtual
event-virtual-ending = Acaba el safety car virtual
event-chequered = Bandera a cuadros
event-track-unknown = Estado de la pista desconocido
event-pass = { $driver } adelanta a { $other }: { NUMBER($place) }.º
event-fastest-lap = { $driver } vuelta rápida, { $time }
event-pit = { $driver } en boxes
event-out = { $driver } abandona
event-finish = { $driver } termina { NUMBER($place) }.º

## Dirección de carrera

said-blue-flag = Bandera azul para { $driver }
said-double-yellow = Doble amarilla, sector { $sector }
said-yellow = Amarilla, sector { $sector }
said-clear = Libre en el sector { $sector }
said-deleted = { $driver } pierde { $time }, límites de pista en la curva { $turn }

## La tabla

board = Clasificación en pista
head-position = Pos
head-won = Puestos ganados
head-driver = Piloto
head-interval = Intervalo
head-trend = Tend., s/vuelta
head-trend-short = Tend.
head-gap = Dif.
head-last = Última vuelta
head-last-short = Última
head-best = Mejor
head-sectors = Sectores
head-laps = Vueltas
head-tyre = Neum.
head-pits = Pit
head-out = Fuera
row-leader = líder
row-in-pit = boxes
row-stopped = parado
row-out = fuera
row-finished = en meta
row-deleted = anulada
row-cut-off = corte
row-won = gana
row-lost = pierde
change-passed = ha pasado a { $driver }
change-passed-by = pasado por { $driver }
change-own-stop = parada en boxes
change-stop = { $driver } ha parado
lap-own-best = mejor propia
lap-best-of-all = mejor de todas
out-not-started = no salió
out-out = fuera
out-lap = fuera, vuelta { NUMBER($lap) }

## El duelo

duel = Duelo más cerrado
duel-behind = tras { $driver }
duel-closing = Recorta { $rate } s por vuelta
duel-losing = Pierde { $rate } s por vuelta
duel-holding = Mantiene la distancia
duel-age-unknown = edad desconocida
duel-tyres = Con { $tyre }, { $age }; { $driver } con { $other }, { $otherage }

## El piloto

driver = Piloto
driver-gear = marcha
driver-throttle = Acelerador
driver-brake = Freno
driver-drs-open = DRS abierto
driver-drs-shut = DRS cerrado
driver-trace = Velocidad, último minuto y medio

## La franja y el pie

strip-behind = Segundos tras el líder
strip-slower = Segundos más lento que el mejor
tabs = Paneles
tab-board = Tabla
tab-map = Mapa
tab-events = Eventos

## En lugar del mapa

nothing-connecting = Cargando la carrera hasta ahora
nothing-source-away = La fuente no está
nothing-incomplete = Parte de la carrera no se puede leer
nothing-offline = Sin red
nothing-stalled = No llega nada
nothing-connecting-words = El circuito y los coches aparecen aquí en un momento.
nothing-no-race-words = El mapa y la tabla aparecen aquí con los primeros coches en pista.
nothing-source-away-words = El servidor está, pero no alcanza los datos de la carrera. Sigue intentándolo.
nothing-incomplete-words = El servidor está, pero no puede leer todos los datos de la carrera. Sigue intentándolo.
nothing-offline-words = Este dispositivo no tiene red. Esto es Gridcast tal como se guardó aquí; la carrera sigue en cuanto vuelva la red.
nothing-reconnecting-words = El servidor no responde. Lo que te pierdas mientras tanto se completará.
nothing-ended-words = La grabación se ha reproducido hasta el final.
nothing-silent-words = El servidor responde, pero no envía ninguna carrera.
try-now = Probar ahora

topic = Qué parte
topic-all = Todo
topic-flags = Banderas
topic-stewards = Comisarios
topic-places = Puestos
topic-pits = Boxes
topic-laps = Vueltas rápidas
topic-radio = Radio de equipo
topic-other = Otros mensajes
event-out-from = { $driver } abandona, era { NUMBER($place) }.º
event-pit-out = { $driver } sale de boxes
event-pit-out-place = { $driver } sale de boxes, { $place }
event-pit-out-places = { $driver } sale de boxes, de { $from } a { $now }

ghost = Si para ahora: { $what }
ghost-places = { $place } (de { $best } a { $worst })
ghost-behind = tras { $driver }
ghost-behind-by = a { $seconds } s de { $driver }
ghost-ahead = delante de { $driver }
ghost-ahead-by = { $seconds } s delante de { $driver }
ghost-green = Una parada cuesta { $loss } s ± { $band }
ghost-virtual = Una parada con safety car virtual cuesta { $loss } s ± { $band }
ghost-safety-car = Una parada tras el coche de seguridad cuesta { $loss } s ± { $band }
ghost-by-stops =
    { NUMBER($stops) ->
        [one] { $cost }, por { NUMBER($stops) } parada de esta carrera
       *[other] { $cost }, por { NUMBER($stops) } paradas de esta carrera
    }
ghost-by-other-stops =
    { NUMBER($stops) ->
        [one] { $cost }, por { NUMBER($stops) } parada de esta carrera con otra bandera
       *[other] { $cost }, por { NUMBER($stops) } paradas de esta carrera con otra bandera
    }
ghost-by-lane = { $cost }, por la longitud del pit lane
ghost-usual = { $cost }, como en la mayoría de circuitos
ghost-mark = { $driver } { $place }
ghost-here = sale aquí
ghost-mark-is = sale de boxes detrás:

steward-noted = Incidente anotado
steward-investigated = Bajo investigación
steward-investigated-after = Se investigará tras la sesión
steward-no-action = Sin más acciones
steward-warned = Bandera blanca y negra
steward-time = Sanción de { NUMBER($seconds) } s
steward-drive-through = Drive-through
steward-stop-go = Stop-and-go de { NUMBER($seconds) } s
steward-served = Sanción cumplida
steward-disqualified = Descalificado

follow = Seguir
follow-title = Mantener al piloto elegido en el centro (f)
ring = Anillo
ring-title = La vuelta como anillo (o)

details = Detalles
details-title = Piloto, telemetría, tiempo, mundial, vista (d)
details-tabs = Lo que se muestra
details-shut = Cerrar
details-shut-title = Cerrar los detalles (Escape)
sheet-telemetry = Telemetría
sheet-weather = Tiempo
sheet-championship = Mundial
sheet-view = Vista
detail-laps = Vueltas, la última primero
detail-lap = Vuelta
detail-time = Tiempo
detail-place = Puesto
detail-note = Nota
detail-no-weather = Nadie dice el tiempo de esta sesión.
detail-last-hour = La última hora
detail-minutes-ago = Hace min
detail-air = Aire
detail-track = Pista
detail-humidity = Humedad
detail-wind = Viento
detail-rain = Lluvia
detail-now = Ahora
detail-gear = Marcha
detail-to-lap = A la vuelta, s
detail-if-now = Si la carrera acabara como está ahora.
detail-no-standings = Aquí no se sabe cómo iba la temporada antes de esta carrera, o esta sesión no da puntos.
detail-drivers = Pilotos
detail-constructors = Constructores
detail-team = Equipo
detail-won = Gana
detail-points = Puntos
gaps-to = A { $driver }
detail-ideal = Vuelta ideal { $time }
detail-ideal-quicker = Vuelta ideal { $time }, { $seconds } s más rápida que la mejor
detail-tyres = Neumáticos: { $list }
detail-set-lap = { $tyre }, vuelta { NUMBER($lap) }
detail-set-laps = { $tyre }, vueltas { NUMBER($first) } a { NUMBER($last) }
detail-not-known = no se sabe
detail-stop = La parada en la vuelta { NUMBER($lap) } costó { $seconds } s
note-best = mejor
note-pit = box
weather-now = Ahora: { $sky }, aire { $air }, pista { $track }, humedad { NUMBER($humidity) } %, viento { $wind } del { $from }.
weather-change = En los últimos { NUMBER($minutes) } minutos: aire { $air }, pista { $track }, humedad { NUMBER($humidity) } puntos.
brake-on = sí
minutes-now = ahora
weather-rain = lluvia
weather-dry = seco
places-up = sube { NUMBER($places) }
places-down = baja { NUMBER($places) }
favourite = Uno de mis favoritos
view-board = Tabla (v)
view-full = Completa: todas las columnas que quepan
view-compact = Compacta: tabla estrecha y mapa mayor
view-favourites = Favoritos primero
view-gaps = Diferencias con el piloto elegido (g)
view-still = Las filas no se deslizan
view-alerts = Avisos
view-sound = Sonido con los avisos de dirección de carrera
traces-described = Velocidad, acelerador y freno por distancia; las cifras están en la tabla de abajo
traces-beside = Junto al piloto elegido, tres como máximo
traces-best = Contra la mejor vuelta vista, o la anterior

moment-behind = { $length } tras el directo
delay-none = ninguno
not-shown = aún sin mostrar
bar-time = Tiempo
bar-moment = Momento mostrado
bar-pause = Pausa (k)
bar-play = Reproducir (k)
bar-lap-back = Una vuelta atrás (,)
bar-lap-on = Una vuelta adelante (.)
bar-event-back = Al suceso anterior ([)
bar-event-on = Al suceso siguiente (])
bar-rate = Velocidad de reproducción
bar-rate-keys = Más lento (<), más rápido (>)
bar-live = Directo
bar-live-key = Volver al directo (l)
bar-link = Enlace a este momento
bar-charts = Gráficos
bar-charts-tell = Gráficos de toda la carrera: revelan el resultado
delay-short = Retardo
delay-tv = Retardo de TV
delay-tv-is = Retardo de TV: { $delay }
delay-waits = Todo aquí espera a tu TV: mapa, tabla, banderas y mensajes.
delay-field = Retardo en segundos, de 0 a 300
delay-second-less = Un segundo menos
delay-tenth-less = Una décima menos
delay-tenth-more = Una décima más
delay-second-more = Un segundo más
delay-tap = Toca cuando el líder cruce la meta en la TV, o se apaguen los semáforos
delay-tap-none = Ninguna vuelta empezó en los últimos cinco minutos. Toca en la próxima.
delay-tap-found = Fijado. Si la imagen va una vuelta mal, elige otro:
delay-give = Para tus otros dispositivos: este enlace, o el mismo número allí
delay-others = Tus otros dispositivos
delay-code-give = Darles un código
delay-code-take = Código de otro dispositivo
delay-code-picture = Código QR de esta página, con el retardo
delay-code-follow = Los dispositivos con este código tienen este retardo y lo siguen cuando uno lo cambia.
delay-code-leave = Salir
delay-code-none = Ningún dispositivo ha dado este código.
delay-code-unanswered = Aquí no hay códigos. El enlace da el retardo como está ahora.
recordings = Grabaciones
recordings-title = Grabaciones · Gridcast
recordings-spoil-nothing = Cada una se abre al principio y ahí se queda. Nada aquí dice cómo acabó.
recordings-none = Aún no hay grabaciones. Una sesión figura aquí desde su primer minuto.
recordings-going-on = en curso
recordings-charts = Gráficos (revelan el resultado)
recordings-home = Gridcast, en directo
pill-no-recording = No existe la grabación
pill-loading = Cargando
pill-this-moment = este momento
pill-the-recording = la grabación
pill-paused = En pausa
pill-behind-as-set = de retraso, como pediste

## A phone's fourth panel: time, and this device

tab-time = Tiempo
tab-events-new = nuevos: { NUMBER($n) }
device = Este dispositivo
awake = Pantalla encendida mientras haya sesión
lite = Ligero: solo la tabla, ahorra batería
lite-short = Ligero
lite-rests = En modo ligero el mapa descansa.
lite-end = Mostrar todo
lite-offer-battery = Batería al { NUMBER($pct) } %. El modo ligero muestra solo la tabla y la ahorra.
lite-offer-slow = Este dispositivo dibuja despacio. El modo ligero muestra solo la tabla.
lite-take = Usar ligero
lite-decline = Ahora no

## Colours

view-colours = Colores
view-palette = Para daltónicos
view-contrast = Alto contraste

## Which panels there are

panels = Paneles: cuáles y en qué orden
panel-strip = Segundos
panel-advance = { $panel }: subir

## The overlay of keys

keys = Teclas
keys-choose = Elegir piloto
keys-nobody = No elegir a nadie, cerrar lo abierto
keys-view = Tabla: completa, compacta, favoritos
keys-gaps = Diferencias con el piloto elegido
keys-zoom = Acercar y alejar el mapa
keys-pan = Mover el mapa
keys-stand = Pausa, reproducir
keys-seconds = Diez segundos atrás, adelante
keys-lap = Una vuelta atrás, adelante
keys-event = A lo anterior, a lo siguiente
keys-rate = Más lento, más rápido
keys-theme = Oscuro o claro
keys-say = Decir cómo va la carrera

## How the race stands, read out. Never a number of seconds: who listens would hear them counted.

view-aloud = Leer en voz alta cómo va la carrera, una vez por vuelta
digest-none = Aún no hay carrera.
digest-lap = Vuelta { NUMBER($lap) } de { NUMBER($laps) }.
digest-word = { $word }.
digest-leads = Lidera { $first }.
digest-order = Lidera { $first }, luego { $others }.
digest-fastest = El más rápido es { $first }, luego { $others }.
digest-battle = { $driver } está pegado a { $other } por la P{ NUMBER($place) }.
digest-own = { $driver } es P{ NUMBER($place) }.
digest-own-closing = { $driver } es P{ NUMBER($place) } y se acerca a { $other }.
digest-own-losing = { $driver } es P{ NUMBER($place) } y pierde terreno con { $other }.
digest-own-out = { $driver } está fuera.
