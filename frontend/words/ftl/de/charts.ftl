### Was die Diagramme sagen.

title-tyres = Reifen
title-team-pace = Tempo der Teams
title-driver-pace = Tempo der Fahrer
title-lap-chart = Rundendiagramm
title-gap = Rückstand auf die Spitze
title-trace = Rennverlauf
title-lap-times = Rundenzeiten
title-parts = Teile des Qualifyings
title-best-laps = Beste Runden im Vergleich
title-long-runs = Longruns
title-sectors = Sektorbestzeiten
title-speed-traps = Höchstgeschwindigkeiten
title-pit-stops = Boxenstopps
title-telemetry = Telemetrie
title-dominance = Streckendominanz
title-track-map = Tempo und Gänge auf der Strecke
title-driver-standings = Fahrerwertung
title-constructor-standings = Konstrukteurswertung
title-driver-contention = Was Fahrer noch erreichen können
title-constructor-contention = Was Konstrukteure noch erreichen können

lap = Runde
grid = Start
driver = Fahrer
team = Team
laps = Runden
stint = Stint
compound = Mischung
first-lap = Erste Runde
last-lap = Letzte Runde
age-at-start = Alter zu Beginn
laps-that-count = Gezählte Runden
sector = Sektor { $n }
sector-seconds = Sektor { $n }, s
best-lap = Beste Runde
distance-metres = Strecke, m
gear = Gang

missing-race = Das Rennen ist nicht geladen.
missing-laps = Von dieser Session gibt es keine Runden.
missing-gaps = Von dieser Session gibt es keine Abstände.
missing-times-at-line = Von dieser Session gibt es keine Zeiten an der Linie.
missing-lap-times = Hier gibt es keine Rundenzeiten.
missing-counted-laps = Es gibt keine Runden, die zählen: { $filter }.
missing-track-status = Der Streckenstatus dieser Session ist nicht bekannt, also auch keine grüne Runde: alle Runden wählen.
missing-single-laps = Einzelne Runden sind nicht geladen.
missing-laps-of-stints = Die Runden sind nicht geladen; dies sind nur die Stints.
missing-tyres = Von dieser Session gibt es keine Reifen.
missing-bests = Von dieser Session gibt es keine besten Sektoren und Geschwindigkeiten.
missing-parts = Von den Teilen dieser Session gibt es keine Zeiten.
missing-long-runs = Niemand fuhr fünf Runden am Stück in einem Tempo.
missing-speeds = Von dieser Session gibt es keine Geschwindigkeiten.
missing-pit-stops = Von dieser Session gibt es keine Boxenstopps.
missing-any-stop = Niemand hat gestoppt.
missing-laps-to-compare = Zwei bis vier Runden zum Vergleich wählen.
missing-lap-to-show = Eine Runde wählen, um sie auf der Strecke zu sehen.
missing-telemetry = Von diesen Runden gibt es keine Telemetrie.
missing-some-telemetry = Nicht alle dieser Runden haben Telemetrie.
missing-outline = Der Verlauf dieser Strecke ist nicht bekannt.
missing-standings = Die Wertung ist nicht geladen.
missing-any-standing = Es gibt noch keine Wertung.
missing-chosen-driver = Einen Fahrer wählen, um Stints und Reifenverlust zu sehen.

filter-all = Alle Runden
filter-green = Runden unter Grün
filter-dry = Runden unter Grün auf Slicks
filter-wet = Runden unter Grün auf Regenreifen
filter-all-within = alle Runden
filter-green-within = Runden unter Grün
filter-dry-within = Runden unter Grün auf Slicks
filter-wet-within = Runden unter Grün auf Regenreifen
whole-lap = Ganze Runde

period-safety-car = Safety-Car
period-virtual = Virtuelles SC
period-red = Rote Flagge
period-yellow = Gelb
period-safety-car-short = SC
period-virtual-short = VSC
period-red-short = Rot
period-yellow-short = G
period-safety-car-within = Safety-Car
period-virtual-within = virtuelles SC
period-red-within = rote Flagge
period-yellow-within = Gelb

tyre-unknown = unbekannt
pace-unreadable = Keine Rundenzeit: 1:28.5 oder 88.5 schreiben.
pace-out-of-range = Eine Runde dauert 30 Sekunden bis 10 Minuten.

best-laps = Was die beste Runde jedes Fahrers auf die schnellste verlor, in Sekunden, Sektor für Sektor. Links davon: gewonnen. Raute: Bestzeit; hohl: das zweite Auto eines Teams.
best-laps-gap = Abstand, s
best-laps-tyres = Reifen
best-laps-slower = { $driver }, { $what }: { $seconds } s langsamer als die schnellste Runde, Runde { NUMBER($lap) }, { $tyre }
best-laps-quicker = { $driver }, { $what }: { $seconds } s schneller als die schnellste Runde, Runde { NUMBER($lap) }, { $tyre }
best-laps-equal = { $driver }, { $what }: wie die schnellste Runde, Runde { NUMBER($lap) }, { $tyre }
sector-within = Sektor { $n }
lap-within = Runde
best-laps-first-two = Schnellster: { $driver }, { $time }, { $seconds } s vor { $second }.
best-laps-first = Schnellster: { $driver }, { $time }.

bests-sectors = Die drei besten Sektoren jedes Fahrers, die Runde daraus und die beste wirklich gefahrene. Raute: Bestzeit; hohl: das zweite Auto eines Teams.
bests-speeds = Die höchsten Geschwindigkeiten jedes Fahrers, { $unit }. Raute: höchste; hohl: das zweite Auto eines Teams.
bests-lap-of-it = In Runde
bests-ideal = Idealrunde
bests-ideal-within = Idealrunde
bests-best-within = beste Runde
bests-trap = Speedtrap
bests-line = Ziellinie
bests-split-1 = 1. Split
bests-split-2 = 2. Split
bests-trap-within = Speedtrap
bests-line-within = Ziellinie
bests-split-1-within = 1. Zwischenzeit
bests-split-2-within = 2. Zwischenzeit
with-unit = { $head }, { $unit }
bests-figure = { $driver }, { $what }: { $figure }
bests-figure-of-lap = { $driver }, { $what }: { $figure }, Runde { NUMBER($lap) }
bests-summary-sector = Sektor { $n } { $driver } { $time }
bests-summary-ideal = Idealrunde { $driver } { $time }
bests-summary = Bestzeiten: { $list }.
bests-fastest = Schnellster in der Speedtrap: { $driver }, { $speed }, Runde { NUMBER($lap) }.

reach-name = Name
reach-points = Punkte
reach-most = Höchstens
reach-best = Bester Platz
reach-worst = Schlechtester Platz
reach-drivers = Jetzige Punkte, gestrichelt die noch möglichen; wessen Balken die Linie nicht erreicht, kann nicht mehr Meister werden. { $assumptions }
races-left =
    { NUMBER($races) ->
        [one] { NUMBER($races) } Rennen
       *[other] { NUMBER($races) } Rennen
    }
sprints-left =
    { NUMBER($sprints) ->
        [one] { NUMBER($sprints) } Sprint
       *[other] { NUMBER($sprints) } Sprints
    }
reach-assumed-drivers = Höchstens 25 für einen Sieg, 8 im Sprint; es bleiben { $races } und { $sprints }. Bester Platz: die anderen holen nichts mehr. Gleiche Punkte gelten als erreicht.
reach-assumed-drivers-fastest = Höchstens 25 für einen Sieg, 1 für die schnellste Runde, 8 im Sprint; es bleiben { $races } und { $sprints }. Bester Platz: die anderen holen nichts mehr. Gleiche Punkte gelten als erreicht.
reach-assumed-teams = Höchstens 43 für Platz eins und zwei, 15 im Sprint; es bleiben { $races } und { $sprints }. Bester Platz: die anderen holen nichts mehr. Gleiche Punkte gelten als erreicht.
reach-assumed-teams-fastest = Höchstens 43 für Platz eins und zwei, 1 für die schnellste Runde, 15 im Sprint; es bleiben { $races } und { $sprints }. Bester Platz: die anderen holen nichts mehr. Gleiche Punkte gelten als erreicht.
reach-places = { $best } bis { $worst }
reach-row = { $name }: { $points } Punkte, höchstens { $most }, { $places }
reach-open = Der Titel ist noch offen für { $list }.

dominance = Die Runde in { NUMBER($pieces) } gleich langen Stücken, jedes in Farbe und Strichart dessen, der dort am schnellsten ist.
dominance-legend = { $name }: { NUMBER($won) } von { NUMBER($pieces) }
dominance-piece = Stück { NUMBER($piece) }: { $name } schneller um { $margin }
dominance-head-piece = Stück
dominance-head-fastest = Schnellster
dominance-head-by = Um, s
dominance-won = { $name } in { NUMBER($won) }
dominance-summary = Am schnellsten: { $list }.

gap = Sekunden an der Linie hinter dem Führenden; weiter unten ist weiter hinten. Ringe sind Stopps, Kreuze Ausfälle. Linien enden unter +{ NUMBER($most) } s.
gap-leads = führt
gap-lap-leads = { $driver }, Runde { NUMBER($lap) }: führt
gap-lap-behind = { $driver }, Runde { NUMBER($lap) }: { $seconds } s hinter { $leader }
gap-the-leader = dem Führenden
gap-led = Führungsrunden: { $list }.
gap-nearest = Nach Runde { NUMBER($lap) } ist { $driver } am nächsten, { $seconds } s dahinter.

lap-chart = Position an der Linie. Ringe sind Stopps, Kreuze Ausfälle, Dreiecke auf der Strecke gewonnene Plätze; eine Raute ist eine Strafe oder nach der Flagge verlorene Plätze. Gestrichelt: das zweite Auto eines Teams.
lap-chart-why = Warum
lap-chart-place = { $driver }, Runde { NUMBER($lap) }: { $place }
lap-chart-in-pits = an der Box
lap-chart-passed = überholt { $list }
lap-chart-passed-by = überholt von { $list }
lap-chart-stopped = Stopp { $list }
lap-chart-out = Ausfall { $list }
lap-chart-then-out = dann ausgeschieden
lap-chart-driver-passed = { $driver } überholt { $list }
lap-chart-served = { $penalty } abgesessen
lap-chart-given = { $driver } { $penalties }
lap-chart-started = { $driver }: { $start } am Start, { $end } nach Runde { NUMBER($lap) }.
lap-chart-was = { $driver }: { $start } nach Runde { NUMBER($first) }, { $end } nach Runde { NUMBER($lap) }.
lap-chart-won-most =
    { NUMBER($places) ->
        [one] { $driver } gewann die meisten Plätze: { NUMBER($places) }.
       *[other] { $driver } gewann die meisten Plätze: { NUMBER($places) }.
    }

penalty-seconds = { NUMBER($seconds) }-s-Strafe
penalty-time = Zeitstrafe
penalty-drive-through = Durchfahrtsstrafe
penalty-stop-and-go = Stop-and-go-Strafe
penalty-stop-and-go-seconds = Stop-and-go-Strafe von { NUMBER($seconds) } s

lap-times = Rundenzeiten; langsamere Runden verlassen das Bild oben. Quadrate sind gestrichene Runden. Schattiert: Stints des zuerst Gewählten. Geraden: was ein Satz verliert, angepasst an { $filter }, mit Standardfehler; der Kraftstoff ist nicht herausgerechnet.
lap-times-loss = Verlust, s pro Runde
lap-times-error = Standardfehler, s pro Runde
lap-times-lap = { $driver }, Runde { NUMBER($lap) }: { $time }, Reifen { $tyre }, { $age }
lap-times-deleted-lap = { $driver }, Runde { NUMBER($lap) }: { $time }, gestrichen, Reifen { $tyre }, { $age }
laps-old =
    { NUMBER($laps) ->
        [one] { NUMBER($laps) } Runde alt
       *[other] { NUMBER($laps) } Runden alt
    }
age-unknown = Alter unbekannt
lap-times-deleted = { $time } gestrichen
lap-times-slope = { $slope } ± { $error } s pro Runde
lap-times-fastest = Schnellste Runde: { $driver }, { $time }, Runde { NUMBER($lap) }.
lap-times-fit = { $driver }, Stint { NUMBER($stint) }: { $slope } über { $laps }.

long-runs = Fünf Runden und mehr auf einem Satz in einem Tempo: der Durchschnitt, und um was jede Runde länger dauerte als die vorige. Die Kraftstoffmenge kennt niemand. Raute: Bestwert; hohl: das zweite Auto eines Teams.
long-runs-average = Durchschnitt
long-runs-change = Änderung pro Runde, s
long-runs-tyres = Reifen
long-runs-from = Von Runde
long-runs-to = Bis Runde
long-runs-best = Beste
long-runs-run = { $driver }, Runden { NUMBER($first) } bis { NUMBER($last) }, { $tyre }: { $laps }, im Schnitt { $time }
long-runs-quickest = Schnellster Longrun: { $driver }, { $laps }, { $tyre }, im Schnitt { $time }.

pace-median = Median
pace-first-quartile = Erstes Quartil
pace-third-quartile = Drittes Quartil
pace-low-whisker = Unterer Whisker
pace-high-whisker = Oberer Whisker
pace-beyond = Runden jenseits der Achse
pace-row = { $name }: Median { $median }, mittlere Hälfte { $low } bis { $high }, { $laps }
pace-lap = { $driver }, Runde { NUMBER($lap) }, { $time }, { $tyre }
pace-lap-old = { $driver }, Runde { NUMBER($lap) }, { $time }, { $tyre }, { $age }
pace-value = Runde { NUMBER($lap) } { $time }
pace-value-of = { $driver } Runde { NUMBER($lap) } { $time }
pace = { $filter }, ohne erste, In- und Out-Runden. Kasten: die mittlere Hälfte; Strich: Median; Whisker: Runden innerhalb von 1,5 Kästen.
pace-all = { $filter }. Kasten: die mittlere Hälfte; Strich: Median; Whisker: Runden innerhalb von 1,5 Kästen.
pace-dots-of-teams = Punkte: Runden, hohl für das zweite Auto, +7: so viele jenseits des Randes.
pace-dots = Punkte: Runden, +7: so viele jenseits des Randes.
pace-behind = { $name } { $seconds } s
pace-first = { $name } { $time }
pace-fastest = Am schnellsten nach Median: { $list }.
two-sentences = { $first } { $second }

parts = Die beste Runde jedes Fahrers in jedem Teil. Die gestrichelte Linie ist die langsamste Zeit, die zum Weiterkommen reichte. Raute: Bestzeit des Teils; hohl: das zweite Auto eines Teams.
parts-to-cut-off = Zum Cut, s
parts-time = { $driver }, { $part }: { $time }
parts-lap = Runde { NUMBER($lap) }
parts-behind = { $seconds } s hinter der Bestzeit
parts-cut-off = der Cut
parts-too-slow = { $seconds } s zu langsam zum Weiterkommen
parts-within = { $seconds } s unter dem Cut
parts-needed-in = { $time } in { $part }
parts-needed = Nötig zum Weiterkommen: { $list }.

pit-stops = Zeitverlust jedes Stopps in Sekunden: In- und Out-Runde gegen den eigenen grünen Median auf diesen Reifen. Schraffiert: hinter dem Safety-Car oder unter roter Flagge. Gestrichelt: nur die Zeit in der Boxengasse ist bekannt.
pit-stops-cut = Gekürzt: länger als { $seconds } s.
pit-stops-stop = Stopp
pit-stops-lost = Verlust, s
pit-stops-lane = In der Boxengasse, s
pit-stops-official = Offiziell, s
pit-stops-off = Ab
pit-stops-on = Drauf
pit-stops-under = Unter
pit-stops-lap = Runde { NUMBER($lap) }
pit-stops-of-lap = { $driver }, Runde { NUMBER($lap) }
pit-stops-of-lap-lost = { $driver }, Runde { NUMBER($lap) }: { $seconds } s verloren
pit-stops-in-lane = { $seconds } s in der Boxengasse
pit-stops-change = { $on } statt { $off }
pit-stops-count =
    { NUMBER($stops) ->
        [one] { NUMBER($stops) } Stopp.
       *[other] { NUMBER($stops) } Stopps.
    }
pit-stops-cheapest = Günstigster unter Grün: { $driver }, Runde { NUMBER($lap) }, { $seconds } s.

standings-round = Rennen
standings-points = Punkte nach jedem Rennen. Gestrichelt: der schlechter Platzierte eines Teams.
standings-places = Plätze nach jedem Rennen. Gestrichelt: der schlechter Platzierte eines Teams.
standings-points-after = { $name } nach Rennen { NUMBER($round) }: { $points } Punkte
standings-place-after = { $name } nach Rennen { NUMBER($round) }: { $place }
standings-constructor = Konstrukteur
standings-head = Rennen { NUMBER($round) }
place-short = P{ NUMBER($place) }
standings-cell = { $points } ({ $place })
standings-summary =
    { NUMBER($rounds) ->
        [one] Nach { NUMBER($rounds) } Rennen: { $list }.
       *[other] Nach { NUMBER($rounds) } Rennen: { $list }.
    }

telemetry = Nach Strecke ab der Linie. Zeit: Sekunden hinter der ersten Runde; oben ist zurück. Strichelung unterscheidet Runden, wo Farben es nicht tun.
telemetry-turn = Kurve
telemetry-speed = Tempo, { $unit }
telemetry-throttle = Gas, %
telemetry-brake = Bremse
telemetry-behind = Zeit, s hinter { $first }
telemetry-head-behind = { $name } hinter { $first }, s
telemetry-head-time = { $name } Zeit, s
telemetry-head-speed = { $name } Tempo, { $unit }
telemetry-head-throttle = { $name } Gas, %
telemetry-head-brake = { $name } Bremse
telemetry-head-gear = { $name } Gang
telemetry-head-drs = { $name } DRS
telemetry-open-throttle = Gas { NUMBER($percent) } %
telemetry-braking = bremst
telemetry-braking-throttle = bremst, Gas { NUMBER($percent) } %
telemetry-drs-open = DRS offen
telemetry-sample = { $name } bei { NUMBER($metres) } m: { $speed }, Gang { NUMBER($gear) }, { $pedals }
telemetry-lap = { $name }: { $time }, bis { $speed }
telemetry-summary = { $laps }.

trace-winner = der mittleren Runde des Siegers, { $time }
trace-winner-without-red = der mittleren Runde des Siegers ohne rote Flaggen, { $time }
trace-pace = Runden von { $time }
trace-driver = { $driver }, Runde für Runde
trace = Sekunden Vorsprung vor { $reference }; oben ist vorn. Ringe sind Stopps, Kreuze Ausfälle.
trace-stands = Sekunden Vorsprung vor { $reference }; oben ist vorn. Unter roter Flagge braucht der Vergleich so lang wie der Führende. Ringe sind Stopps, Kreuze Ausfälle.
trace-lap-behind = { $driver }, Runde { NUMBER($lap) }: { $seconds } s hinter dem Vergleich
trace-lap-ahead = { $driver }, Runde { NUMBER($lap) }: { $seconds } s vor dem Vergleich
trace-end = { $driver } { $seconds } s nach Runde { NUMBER($lap) }
trace-summary = Gegenüber { $reference }: { $list }.

track-map-speed-dark = Tempo von { $name } entlang der Strecke: je breiter und heller, desto höher; Zahlen: langsamste Stelle der Kurven und schnellste der Geraden, { $unit }
track-map-speed-light = Tempo von { $name } entlang der Strecke: je breiter und dunkler, desto höher; Zahlen: langsamste Stelle der Kurven und schnellste der Geraden, { $unit }
track-map-gear-dark = Gang von { $name } entlang der Strecke: je breiter und heller, desto höher; Zahlen: Gänge
track-map-gear-light = Gang von { $name } entlang der Strecke: je breiter und dunkler, desto höher; Zahlen: Gänge
track-map-plain = { $sentence }.
track-map-turns = { $sentence }; blass: Kurven.
track-map-gear = Gang { NUMBER($gear) }
track-map-sample = { $name } bei { NUMBER($metres) } m: { $speed }, Gang { NUMBER($gear) }
track-map-summary =
    { NUMBER($figures) ->
        [one] { $name }: { $least } bis { $most }, { NUMBER($figures) } Zahl.
       *[other] { $name }: { $least } bis { $most }, { NUMBER($figures) } Zahlen.
    }

tyres = Reifensätze in der Reihenfolge des Ergebnisses; Buchstabe und Muster sind die Mischung, die Zahl Runden auf dem Satz. M+3 ist ein gebrauchter Satz, drei Runden alt, M? einer unbekannten Alters.
tyres-set = Satz
tyres-used = gebraucht
tyres-new = neu
tyres-no-start = nicht gestartet
tyres-no-lap = raus vor der ersten ganzen Runde
tyres-unknown = keine Runden bekannt
tyres-stint = { $driver }, Runden { NUMBER($first) } bis { NUMBER($last) }: { $tyre }
tyres-used-old =
    { NUMBER($laps) ->
        [one] gebraucht, { NUMBER($laps) } Runde alt
       *[other] gebraucht, { NUMBER($laps) } Runden alt
    }
tyres-to-lap = { $tyre } bis Runde { NUMBER($lap) }
tyres-winner = { $driver }: { $list }.
tyres-longest = Am längsten: { $driver } mit { $laps } auf { $tyre }.
