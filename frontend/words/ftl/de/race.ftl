### Was die Seite nach dem Rennen sagt.

skip = Zum Inhalt springen
no-page = Diese Seite gibt es nicht
no-page-words = Seiten heißen etwa /race/2025/1, /race/2025/1/qualifying und /season/2025.
pages = Seiten
main-navigation = Hauptmenü
go-live = Live
go-race = Rennen
go-season = Saison
newest-race = Neuestes Rennen
unofficial = Inoffiziell. Nicht mit der Formel 1 verbunden.
after-the-race = Nach dem Rennen
no-race-yet = Noch kein Rennen. Rennen erscheinen hier, sobald sie gefahren sind.
list-broken = Die Liste der Rennen kam unvollständig an. Bitte die Seite neu laden.
list-unreachable = Die Liste der Rennen kam nicht an. Verbindung prüfen, dann die Seite neu laden.
palette-key = Farben für Farbenblinde (p)
window-title = { $page } · Gridcast

races = Rennen
race-of-list = Rennen:
choose-race = Rennen wählen
race-here = { $season }, Lauf { $round }
race-here-extra = { $season }, Zusatzrennen
season-of = Saison { $season }
no-race-in-list = Noch kein Rennen.
schedule-and-standings = Kalender und Wertung
race-extra = extra
race-simulated = simuliert
nothing-yet = , noch nichts

practice-1 = 1. Training
practice-2 = 2. Training
practice-3 = 3. Training
sprint-qualifying-within = Sprint-Qualifying
sprint-within = Sprint
qualifying-within = Qualifying
practice-1-within = 1. Training
practice-2-within = 2. Training
practice-3-within = 3. Training
none-race = Kein Rennen { $season }, Lauf { $round }.
none-sprint = Kein Sprint { $season }, Lauf { $round }.
none-qualifying = Kein Qualifying { $season }, Lauf { $round }.
none-sprint-qualifying = Kein Sprint-Qualifying { $season }, Lauf { $round }.
none-practice = Kein { $n }. Training { $season }, Lauf { $round }.
choose-another = Oben ein anderes Rennen wählen oder zu { $season } gehen.
round-of-season = Lauf { $round }
sessions-of-weekend = Sessions dieses Wochenendes
held-back-none = Zurückgehalten: { $reason }. Wird gezeigt, sobald das berichtigt ist.
held-back-old = Zurückgehalten: { $reason }. Gezeigt wird, was vorher veröffentlicht war.
simulated-notice = Simuliert: dieses Rennen stammt vom Simulator.
some-unreachable = Einige Daten kamen nicht an. Was ankam, ist zu sehen.
try-again = Noch einmal

missing-result = Kein Ergebnis dieser Session.
missing-drivers = Keine Fahrerliste dieser Session.
missing-laps = Keine Runden dieser Session.
missing-stints = Keine Stints dieser Session.
missing-pit-stops = Keine Boxenstopps dieser Session.
missing-qualifying = Keine Qualifying-Teile dieser Session.
missing-long-runs = Keine Longruns dieser Session.
missing-pace = Kein Tempo dieser Session.
missing-bests = Keine besten Sektoren und Geschwindigkeiten dieser Session.
missing-track = Kein Streckenverlauf dieser Session.
missing-telemetry = Keine Telemetrie dieser Session.
missing-chosen-telemetry = Keine Telemetrie der gewählten Runden dieser Session.
missing-schedule = Kein Kalender dieser Saison.
missing-standings = Keine Wertung dieser Saison.
document-broken = Unvollständig angekommen: { $what }. Der Rest der Seite ist nicht betroffen.
document-unreachable = Nicht angekommen: { $what }. Verbindung prüfen, dann noch einmal versuchen.
document-result = Ergebnis
document-drivers = Fahrerliste
document-laps = Runden
document-stints = Stints
document-pit-stops = Boxenstopps
document-qualifying = Qualifying-Teile
document-long-runs = Longruns
document-pace = Tempo
document-bests = beste Sektoren und Geschwindigkeiten
document-track = Streckenverlauf
document-telemetry = Telemetrie
document-chosen-telemetry = Telemetrie der gewählten Runden
document-schedule = Kalender
document-standings = Wertung
no-telemetry-of-drivers = Keine Telemetrie der hervorgehobenen Fahrer. Andere wählen oder eine Runde.

won-by = { $winner } gewann mit { $gap } s vor { $second }.
won-by-laps =
    { NUMBER($laps) ->
        [one] { $winner } gewann mit { NUMBER($laps) } Runde vor { $second }.
       *[other] { $winner } gewann mit { NUMBER($laps) } Runden vor { $second }.
    }
won-from = { $winner } gewann vor { $second }.
won = { $winner } gewann.
red-flags =
    { NUMBER($n) ->
        [one] { NUMBER($n) } rote Flagge
       *[other] { NUMBER($n) } rote Flaggen
    }
safety-cars =
    { NUMBER($n) ->
        [one] { NUMBER($n) } Safety-Car-Phase
       *[other] { NUMBER($n) } Safety-Car-Phasen
    }
virtual-safety-cars =
    { NUMBER($n) ->
        [one] { NUMBER($n) } virtuelle Safety-Car-Phase
       *[other] { NUMBER($n) } virtuelle Safety-Car-Phasen
    }
cars-out =
    { NUMBER($n) ->
        [one] { NUMBER($n) } Ausfall
       *[other] { NUMBER($n) } Ausfälle
    }
disqualified-count =
    { NUMBER($n) ->
        [one] { NUMBER($n) } Disqualifikation
       *[other] { NUMBER($n) } Disqualifikationen
    }
not-started-count =
    { NUMBER($n) ->
        [one] { NUMBER($n) } nicht gestartet
       *[other] { NUMBER($n) } nicht gestartet
    }
counted = { $list }.
all-finished = Alle Autos im Ziel.
pole-by = { $winner } holte die Pole mit { $gap } s vor { $second }.
pole = { $winner } holte die Pole.
sprint-pole-by = { $winner } holte die Sprint-Pole mit { $gap } s vor { $second }.
sprint-pole = { $winner } holte die Sprint-Pole.
fastest-by = { $winner } war Schnellster mit { $gap } s vor { $second }.
fastest = { $winner } war Schnellster.

fact-fastest-lap = Schnellste Runde, { $driver }
fact-fastest-lap-of = Schnellste Runde, { $driver }, Runde { NUMBER($lap) }
fact-laps = Runden
fact-laps-time = Runden, { $time }
fact-laps-of = Runden von { NUMBER($laps) }
fact-safety-car = Runden mit Safety-Car
fact-stops = Stopps
fact-pole = Pole, { $driver }
fact-pole-of = Pole, { $driver }, Runde { NUMBER($lap) }
fact-best = Beste Runde, { $driver }
fact-best-of = Beste Runde, { $driver }, Runde { NUMBER($lap) }
fact-all-laps = Runden aller Autos

result = Ergebnis
result-note-race = Gegenüber dem Start gewonnene oder verlorene Plätze. Ein Name hebt seinen Fahrer in allen Diagrammen hervor.
result-note-qualifying = Eine gestrichelte Linie, wo Autos nach einem Teil raus waren. Ein Name hebt seinen Fahrer in allen Diagrammen hervor.
result-note-practice = Ein Name hebt seinen Fahrer in allen Diagrammen hervor.
head-position = Pos
head-against-grid = Plätze gegenüber dem Start
head-grid = Start
head-laps = Runden
head-stops = Stopps
head-time = Zeit
head-best = Beste Runde
head-points = Pkt
head-gap = Rückst.
head-team = Team
head-driver = Fahrer
lap-of = Runde { NUMBER($lap) }
no-time = keine Zeit
by-timing = { $place } laut Zeitnahme
grid-pit-lane = Box
grid-place = Start { $place }
stops-count =
    { NUMBER($stops) ->
        [one] { NUMBER($stops) } Stopp
       *[other] { NUMBER($stops) } Stopps
    }
best-on-lap = beste in Runde { NUMBER($lap) }
place-gained = gewonnen
place-lost = verloren
deleted-laps = Gestrichene Runden
deleted-lap = { $driver }, Runde { NUMBER($lap) }
deleted-lap-time = { $driver }, Runde { NUMBER($lap) }, { $time }
ending-no-start = kein Start
ending-disqualified = disqualifiziert
ending-out = aus, Runde { NUMBER($lap) }
ending-out-why = aus, Runde { NUMBER($lap) }, { $why }
ending-laps =
    { NUMBER($laps) ->
        [one] +{ NUMBER($laps) } Runde
       *[other] +{ NUMBER($laps) } Runden
    }
changes-of-result = Änderungen des Ergebnisses
timing-and-official = Zeitnahme und offizielles Ergebnis
of-driver = { $driver }: { $what }
disagreement = { $timing } laut Zeitnahme, { $official } offiziell.
said-nothing = nichts
outcome-finished = im Ziel
outcome-retired = ausgeschieden
outcome-not-started = nicht gestartet
outcome-disqualified = disqualifiziert
outcome-classified = gewertet
outcome-unknown = unbekannt
place-short = P{ NUMBER($place) }
not-classified = nicht gewertet
points-count = { $points } Punkte
correction = { $now } (vorher { $before })
corrections-of = { $driver } { $changes }
result-changed = Ergebnis geändert am { $when }: { $what }.

parts-of-page = Teile dieser Seite
charts-key = Diagramme
keys-told = Tasten im Diagramm: "←" "→" Runde, "↑" "↓" Fahrer, "+" "−" "0" Zoom, "f" Vollbild. Überall: "t" Design, "p" Palette.
highlighted-drivers = Hervorgehobene Fahrer
highlighted = Hervorgehoben
drivers-to-highlight = Hervorzuhebende Fahrer
choose-drivers = Fahrer wählen
remove-driver = { $driver }: hervorgehoben; drücken zum Entfernen
cursor = Marke
cursor-back = Marke eine Runde zurück
cursor-on = Marke eine Runde vor
cursor-away = Marke entfernen
cursor-none = Keine Runde
cursor-lap = Runde { NUMBER($lap) }
filter-for-pace = Welche Runden fürs Tempo zählen
dots = Punkte
dots-title = Jede Runde als Punkt
pace = Tempo
pace-title = Tempo zum Vergleich
pace-example = Eine Runde, etwa 1:28.5 oder 88.5
pace-measure = Messen
measured-against = Gemessen an
winners-mean = Mittleres Tempo des Siegers
pace-a-lap = { $time } pro Runde
laps-of-driver = Runden von { $driver }
map-shows = Die Karte zeigt
map-speed = Tempo
map-gear = Gang
round-by-round = Rennen für Rennen
progress-points = Punkte
progress-places = Plätze
compared-laps = Verglichene Runden
laps-to-compare = Runden zum Vergleich
choose-laps = Runden wählen
compared-lap = { $driver }, Runde { NUMBER($lap) }: verglichen; drücken zum Entfernen
lap-of-driver = { $driver }, Runde { NUMBER($lap) }
driver-of-laps = Fahrer der wählbaren Runden
tyres = Reifen
tyre-soft = Soft
tyre-medium = Medium
tyre-hard = Hard
tyre-intermediate = Intermediate
tyre-wet = Wet

link-to-chart = Link zu diesem Diagramm
tool-link = { $chart }: Link
watch-lap = Runde { NUMBER($lap) } ansehen
tool-watch-lap = { $chart }: Runde { NUMBER($lap) } in der Wiederholung ansehen
picture = Bild (PNG)
tool-picture = { $chart }: Bild
numbers = Zahlen (CSV)
tool-numbers = { $chart }: Zahlen
full-screen = Vollbild (f)
tool-full-screen = { $chart }: Vollbild
chart-role = Diagramm
chart-and-summary = { $chart }. { $summary }
chart-table = { $chart }, Tabelle
chart-in-numbers = { $chart } in Zahlen
share-link = Link
share-frame = Rahmen für deine Seite
copy = Kopieren
copied = Kopiert
selected = Ausgewählt
copy-what = { $what }: { $state }
on-gridcast = { $page } auf Gridcast

every-lap = Jede Runde
every-lap-note = Wie die Zeitnahme sie hatte. Ein Spaltenkopf sortiert; Wörter filtern, und alle müssen passen.
filter = Filter
filter-example = NOR, 44, box, safety, I
highlighted-only = Nur Hervorgehobene
laps-scrollable = Runden, scrollbar
column-lap = Rd.
column-time = Zeit
column-gap = Rückst.
column-interval = Abstand
column-tyre = Reifen
column-age = Alter
column-stint = Stint
column-pit = Box
column-status = Status
column-trap = Trap
column-line = Linie
title-position = Position an der Linie
title-time = Rundenzeit
title-gap = Hinter der Spitze, s
title-interval = Hinter dem Vordermann, s
title-sector = Sektor { $n }, s
title-compound = Mischung
title-age = Runden auf dem Satz
title-pit = Endete oder begann an der Box
title-status = Streckenstatus, und ob die Runde gestrichen wurde
title-trap = Speedtrap, { $unit }
title-line = Tempo an der Ziellinie, { $unit }
pit-in = Box rein
pit-out = Box raus
pit-in-out = Box rein, raus
status-red = rote Flagge
status-safety-car = Safety-Car
status-virtual = virtuell
status-yellow = gelb
status-deleted = gestrichen

no-season = Keine Saison { $season }.
look-at-newest = Zur neuesten Saison
champion = { $first } ist Weltmeister, { $points } Punkte vor { $second }.
leads = { $first } führt nach Rennen { NUMBER($round) } mit { $points } Punkten vor { $second }.
level = { $first } und { $second } sind nach Rennen { NUMBER($round) } punktgleich.
constructors-won = { $team } gewann die Konstrukteurswertung.
constructors-lead = { $team } führt bei den Konstrukteuren.
schedule = Kalender
times-are-yours = Zeiten in deiner Zone: { $zone }.
browsers-zone = Zone des Browsers
no-race-scheduled = Noch ist kein Rennen angesetzt.
head-round = Lauf
head-race = Rennen
head-qualifying = Qualifying
head-start = Start
first-practice = Erstes Training
second-practice = Zweites Training
third-practice = Drittes Training
live-now = jetzt live
now = jetzt
countdown-days = { NUMBER($days) } T { $clock }
sprint-at = Sprint { $when }
qualifying-at = Qualifying { $when }
drivers = Fahrer
constructors = Konstrukteure
after-round = Nach Rennen { NUMBER($round) }.
against-round = Gegenüber dem Rennen davor
head-wins = Siege
head-behind = Rückst.
head-possible = Möglich
head-possible-title = Punkte bei Siegen in allen übrigen Rennen und Sprints
cannot-win = , kann nicht mehr gewinnen
