### Wat de pagina na de race zegt.

skip = Naar de inhoud
no-page = Deze pagina bestaat niet
no-page-words = Pagina's heten zoals /race/2025/1, /race/2025/1/qualifying en /season/2025.
pages = Pagina's
main-navigation = Hoofdmenu
go-live = Live
go-race = Race
go-season = Seizoen
newest-race = Nieuwste race
unofficial = Onofficieel. Niet verbonden met de Formule 1.
after-the-race = Na de race
no-race-yet = Nog geen race. Races komen hier zodra ze gereden zijn.
list-broken = De lijst van races kwam onvolledig aan. Laad de pagina opnieuw.
list-unreachable = De lijst van races kwam niet aan. Controleer de verbinding en laad de pagina opnieuw.
palette-key = Kleuren voor kleurenblinden (p)
window-title = { $page } · Gridcast

races = Races
race-of-list = Race:
choose-race = Kies een race
race-here = { $season }, race { $round }
race-here-extra = { $season }, extra race
season-of = Seizoen { $season }
no-race-in-list = Nog geen race.
schedule-and-standings = Kalender en standen
race-extra = extra
race-simulated = gesimuleerd
nothing-yet = , nog niets

practice-1 = 1e training
practice-2 = 2e training
practice-3 = 3e training
sprint-qualifying-within = sprintkwalificatie
sprint-within = sprint
qualifying-within = kwalificatie
practice-1-within = 1e training
practice-2-within = 2e training
practice-3-within = 3e training
none-race = Geen race { $season }, nummer { $round }.
none-sprint = Geen sprint { $season }, race { $round }.
none-qualifying = Geen kwalificatie { $season }, race { $round }.
none-sprint-qualifying = Geen sprintkwalificatie { $season }, race { $round }.
none-practice = Geen { $n }e training { $season }, race { $round }.
choose-another = Kies hierboven een andere race, of bekijk { $season }.
round-of-season = Race { $round }
sessions-of-weekend = Sessies van dit weekend
held-back-none = Achtergehouden: { $reason }. Te zien zodra dat verbeterd is.
held-back-old = Achtergehouden: { $reason }. Wat te zien is, werd eerder gepubliceerd.
simulated-notice = Gesimuleerd: deze race komt van de simulator.
some-unreachable = Sommige gegevens kwamen niet aan. Wat kwam, is te zien.
try-again = Nog eens

missing-result = Geen uitslag van deze sessie.
missing-drivers = Geen lijst van coureurs van deze sessie.
missing-laps = Geen ronden van deze sessie.
missing-stints = Geen stints van deze sessie.
missing-pit-stops = Geen pitstops van deze sessie.
missing-qualifying = Geen kwalificatiedelen van deze sessie.
missing-long-runs = Geen longruns van deze sessie.
missing-pace = Geen tempo van deze sessie.
missing-bests = Geen beste sectoren en snelheden van deze sessie.
missing-track = Geen baanvorm van deze sessie.
missing-telemetry = Geen telemetrie van deze sessie.
missing-chosen-telemetry = Geen telemetrie van de gekozen ronden van deze sessie.
missing-schedule = Geen kalender van dit seizoen.
missing-standings = Geen stand van dit seizoen.
document-broken = Onvolledig aangekomen: { $what }. De rest van de pagina blijft in orde.
document-unreachable = Niet aangekomen: { $what }. Controleer de verbinding en probeer het nog eens.
document-result = uitslag
document-drivers = lijst van coureurs
document-laps = ronden
document-stints = stints
document-pit-stops = pitstops
document-qualifying = kwalificatiedelen
document-long-runs = longruns
document-pace = tempo
document-bests = beste sectoren en snelheden
document-track = baanvorm
document-telemetry = telemetrie
document-chosen-telemetry = telemetrie van de gekozen ronden
document-schedule = kalender
document-standings = stand
no-telemetry-of-drivers = Geen telemetrie van de uitgelichte coureurs. Kies andere, of een ronde.

won-by = { $winner } won met { $gap } s voorsprong op { $second }.
won-by-laps =
    { NUMBER($laps) ->
        [one] { $winner } won met { NUMBER($laps) } ronde voorsprong op { $second }.
       *[other] { $winner } won met { NUMBER($laps) } ronden voorsprong op { $second }.
    }
won-from = { $winner } won voor { $second }.
won = { $winner } won.
red-flags =
    { NUMBER($n) ->
        [one] { NUMBER($n) } rode vlag
       *[other] { NUMBER($n) } rode vlaggen
    }
safety-cars =
    { NUMBER($n) ->
        [one] { NUMBER($n) } safety car
       *[other] { NUMBER($n) } safety cars
    }
virtual-safety-cars =
    { NUMBER($n) ->
        [one] { NUMBER($n) } virtual safety car
       *[other] { NUMBER($n) } virtual safety cars
    }
cars-out =
    { NUMBER($n) ->
        [one] { NUMBER($n) } uitvaller
       *[other] { NUMBER($n) } uitvallers
    }
disqualified-count =
    { NUMBER($n) ->
        [one] { NUMBER($n) } gediskwalificeerd
       *[other] { NUMBER($n) } gediskwalificeerd
    }
not-started-count =
    { NUMBER($n) ->
        [one] { NUMBER($n) } niet gestart
       *[other] { NUMBER($n) } niet gestart
    }
counted = { $list }.
all-finished = Alle auto's over de finish.
pole-by = { $winner } pakte pole met { $gap } s voor { $second }.
pole = { $winner } pakte pole.
sprint-pole-by = { $winner } pakte sprintpole met { $gap } s voor { $second }.
sprint-pole = { $winner } pakte sprintpole.
fastest-by = { $winner } was de snelste met { $gap } s voor { $second }.
fastest = { $winner } was de snelste.

fact-fastest-lap = Snelste ronde, { $driver }
fact-fastest-lap-of = Snelste ronde, { $driver }, ronde { NUMBER($lap) }
fact-laps = Ronden
fact-laps-time = Ronden, { $time }
fact-laps-of = Ronden van { NUMBER($laps) }
fact-safety-car = Ronden met safety car
fact-stops = Stops
fact-pole = Pole, { $driver }
fact-pole-of = Pole, { $driver }, ronde { NUMBER($lap) }
fact-best = Beste ronde, { $driver }
fact-best-of = Beste ronde, { $driver }, ronde { NUMBER($lap) }
fact-all-laps = Ronden van alle auto's

result = Uitslag
result-note-race = Plaatsen gewonnen of verloren sinds de grid. Een naam licht zijn coureur uit in alle grafieken.
result-note-qualifying = Een onderbroken lijn waar auto's na een deel afvielen. Een naam licht zijn coureur uit in alle grafieken.
result-note-practice = Een naam licht zijn coureur uit in alle grafieken.
head-position = Pos
head-against-grid = Plaatsen tegenover de grid
head-grid = Grid
head-laps = Rnd.
head-stops = Stops
head-time = Tijd
head-best = Beste ronde
head-points = Ptn
head-gap = Verschil
head-team = Team
head-driver = Coureur
lap-of = ronde { NUMBER($lap) }
no-time = geen tijd
by-timing = { $place } volgens de tijdwaarneming
grid-pit-lane = pitstraat
grid-place = grid { $place }
stops-count =
    { NUMBER($stops) ->
        [one] { NUMBER($stops) } stop
       *[other] { NUMBER($stops) } stops
    }
best-on-lap = beste in ronde { NUMBER($lap) }
place-gained = gewonnen
place-lost = verloren
deleted-laps = Vervallen ronden
deleted-lap = { $driver }, ronde { NUMBER($lap) }
deleted-lap-time = { $driver }, ronde { NUMBER($lap) }, { $time }
ending-no-start = geen start
ending-disqualified = gediskwalificeerd
ending-out = uit, ronde { NUMBER($lap) }
ending-out-why = uit, ronde { NUMBER($lap) }, { $why }
ending-laps =
    { NUMBER($laps) ->
        [one] +{ NUMBER($laps) } ronde
       *[other] +{ NUMBER($laps) } ronden
    }
changes-of-result = Wijzigingen van de uitslag
timing-and-official = Tijdwaarneming en officiële uitslag
of-driver = { $driver }: { $what }
disagreement = { $timing } volgens de tijdwaarneming, { $official } officieel.
said-nothing = niets
outcome-finished = gefinisht
outcome-retired = uitgevallen
outcome-not-started = niet gestart
outcome-disqualified = gediskwalificeerd
outcome-classified = geklasseerd
outcome-unknown = onbekend
place-short = P{ NUMBER($place) }
not-classified = niet geklasseerd
points-count = { $points } punten
correction = { $now } (was { $before })
corrections-of = { $driver } { $changes }
result-changed = Uitslag gewijzigd op { $when }: { $what }.

parts-of-page = Delen van deze pagina
charts-key = Grafieken
keys-told = Toetsen op een grafiek: "←" "→" ronde, "↑" "↓" coureur, "+" "−" "0" zoom, "f" volledig scherm. Overal: "t" thema, "p" palet.
highlighted-drivers = Uitgelichte coureurs
highlighted = Uitgelicht
drivers-to-highlight = Coureurs om uit te lichten
choose-drivers = Kies coureurs
remove-driver = { $driver }: uitgelicht; druk om te verwijderen
cursor = Cursor
cursor-back = Cursor een ronde terug
cursor-on = Cursor een ronde verder
cursor-away = Cursor weghalen
cursor-none = Geen ronde
cursor-lap = Ronde { NUMBER($lap) }
filter-for-pace = Welke ronden voor het tempo tellen
dots = Stippen
dots-title = Elke ronde als stip
pace = Tempo
pace-title = Tempo om mee te vergelijken
pace-example = Een ronde, zoals 1:28.5 of 88.5
pace-measure = Meten
measured-against = Gemeten tegen
winners-mean = Gemiddeld tempo van de winnaar
pace-a-lap = { $time } per ronde
laps-of-driver = Ronden van { $driver }
map-shows = De kaart toont
map-speed = Snelheid
map-gear = Versnelling
round-by-round = Race voor race
progress-points = Punten
progress-places = Plaatsen
compared-laps = Vergeleken ronden
laps-to-compare = Ronden om te vergelijken
choose-laps = Kies ronden
compared-lap = { $driver }, ronde { NUMBER($lap) }: vergeleken; druk om te verwijderen
lap-of-driver = { $driver }, ronde { NUMBER($lap) }
driver-of-laps = Coureur van de te kiezen ronden
tyres = Banden
tyre-soft = Soft
tyre-medium = Medium
tyre-hard = Hard
tyre-intermediate = Intermediate
tyre-wet = Wet

link-to-chart = Link naar deze grafiek
tool-link = { $chart }: link
watch-lap = Ronde { NUMBER($lap) } bekijken
tool-watch-lap = { $chart }: ronde { NUMBER($lap) } in de herhaling bekijken
picture = Afbeelding (PNG)
tool-picture = { $chart }: afbeelding
numbers = Getallen (CSV)
tool-numbers = { $chart }: getallen
full-screen = Volledig scherm (f)
tool-full-screen = { $chart }: volledig scherm
chart-role = grafiek
chart-and-summary = { $chart }. { $summary }
chart-table = { $chart }, tabel
chart-in-numbers = { $chart } in getallen
share-link = Link
share-frame = Kader voor uw pagina
copy = Kopiëren
copied = Gekopieerd
selected = Geselecteerd
copy-what = { $what }: { $state }
on-gridcast = { $page } op Gridcast

every-lap = Elke ronde
every-lap-note = Zoals de tijdwaarneming ze had. Een kop sorteert; woorden filteren, en alle moeten passen.
filter = Filter
filter-example = NOR, 44, pit, safety car, I
highlighted-only = Alleen uitgelicht
laps-scrollable = Ronden, scrolbaar
column-lap = Rnd.
column-time = Tijd
column-gap = Verschil
column-interval = Interval
column-tyre = Band
column-age = Leeftijd
column-stint = Stint
column-pit = Pit
column-status = Status
column-trap = Val
column-line = Lijn
title-position = Positie aan de streep
title-time = Rondetijd
title-gap = Achter de leider, s
title-interval = Achter de auto ervoor, s
title-sector = Sector { $n }, s
title-compound = Compound
title-age = Ronden op de set
title-pit = Eindigde of begon in de pits
title-status = Baanstatus, en of de ronde vervallen is
title-trap = Snelheidsval, { $unit }
title-line = Snelheid op de finishlijn, { $unit }
pit-in = pit in
pit-out = pit uit
pit-in-out = pit in, uit
status-red = rode vlag
status-safety-car = safety car
status-virtual = virtueel
status-yellow = geel
status-deleted = vervallen

no-season = Geen seizoen { $season }.
look-at-newest = Bekijk het nieuwste seizoen
champion = { $first } is kampioen, { $points } punten voor { $second }.
leads = { $first } leidt met { $points } punten voor { $second } na race { NUMBER($round) }.
level = { $first } en { $second } staan gelijk in punten na race { NUMBER($round) }.
constructors-won = { $team } won het kampioenschap voor constructeurs.
constructors-lead = { $team } leidt bij de constructeurs.
schedule = Kalender
times-are-yours = Tijden in uw zone: { $zone }.
browsers-zone = de zone van de browser
no-race-scheduled = Er staat nog geen race gepland.
head-round = Race
head-race = Grand Prix
head-qualifying = Kwalificatie
head-start = Start
first-practice = Eerste vrije training
second-practice = Tweede vrije training
third-practice = Derde vrije training
live-now = nu live
now = nu
countdown-days = { NUMBER($days) } d { $clock }
sprint-at = sprint { $when }
qualifying-at = kwalificatie { $when }
drivers = Coureurs
constructors = Constructeurs
after-round = Na race { NUMBER($round) }.
against-round = Tegenover de race ervoor
head-wins = Zeges
head-behind = Achter
head-possible = Mogelijk
head-possible-title = Punten bij winst van alle resterende races en sprints
cannot-win = , kan niet meer winnen
