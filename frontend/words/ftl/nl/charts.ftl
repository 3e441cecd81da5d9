### Wat de grafieken zeggen.

title-tyres = Banden
title-team-pace = Tempo van de teams
title-driver-pace = Tempo van de coureurs
title-lap-chart = Posities per ronde
title-gap = Verschil met de leider
title-trace = Raceverloop
title-lap-times = Rondetijden
title-parts = Delen van de kwalificatie
title-best-laps = Beste ronden vergeleken
title-long-runs = Longruns
title-sectors = Beste sectoren
title-speed-traps = Topsnelheden
title-pit-stops = Pitstops
title-telemetry = Telemetrie
title-dominance = Dominantie op de baan
title-track-map = Snelheid en versnellingen op de baan
title-driver-standings = Kampioenschap coureurs
title-constructor-standings = Kampioenschap constructeurs
title-driver-contention = Wat coureurs nog kunnen bereiken
title-constructor-contention = Wat constructeurs nog kunnen bereiken

lap = Ronde
grid = Grid
driver = Coureur
team = Team
laps = Ronden
stint = Stint
compound = Compound
first-lap = Eerste ronde
last-lap = Laatste ronde
age-at-start = Leeftijd bij begin
laps-that-count = Getelde ronden
sector = Sector { $n }
sector-seconds = Sector { $n }, s
best-lap = Beste ronde
distance-metres = Afstand, m
gear = Versnelling

missing-race = De race is niet geladen.
missing-laps = Er zijn geen ronden van deze sessie.
missing-gaps = Er zijn geen verschillen van deze sessie.
missing-times-at-line = Er zijn geen tijden aan de streep van deze sessie.
missing-lap-times = Hier zijn geen rondetijden.
missing-counted-laps = Er zijn geen ronden die tellen: { $filter }.
missing-track-status = Niemand meldt de baanstatus van deze sessie, dus van geen ronde is bekend dat zij groen was: kies alle ronden.
missing-single-laps = Losse ronden zijn niet geladen.
missing-laps-of-stints = De ronden zijn niet geladen; dit zijn alleen de stints.
missing-tyres = Er zijn geen banden van deze sessie.
missing-bests = Er zijn geen beste sectoren en snelheden van deze sessie.
missing-parts = Er zijn geen tijden van de delen van deze sessie.
missing-long-runs = Niemand reed vijf ronden achtereen in één tempo.
missing-speeds = Er zijn geen snelheden van deze sessie.
missing-pit-stops = Er zijn geen pitstops van deze sessie.
missing-any-stop = Niemand stopte.
missing-laps-to-compare = Kies twee tot vier ronden om te vergelijken.
missing-lap-to-show = Kies een ronde om die op de baan te zien.
missing-telemetry = Er is geen telemetrie van deze ronden.
missing-some-telemetry = Niet al deze ronden hebben telemetrie.
missing-outline = De vorm van dit circuit is niet bekend.
missing-standings = De stand is niet geladen.
missing-any-standing = Er is nog geen stand.
missing-chosen-driver = Kies een coureur om stints en bandenverlies te zien.

filter-all = Alle ronden
filter-green = Ronden onder groen
filter-dry = Ronden onder groen op slicks
filter-wet = Ronden onder groen op regenbanden
filter-all-within = alle ronden
filter-green-within = ronden onder groen
filter-dry-within = ronden onder groen op slicks
filter-wet-within = ronden onder groen op regenbanden
whole-lap = Hele ronde

period-safety-car = Safety car
period-virtual = Virtual SC
period-red = Rode vlag
period-yellow = Geel
period-safety-car-short = SC
period-virtual-short = VSC
period-red-short = Rood
period-yellow-short = G
period-safety-car-within = safety car
period-virtual-within = virtual SC
period-red-within = rode vlag
period-yellow-within = geel

tyre-unknown = onbekend
pace-unreadable = Geen rondetijd: schrijf 1:28.5 of 88.5.
pace-out-of-range = Een ronde duurt 30 seconden tot 10 minuten.

best-laps = Wat de beste ronde van elke coureur verloor op de snelste, in seconden, sector voor sector. Links ervan: gewonnen. Ruit: de beste; open: de tweede auto van een team.
best-laps-gap = Verschil, s
best-laps-tyres = Banden
best-laps-slower = { $driver }, { $what }: { $seconds } s langzamer dan de snelste ronde, ronde { NUMBER($lap) }, { $tyre }
best-laps-quicker = { $driver }, { $what }: { $seconds } s sneller dan de snelste ronde, ronde { NUMBER($lap) }, { $tyre }
best-laps-equal = { $driver }, { $what }: als de snelste ronde, ronde { NUMBER($lap) }, { $tyre }
sector-within = sector { $n }
lap-within = ronde
best-laps-first-two = Snelste: { $driver }, { $time }, { $seconds } s voor { $second }.
best-laps-first = Snelste: { $driver }, { $time }.

bests-sectors = De drie beste sectoren van elke coureur, de ronde die zij zouden geven en de beste echt gereden ronde. Ruit: de beste; open: de tweede auto van een team.
bests-speeds = De hoogste snelheden van elke coureur, { $unit }. Ruit: de hoogste; open: de tweede auto van een team.
bests-lap-of-it = In ronde
bests-ideal = Ideale ronde
bests-ideal-within = ideale ronde
bests-best-within = beste ronde
bests-trap = Val
bests-line = Finish
bests-split-1 = Tussen 1
bests-split-2 = Tussen 2
bests-trap-within = snelheidsval
bests-line-within = finishlijn
bests-split-1-within = eerste tussentijd
bests-split-2-within = tweede tussentijd
with-unit = { $head }, { $unit }
bests-figure = { $driver }, { $what }: { $figure }
bests-figure-of-lap = { $driver }, { $what }: { $figure }, ronde { NUMBER($lap) }
bests-summary-sector = sector { $n } { $driver } { $time }
bests-summary-ideal = ideale ronde { $driver } { $time }
bests-summary = De besten: { $list }.
bests-fastest = Snelste door de snelheidsval: { $driver }, { $speed }, ronde { NUMBER($lap) }.

reach-name = Naam
reach-points = Punten
reach-most = Hoogstens
reach-best = Beste plaats
reach-worst = Slechtste plaats
reach-drivers = Punten nu, en gestreept wat nog mogelijk is; wie met zijn balk de lijn niet haalt, kan geen kampioen meer worden. { $assumptions }
races-left =
    { NUMBER($races) ->
        [one] { NUMBER($races) } race
       *[other] { NUMBER($races) } races
    }
sprints-left =
    { NUMBER($sprints) ->
        [one] { NUMBER($sprints) } sprint
       *[other] { NUMBER($sprints) } sprints
    }
reach-assumed-drivers = Hoogstens 25 voor een zege, 8 in een sprint; er resten { $races } en { $sprints }. Beste plaats: de anderen scoren niets meer. Gelijke punten gelden als bereikt.
reach-assumed-drivers-fastest = Hoogstens 25 voor een zege, 1 voor de snelste ronde, 8 in een sprint; er resten { $races } en { $sprints }. Beste plaats: de anderen scoren niets meer. Gelijke punten gelden als bereikt.
reach-assumed-teams = Hoogstens 43 voor eerste en tweede, 15 in een sprint; er resten { $races } en { $sprints }. Beste plaats: de anderen scoren niets meer. Gelijke punten gelden als bereikt.
reach-assumed-teams-fastest = Hoogstens 43 voor eerste en tweede, 1 voor de snelste ronde, 15 in een sprint; er resten { $races } en { $sprints }. Beste plaats: de anderen scoren niets meer. Gelijke punten gelden als bereikt.
reach-places = { $best } tot { $worst }
reach-row = { $name }: { $points } punten, hoogstens { $most }, { $places }
reach-open = De titel is nog open voor { $list }.

dominance = De ronde in { NUMBER($pieces) } even lange stukken, elk in de kleur en streping van wie er het minst over doet.
dominance-legend = { $name }: { NUMBER($won) } van { NUMBER($pieces) }
dominance-piece = Stuk { NUMBER($piece) }: { $name } sneller met { $margin }
dominance-head-piece = Stuk
dominance-head-fastest = Snelste
dominance-head-by = Met, s
dominance-won = { $name } in { NUMBER($won) }
dominance-summary = Snelste: { $list }.

gap = Seconden aan de streep achter de leider; omlaag is achter. Ringen zijn stops, kruisen uitvallers. Lijnen verlaten het beeld onder +{ NUMBER($most) } s.
gap-leads = leidt
gap-lap-leads = { $driver }, ronde { NUMBER($lap) }: leidt
gap-lap-behind = { $driver }, ronde { NUMBER($lap) }: { $seconds } s achter { $leader }
gap-the-leader = de leider
gap-led = Ronden aan kop: { $list }.
gap-nearest = Na ronde { NUMBER($lap) } is { $driver } het dichtst bij, { $seconds } s erachter.

lap-chart = Positie aan de streep. Ringen zijn stops, kruisen uitvallers, driehoeken op de baan gewonnen plaatsen; een ruit is een straf, of na de vlag verloren plaatsen. Gestreept: de tweede auto van een team.
lap-chart-why = Waarom
lap-chart-place = { $driver }, ronde { NUMBER($lap) }: { $place }
lap-chart-in-pits = in de pits
lap-chart-passed = haalde { $list } in
lap-chart-passed-by = ingehaald door { $list }
lap-chart-stopped = stop van { $list }
lap-chart-out = uitvallen van { $list }
lap-chart-then-out = daarna uitgevallen
lap-chart-driver-passed = { $driver } haalde { $list } in
lap-chart-served = { $penalty } uitgezeten
lap-chart-given = { $driver } { $penalties }
lap-chart-started = { $driver } startte als { $start } en was { $end } na ronde { NUMBER($lap) }.
lap-chart-was = { $driver } was na ronde { NUMBER($first) } { $start } en na ronde { NUMBER($lap) } { $end }.
lap-chart-won-most =
    { NUMBER($places) ->
        [one] { $driver } won het meest: { NUMBER($places) } plaats.
       *[other] { $driver } won het meest: { NUMBER($places) } plaatsen.
    }

penalty-seconds = straf van { NUMBER($seconds) } s
penalty-time = tijdstraf
penalty-drive-through = drive-through
penalty-stop-and-go = stop-and-go
penalty-stop-and-go-seconds = stop-and-go van { NUMBER($seconds) } s

lap-times = Rondetijden; langzamere ronden verlaten het beeld bovenaan. Vierkanten zijn vervallen ronden. Schaduw: stints van de eerst gekozene. Rechte lijnen: wat een set verliest, gepast op { $filter }, met de standaardfout; de brandstof is niet verrekend.
lap-times-loss = Verlies, s per ronde
lap-times-error = Standaardfout, s per ronde
lap-times-lap = { $driver }, ronde { NUMBER($lap) }: { $time }, band { $tyre }, { $age }
lap-times-deleted-lap = { $driver }, ronde { NUMBER($lap) }: { $time }, vervallen, band { $tyre }, { $age }
laps-old =
    { NUMBER($laps) ->
        [one] { NUMBER($laps) } ronde oud
       *[other] { NUMBER($laps) } ronden oud
    }
age-unknown = leeftijd onbekend
lap-times-deleted = { $time } vervallen
lap-times-slope = { $slope } ± { $error } s per ronde
lap-times-fastest = Snelste ronde: { $driver }, { $time }, ronde { NUMBER($lap) }.
lap-times-fit = { $driver }, stint { NUMBER($stint) }: { $slope } over { $laps }.

long-runs = Vijf ronden en meer op één set in één tempo: het gemiddelde, en hoeveel elke ronde langer duurde dan de vorige. De brandstof kent niemand. Ruit: de beste; open: de tweede auto van een team.
long-runs-average = Gemiddelde
long-runs-change = Verandering per ronde, s
long-runs-tyres = Banden
long-runs-from = Van ronde
long-runs-to = Tot ronde
long-runs-best = Beste
long-runs-run = { $driver }, ronden { NUMBER($first) } tot { NUMBER($last) }, { $tyre }: { $laps }, gemiddeld { $time }
long-runs-quickest = Snelste longrun: { $driver }, { $laps }, { $tyre }, gemiddeld { $time }.

pace-median = Mediaan
pace-first-quartile = Eerste kwartiel
pace-third-quartile = Derde kwartiel
pace-low-whisker = Onderste snorhaar
pace-high-whisker = Bovenste snorhaar
pace-beyond = Ronden voorbij de as
pace-row = { $name }: mediaan { $median }, middelste helft { $low } tot { $high }, { $laps }
pace-lap = { $driver }, ronde { NUMBER($lap) }, { $time }, { $tyre }
pace-lap-old = { $driver }, ronde { NUMBER($lap) }, { $time }, { $tyre }, { $age }
pace-value = ronde { NUMBER($lap) } { $time }
pace-value-of = { $driver } ronde { NUMBER($lap) } { $time }
pace = { $filter }, zonder eerste, in- en outronden. Doos: de middelste helft; streep: mediaan; snorharen: ronden binnen 1,5 doos.
pace-all = { $filter }. Doos: de middelste helft; streep: mediaan; snorharen: ronden binnen 1,5 doos.
pace-dots-of-teams = Stippen: ronden, open voor de tweede auto, +7: zoveel voorbij de rand.
pace-dots = Stippen: ronden, +7: zoveel voorbij de rand.
pace-behind = { $name } { $seconds } s
pace-first = { $name } { $time }
pace-fastest = Snelste volgens de mediaan: { $list }.
two-sentences = { $first } { $second }

parts = De beste ronde van elke coureur in elk deel. De onderbroken lijn is de langzaamste tijd die genoeg was om door te gaan. Ruit: de beste van het deel; open: de tweede auto van een team.
parts-to-cut-off = Tot de grens, s
parts-time = { $driver }, { $part }: { $time }
parts-lap = ronde { NUMBER($lap) }
parts-behind = { $seconds } s achter de beste
parts-cut-off = de grens
parts-too-slow = { $seconds } s te langzaam om door te gaan
parts-within = { $seconds } s binnen de grens
parts-needed-in = { $time } in { $part }
parts-needed = Nodig om door te gaan: { $list }.

pit-stops = Seconden verloren per stop: in- en outronde tegen de eigen groene mediaan op die banden. Gearceerd: achter de safety car of onder rode vlag. Gestreept: alleen de tijd in de pitstraat is bekend.
pit-stops-cut = Afgekapt: langer dan { $seconds } s.
pit-stops-stop = Stop
pit-stops-lost = Verlies, s
pit-stops-lane = In de pitstraat, s
pit-stops-official = Officieel, s
pit-stops-off = Eraf
pit-stops-on = Erop
pit-stops-under = Onder
pit-stops-lap = ronde { NUMBER($lap) }
pit-stops-of-lap = { $driver }, ronde { NUMBER($lap) }
pit-stops-of-lap-lost = { $driver }, ronde { NUMBER($lap) }: { $seconds } s verloren
pit-stops-in-lane = { $seconds } s in de pitstraat
pit-stops-change = { $on } voor { $off }
pit-stops-count =
    { NUMBER($stops) ->
        [one] { NUMBER($stops) } stop.
       *[other] { NUMBER($stops) } stops.
    }
pit-stops-cheapest = Goedkoopste onder groen: { $driver }, ronde { NUMBER($lap) }, { $seconds } s.

standings-round = Race
standings-points = Punten na elke race. Gestreept: de lager geplaatste van een team.
standings-places = Plaatsen na elke race. Gestreept: de lager geplaatste van een team.
standings-points-after = { $name } na race { NUMBER($round) }: { $points } punten
standings-place-after = { $name } na race { NUMBER($round) }: { $place }
standings-constructor = Constructeur
standings-head = Race { NUMBER($round) }
place-short = P{ NUMBER($place) }
standings-cell = { $points } ({ $place })
standings-summary =
    { NUMBER($rounds) ->
        [one] Na { NUMBER($rounds) } race: { $list }.
       *[other] Na { NUMBER($rounds) } races: { $list }.
    }

telemetry = Naar afstand vanaf de streep. Tijd: seconden achter de eerste ronde; boven is achter. Streepjes onderscheiden ronden waar kleuren dat niet doen.
telemetry-turn = Bocht
telemetry-speed = Snelheid, { $unit }
telemetry-throttle = Gas, %
telemetry-brake = Rem
telemetry-behind = Tijd, s achter { $first }
telemetry-head-behind = { $name } achter { $first }, s
telemetry-head-time = { $name } tijd, s
telemetry-head-speed = { $name } snelheid, { $unit }
telemetry-head-throttle = { $name } gas, %
telemetry-head-brake = { $name } rem
telemetry-head-gear = { $name } versnelling
telemetry-head-drs = { $name } DRS
telemetry-open-throttle = gas { NUMBER($percent) } %
telemetry-braking = remt
telemetry-braking-throttle = remt, gas { NUMBER($percent) } %
telemetry-drs-open = DRS open
telemetry-sample = { $name } op { NUMBER($metres) } m: { $speed }, versnelling { NUMBER($gear) }, { $pedals }
telemetry-lap = { $name }: { $time }, tot { $speed }
telemetry-summary = { $laps }.

trace-winner = de gemiddelde ronde van de winnaar, { $time }
trace-winner-without-red = de gemiddelde ronde van de winnaar zonder rode vlaggen, { $time }
trace-pace = ronden van { $time }
trace-driver = { $driver }, ronde voor ronde
trace = Seconden voorsprong op { $reference }; omhoog is voor. Ringen zijn stops, kruisen uitvallers.
trace-stands = Seconden voorsprong op { $reference }; omhoog is voor. Onder rode vlag doet de referentie er zo lang over als de leider. Ringen zijn stops, kruisen uitvallers.
trace-lap-behind = { $driver }, ronde { NUMBER($lap) }: { $seconds } s achter de referentie
trace-lap-ahead = { $driver }, ronde { NUMBER($lap) }: { $seconds } s voor op de referentie
trace-end = { $driver } { $seconds } s na ronde { NUMBER($lap) }
trace-summary = Tegenover { $reference }: { $list }.

track-map-speed-dark = Snelheid van { $name } langs de baan: hoe breder en lichter, hoe hoger; cijfers: langzaamst in bochten en snelst op rechte stukken, { $unit }
track-map-speed-light = Snelheid van { $name } langs de baan: hoe breder en donkerder, hoe hoger; cijfers: langzaamst in bochten en snelst op rechte stukken, { $unit }
track-map-gear-dark = Versnelling van { $name } langs de baan: hoe breder en lichter, hoe hoger; cijfers: versnellingen
track-map-gear-light = Versnelling van { $name } langs de baan: hoe breder en donkerder, hoe hoger; cijfers: versnellingen
track-map-plain = { $sentence }.
track-map-turns = { $sentence }; bleek: bochten.
track-map-gear = versnelling { NUMBER($gear) }
track-map-sample = { $name } op { NUMBER($metres) } m: { $speed }, versnelling { NUMBER($gear) }
track-map-summary =
    { NUMBER($figures) ->
        [one] { $name }: { $least } tot { $most }, { NUMBER($figures) } cijfer.
       *[other] { $name }: { $least } tot { $most }, { NUMBER($figures) } cijfers.
    }

tyres = Bandensets in de volgorde van de uitslag; letter en patroon zijn de compound, het getal ronden op de set. M+3 is een gebruikte set van drie ronden, M? een van onbekende leeftijd.
tyres-set = Set
tyres-used = gebruikt
tyres-new = nieuw
tyres-no-start = niet gestart
tyres-no-lap = uitgevallen voor een hele ronde
tyres-unknown = geen ronden bekend
tyres-stint = { $driver }, ronden { NUMBER($first) } tot { NUMBER($last) }: { $tyre }
tyres-used-old =
    { NUMBER($laps) ->
        [one] gebruikt, { NUMBER($laps) } ronde oud
       *[other] gebruikt, { NUMBER($laps) } ronden oud
    }
tyres-to-lap = { $tyre } tot ronde { NUMBER($lap) }
tyres-winner = { $driver }: { $list }.
tyres-longest = Langste: { $driver } met { $laps } op { $tyre }.
