### Was die Live-Seite sagt. Kurz, schlicht, in der Gegenwart.

## Die Flagge

flag-clear = Strecke frei
flag-yellow = Gelbe Flagge
flag-double-yellow = Doppelgelb
flag-safety-car = Safety-Car
flag-virtual = Virtuelles Safety-Car
flag-red = Rote Flagge
flag-finished = Beendet
flag-ending = endet
flag-sector = Sektor { $sector }
flag-sectors = Sektoren { $sectors }
flag-stopped = { $driver } steht
flag-out = { $driver } ausgeschieden

## Der Kopf

live-race = Rennen live
lap-grid = Startaufstellung
lap-now = Runde { NUMBER($lap) }
lap-of = von { NUMBER($laps) }
phase-stopped = unterbrochen
phase-not-begun = nicht begonnen
phase-left = verbleibend
phase-finished = beendet
clock-at-track = an der Strecke
air-and-track = Luft, Strecke
wind-with-rain = { $wind }, Regen
past-races = Frühere Rennen
facts-turns =
    { NUMBER($turns) ->
        [one] { NUMBER($turns) } Kurve
       *[other] { NUMBER($turns) } Kurven
    }
skip-to-board = Zur Rangliste springen

## Die Anzeige der Verbindung

pill-offline = Offline
pill-reconnecting = Neue Verbindung
pill-connecting = Verbindet
pill-connected = Verbunden
pill-no-race = Noch kein Rennen
pill-source-away = Quelle fehlt
pill-ended = Zu Ende
pill-incomplete = Unvollständig
pill-stalled = Stockt
pill-positions-stopped = Positionen stehen
pill-positions-doubtful = Positionen zweifelhaft
pill-simulated = Simuliert
pill-live = Live
pill-replay = Wiederholung
pill-behind = { NUMBER($seconds) } s zurück
pill-in-seconds = in { NUMBER($seconds) } s
pill-now = jetzt
pill-restarts = Gateway startet neu
pill-waiting = wartet auf Daten
pill-silent = seit { NUMBER($seconds) } s keine Daten
pill-catching-up = holt auf
pill-board-live = seit { NUMBER($seconds) } s, Rangliste weiter live
pill-at-pace = mit { $pace }×
pill-not-real = kein echtes Rennen
pill-live-behind = { NUMBER($seconds, minimumFractionDigits: 1) } s zurück
pill-last-data = letzte Daten { $clock }
pill-missing = es fehlt: { $what }
missing-cars = Autos
missing-laps = Runden
missing-session = Session
missing-timing = Zeitnahme
missing-race-control = Rennleitung
missing-weather = Wetter
doubt-repeated = wiederholt
doubt-standing = ein Auto steht bei voller Fahrt
doubt-swapped = zwei Autos vertauscht

## Die Karte

map = Streckenkarte
map-empty = Streckenkarte, noch keine Autos
map-described =
    { NUMBER($cars) ->
        [one] Streckenkarte, { $lap }, { NUMBER($cars) } Auto, vorn { $first }
       *[other] Streckenkarte, { $lap }, { NUMBER($cars) } Autos, vorn { $first }
    }
map-whole = Ganze Strecke
map-silent = Positionen stehen, seit { NUMBER($seconds) } s keine Daten
map-lost = Positionen stehen, zuletzt Gesehenes bleibt
map-no-positions = Es kommen keine Positionen; Reihenfolge, Abstände und Runden gehen weiter
map-stopped = Positionen stehen seit { NUMBER($seconds) } s; Tempo und Rangliste gehen weiter
map-repeated = Positionen wiederholen sich ({ $who }); Tempo und Rangliste gehen weiter
map-standing = Positionen stehen bei voller Fahrt ({ $who }); die Rangliste geht weiter
map-swapped = Positionen vertauscht ({ $who }); die Rangliste geht weiter
map-no-outline = Noch kein Streckenverlauf: die Autos zeichnen ihn beim Fahren
cars-count =
    { NUMBER($cars) ->
        [one] { NUMBER($cars) } Auto
       *[other] { NUMBER($cars) } Autos
    }

## Was gerade geschah

events = Was gerade geschah
events-none = Noch nichts. Flaggen, Überholmanöver und schnellste Runden erscheinen hier.
event-lap = Runde { NUMBER($lap) }
event-listen = Anhören
event-team-radio = Boxenfunk, { $driver }
event-a-car = Ein Auto
event-safety-car = Safety-Car auf der Strecke
event-virtual = Virtuelles Safety-Car
event-virtual-ending = Virtuelles Safety-Car endet
event-chequered = Zielflagge
event-track-unknown = Streckenstatus nicht bekannt
event-pass = { $driver } überholt { $other } und ist { NUMBER($place) }.
event-fastest-lap = { $driver } schnellste Runde, { $time }
event-pit = { $driver } an der Box
event-out = { $driver } ausgeschieden
event-finish = { $driver } im Ziel auf Platz { NUMBER($place) }

## Die Rennleitung

said-blue-flag = Blaue Flagge für { $driver }
said-double-yellow = Doppelgelb, Sektor { $sector }
said-yellow = Gelb, Sektor { $sector }
said-clear = Sektor { $sector } wieder frei
said-deleted = { $driver } verliert { $time }, Track-Limits in Kurve { $turn }

## Die Rangliste

board = Rangliste
head-position = Pos
head-won = Plätze gewonnen
head-driver = Fahrer
head-interval = Abstand
head-trend = Trend, s pro Runde
head-trend-short = Trend
head-gap = Rückst.
head-last = Letzte Runde
head-last-short = Letzte
head-best = Beste
head-sectors = Sektoren
head-laps = Runden
head-tyre = Reifen
head-pits = Box
head-out = Aus
row-leader = Führung
row-in-pit = Box
row-stopped = steht
row-out = raus
row-finished = im Ziel
row-deleted = gestrichen
row-cut-off = Cut
row-won = gewonnen
row-lost = verloren
lap-own-best = eigene Bestzeit
lap-best-of-all = Bestzeit
out-not-started = nicht gestartet
out-out = ausgeschieden
out-lap = ausgeschieden, Runde { NUMBER($lap) }

## Das Duell

duel = Engstes Duell
duel-behind = hinter { $driver }
duel-closing = Holt { $rate } s pro Runde auf
duel-losing = Verliert { $rate } s pro Runde
duel-holding = Hält den Abstand
duel-age-unknown = Alter unbekannt
duel-tyres = Auf { $tyre }, { $age }; { $driver } auf { $other }, { $otherage }

## Der Fahrer

driver = Fahrer
driver-gear = Gang
driver-throttle = Gas
driver-brake = Bremse
driver-drs-open = DRS offen
driver-drs-shut = DRS zu
driver-trace = Tempo, die letzten anderthalb Minuten

## Streifen und Fuß

strip-behind = Sekunden hinter der Spitze
strip-slower = Sekunden langsamer als der Schnellste
tabs = Ansichten
tab-board = Rangliste
tab-map = Karte
tab-events = Ereignisse

## Statt der Karte

nothing-connecting = Das bisherige Rennen wird geladen
nothing-source-away = Die Quelle ist nicht da
nothing-incomplete = Ein Teil des Rennens ist nicht lesbar
nothing-offline = Kein Netz
nothing-stalled = Es kommt nichts
nothing-connecting-words = Strecke und Autos erscheinen hier gleich.
nothing-no-race-words = Karte und Rangliste erscheinen hier mit den ersten Autos auf der Strecke.
nothing-source-away-words = Das Gateway ist da, erreicht aber die Daten des Rennens nicht. Es versucht es weiter.
nothing-incomplete-words = Das Gateway ist da, darf oder kann aber nicht alle Daten des Rennens lesen. Es versucht es weiter.
nothing-offline-words = Dieses Gerät hat kein Netz. Sobald es wieder eines hat, geht das Rennen hier weiter.
nothing-reconnecting-words = Das Gateway antwortet nicht. Was inzwischen fehlt, wird nachgetragen.
nothing-ended-words = Die Aufzeichnung ist bis zu ihrem Ende gespielt.
nothing-silent-words = Das Gateway antwortet, sendet aber kein Rennen.
try-now = Jetzt versuchen
