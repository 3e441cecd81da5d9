### Wat de livepagina zegt. Kort, eenvoudig, in de tegenwoordige tijd.

## De vlag

flag-clear = Baan vrij
flag-yellow = Gele vlag
flag-double-yellow = Dubbel geel
flag-safety-car = Safety car
flag-virtual = Virtual safety car
flag-red = Rode vlag
flag-finished = Afgelopen
flag-ending = eindigt
flag-sector = sector { $sector }
flag-sectors = sectoren { $sectors }
flag-stopped = { $driver } staat stil
flag-out = { $driver } uitgevallen

## De kop

live-race = Race live
lap-grid = Grid
lap-now = Ronde { NUMBER($lap) }
lap-of = van { NUMBER($laps) }
phase-stopped = onderbroken
phase-not-begun = niet begonnen
phase-left = resterend
phase-finished = afgelopen
clock-at-track = bij het circuit
air-and-track = lucht, baan
wind-with-rain = { $wind }, regen
past-races = Eerdere races
facts-turns =
    { NUMBER($turns) ->
        [one] { NUMBER($turns) } bocht
       *[other] { NUMBER($turns) } bochten
    }
skip-to-board = Naar het klassement

## De verbinding

pill-offline = Offline
pill-reconnecting = Opnieuw verbinden
pill-connecting = Verbinden
pill-connected = Verbonden
pill-no-race = Nog geen race
pill-source-away = Bron weg
pill-ended = Afgelopen
pill-incomplete = Onvolledig
pill-stalled = Stilgevallen
pill-no-stream = Geen stream
pill-positions-stopped = Posities stil
pill-no-positions = Geen posities
pill-positions-doubtful = Posities twijfelachtig
pill-simulated = Gesimuleerd
pill-live = Live
pill-replay = Herhaling
pill-behind = { NUMBER($seconds) } s achter
pill-in-seconds = over { NUMBER($seconds) } s
pill-now = nu
pill-restarts = gateway herstart
pill-waiting = wacht op data
pill-silent = { NUMBER($seconds) } s geen data
pill-catching-up = haalt in
pill-by-files = via bestanden, { NUMBER($seconds) } s achter
pill-board-live = sinds { NUMBER($seconds) } s, klassement nog live
pill-board-still-live = klassement nog live
pill-at-pace = op { $pace }×
pill-not-real = geen echte race
pill-live-behind = { NUMBER($seconds, minimumFractionDigits: 1) } s achter
pill-last-data = laatste data { $clock }
pill-missing = ontbreekt: { $what }
missing-cars = auto's
missing-laps = ronden
missing-session = sessie
missing-timing = tijdwaarneming
missing-race-control = wedstrijdleiding
missing-weather = weer
doubt-repeated = herhaald
doubt-leaping = ze springen
doubt-standing = een auto staat stil op snelheid
doubt-swapped = twee auto's verwisseld

## De kaart

map = Baankaart
map-empty = Baankaart, nog geen auto's
map-described =
    { NUMBER($cars) ->
        [one] Baankaart, { $lap }, { NUMBER($cars) } auto, aan kop { $first }
       *[other] Baankaart, { $lap }, { NUMBER($cars) } auto's, aan kop { $first }
    }
map-whole = Hele baan
zoom-in = Inzoomen (+)
zoom-out = Uitzoomen (−)
map-silent = Posities stil, { NUMBER($seconds) } s geen data
map-lost = Posities stil, het laatst geziene blijft staan
map-no-positions = Er komen geen posities; volgorde, verschillen en ronden gaan door
map-no-cars = De bron geeft geen autodata en geen posities; volgorde, verschillen en ronden gaan door
map-no-token = Geen autodata en geen posities: de bron heeft geen abonneetoken; volgorde, verschillen en ronden gaan door
map-token-refused = Geen autodata en geen posities: het token van de bron wordt geweigerd; volgorde, verschillen en ronden gaan door
map-token-ended = Geen autodata en geen posities: het token van de bron is verlopen; volgorde, verschillen en ronden gaan door
map-lacking = De bron geeft niet: { $what }
map-stopped = Posities stil sinds { NUMBER($seconds) } s; snelheden en klassement gaan door
map-repeated = Posities herhalen zich ({ $who }); snelheden en klassement gaan door
map-leaping = Posities springen ({ $who }); snelheden en klassement gaan door
map-standing = Posities stil op snelheid ({ $who }); het klassement gaat door
map-swapped = Posities verwisseld ({ $who }); het klassement gaat door
map-no-outline = Nog geen baanvorm: de auto's tekenen hem al rijdend
cars-count =
    { NUMBER($cars) ->
        [one] { NUMBER($cars) } auto
       *[other] { NUMBER($cars) } auto's
    }

## Wat net gebeurde

events = Wat net gebeurde
events-none = Nog niets. Vlaggen, inhaalacties en snelste ronden komen hier.
event-lap = ronde { NUMBER($lap) }
event-listen = Luisteren
event-team-radio = Boordradio, { $driver }
event-a-car = Een auto
event-safety-car = Safety car de baan op
event-virtual = Virtual safety car
event-virtual-ending = Virtual safety car eindigt
event-chequered = Zwart-wit geblokte vlag
event-track-unknown = Baanstatus onbekend
event-pass = { $driver } haalt { $other } in en is { NUMBER($place) }e
event-fastest-lap = { $driver } snelste ronde, { $time }
event-pit = { $driver } in de pits
event-out = { $driver } valt uit
event-finish = { $driver } finisht als { NUMBER($place) }e

## De wedstrijdleiding

said-blue-flag = Blauwe vlag voor { $driver }
said-double-yellow = Dubbel geel, sector { $sector }
said-yellow = Geel, sector { $sector }
said-clear = Vrij in sector { $sector }
said-deleted = { $driver } verliest { $time }, track limits in bocht { $turn }

## Het klassement

board = Klassement
head-position = Pos
head-won = Plaatsen gewonnen
head-driver = Coureur
head-interval = Interval
head-trend = Trend, s/ronde
head-trend-short = Trend
head-gap = Verschil
head-last = Laatste ronde
head-last-short = Laatste
head-best = Beste
head-sectors = Sectoren
head-laps = Ronden
head-tyre = Band
head-pits = Pit
head-out = Uit
row-leader = leider
row-in-pit = pits
row-stopped = stil
row-out = af
row-finished = binnen
row-deleted = vervallen
row-cut-off = grens
row-won = gewonnen
row-lost = verloren
change-passed = heeft { $driver } ingehaald
change-passed-by = ingehaald door { $driver }
change-own-stop = pitstop
change-stop = { $driver } maakte een stop
lap-own-best = eigen beste
lap-best-of-all = beste van allen
out-not-started = niet gestart
out-out = uitgevallen
out-lap = uitgevallen, ronde { NUMBER($lap) }

## Het duel

duel = Spannendste duel
duel-behind = achter { $driver }
duel-closing = Komt { $rate } s per ronde dichterbij
duel-losing = Verliest { $rate } s per ronde
duel-holding = Houdt het verschil
duel-age-unknown = leeftijd onbekend
duel-tyres = Op { $tyre }, { $age }; { $driver } op { $other }, { $otherage }

## De coureur

driver = Coureur
driver-gear = versnelling
driver-throttle = Gas
driver-brake = Rem
driver-drs-open = DRS open
driver-drs-shut = DRS dicht
driver-trace = Snelheid, de laatste anderhalve minuut

## De strook en de voet

strip-behind = Seconden achter de leider
strip-slower = Seconden langzamer dan de snelste
tabs = Panelen
tab-board = Klassement
tab-map = Kaart
tab-events = Gebeurd

## In plaats van de kaart

nothing-connecting = De race tot nu toe wordt geladen
nothing-source-away = De bron is weg
nothing-incomplete = Een deel van de race is niet leesbaar
nothing-offline = Geen netwerk
nothing-stalled = Er komt niets
nothing-connecting-words = Het circuit en de auto's verschijnen hier zo.
nothing-no-race-words = De kaart en het klassement verschijnen hier met de eerste auto's op de baan.
nothing-source-away-words = De gateway is er, maar kan de gegevens van de race niet bereiken. Hij blijft het proberen.
nothing-incomplete-words = De gateway is er, maar mag of kan niet alle gegevens van de race lezen. Hij blijft het proberen.
nothing-offline-words = Dit apparaat heeft geen netwerk. Dit is Gridcast zoals het hier bewaard is; de race gaat verder zodra het netwerk er weer is.
nothing-reconnecting-words = De gateway antwoordt niet. Wat u intussen mist, wordt aangevuld.
nothing-ended-words = De opname is tot het einde afgespeeld.
nothing-silent-words = De gateway antwoordt, maar stuurt geen race.
try-now = Nu proberen

topic = Welk deel
topic-all = Alles
topic-flags = Vlaggen
topic-stewards = Stewards
topic-places = Plaatsen
topic-pits = Pits
topic-laps = Snelste ronden
topic-radio = Boordradio
topic-other = Andere berichten
event-out-from = { $driver } valt uit, was { NUMBER($place) }e
event-pit-out = { $driver } uit de pits
event-pit-out-place = { $driver } uit de pits, { $place }
event-pit-out-places = { $driver } uit de pits, van { $from } naar { $now }

ghost = Bij een stop nu: { $what }
ghost-places = { $place } ({ $best } tot { $worst })
ghost-behind = achter { $driver }
ghost-behind-by = { $seconds } s achter { $driver }
ghost-ahead = voor { $driver }
ghost-ahead-by = { $seconds } s voor { $driver }
ghost-green = Een stop kost { $loss } s ± { $band }
ghost-virtual = Een stop onder de virtual safety car kost { $loss } s ± { $band }
ghost-safety-car = Een stop achter de safety car kost { $loss } s ± { $band }
ghost-by-stops =
    { NUMBER($stops) ->
        [one] { $cost }, volgens { NUMBER($stops) } stop van deze race
       *[other] { $cost }, volgens { NUMBER($stops) } stops van deze race
    }
ghost-by-other-stops =
    { NUMBER($stops) ->
        [one] { $cost }, volgens { NUMBER($stops) } stop van deze race onder een andere vlag
       *[other] { $cost }, volgens { NUMBER($stops) } stops van deze race onder een andere vlag
    }
ghost-by-lane = { $cost }, volgens de lengte van de pitstraat
ghost-usual = { $cost }, zoals op de meeste circuits
ghost-mark = { $driver } { $place }
ghost-here = hier eruit
ghost-mark-is = uit de pits erachter:

steward-noted = Incident genoteerd
steward-investigated = In onderzoek
steward-investigated-after = Onderzoek na de sessie
steward-no-action = Geen verdere actie
steward-warned = Zwart-witte vlag
steward-time = Tijdstraf van { NUMBER($seconds) } s
steward-drive-through = Drive-through
steward-stop-go = Stop-and-go van { NUMBER($seconds) } s
steward-served = Straf uitgezeten
steward-disqualified = Gediskwalificeerd

follow = Volgen
follow-title = De gekozen coureur in het midden houden (f)
ring = Ring
ring-title = De ronde als ring (o)

details = Details
details-title = Coureur, telemetrie, weer, kampioenschap, weergave (d)
details-tabs = Wat hier te zien is
details-shut = Sluiten
details-shut-title = Details sluiten (Escape)
sheet-telemetry = Telemetrie
sheet-weather = Weer
sheet-championship = Stand
sheet-view = Weergave
detail-laps = Ronden, nieuwste eerst
detail-lap = Ronde
detail-time = Tijd
detail-place = Plaats
detail-note = Noot
detail-no-weather = Niemand meldt het weer van deze sessie.
detail-last-hour = Het laatste uur
detail-minutes-ago = Minuten geleden
detail-air = Lucht
detail-track = Baan
detail-humidity = Vochtigheid
detail-wind = Wind
detail-rain = Regen
detail-now = Nu
detail-gear = Versnelling
detail-to-lap = Tot ronde, s
detail-if-now = Als de race nu zo eindigde.
detail-no-standings = De stand voor deze race is hier niet bekend, of deze sessie geeft geen punten.
detail-drivers = Coureurs
detail-constructors = Constructeurs
detail-team = Team
detail-won = Winst
detail-points = Punten
gaps-to = Tot { $driver }
detail-ideal = Ideale ronde { $time }
detail-ideal-quicker = Ideale ronde { $time }, { $seconds } s sneller dan de beste
detail-tyres = Banden: { $list }
detail-set-lap = { $tyre }, ronde { NUMBER($lap) }
detail-set-laps = { $tyre }, ronden { NUMBER($first) } tot { NUMBER($last) }
detail-not-known = niet bekend
detail-stop = De stop in ronde { NUMBER($lap) } kostte { $seconds } s
note-best = beste
note-pit = pit
weather-now = Nu: { $sky }, lucht { $air }, baan { $track }, vochtigheid { NUMBER($humidity) }%, wind { $wind } uit { $from }.
weather-change = In de laatste { NUMBER($minutes) } minuten: lucht { $air }, baan { $track }, vochtigheid { NUMBER($humidity) } punten.
brake-on = aan
minutes-now = nu
weather-rain = regen
weather-dry = droog
places-up = { NUMBER($places) } omhoog
places-down = { NUMBER($places) } omlaag
favourite = Een van mijn favorieten
view-board = Klassement (v)
view-full = Volledig: alle kolommen die passen
view-compact = Compact: smal klassement en grotere kaart
view-favourites = Favorieten eerst
view-gaps = Verschillen met de gekozen coureur (g)
view-still = Rijen schuiven niet
view-alerts = Meldingen
view-sound = Geluid bij meldingen van de wedstrijdleiding
traces-described = Snelheid, gas en rem naar afstand; de cijfers staan in de tabel eronder
traces-beside = Naast de gekozen coureur, hoogstens drie
traces-best = Tegen de beste geziene ronde, anders de vorige

moment-behind = { $length } achter live
delay-none = geen
not-shown = nog niet getoond
bar-time = Tijd
bar-moment = Getoond moment
bar-pause = Pauze (k)
bar-play = Afspelen (k)
bar-lap-back = Een ronde terug (,)
bar-lap-on = Een ronde verder (.)
bar-event-back = Naar het vorige voorval ([)
bar-event-on = Naar het volgende voorval (])
bar-rate = Afspeelsnelheid
bar-rate-keys = Langzamer (<), sneller (>)
bar-live = Live
bar-live-key = Terug naar live (l)
bar-link = Link naar dit moment
bar-charts = Grafieken
bar-charts-tell = Grafieken van de hele race: zij verklappen de uitslag
delay-short = Vertraging
delay-tv = Tv-vertraging
delay-tv-is = Tv-vertraging: { $delay }
delay-waits = Alles hier wacht op uw tv: kaart, klassement, vlaggen en berichten.
delay-field = Vertraging in seconden, 0 tot 300
delay-second-less = Een seconde minder
delay-tenth-less = Een tiende minder
delay-tenth-more = Een tiende meer
delay-second-more = Een seconde meer
delay-tap = Tik als de leider op tv over de streep gaat, of de lichten uitgaan
delay-tap-none = Er begon geen ronde in de laatste vijf minuten. Tik bij de volgende.
delay-tap-found = Ingesteld. Zit het beeld een ronde ernaast, neem een andere:
delay-give = Voor uw andere apparaten: deze link, of hetzelfde getal daar
delay-others = Uw andere apparaten
delay-code-give = Geef ze een code
delay-code-take = Code van een ander apparaat
delay-code-picture = QR-code van deze pagina, met de vertraging
delay-code-follow = Apparaten met deze code hebben deze vertraging en volgen als een ervan die wijzigt.
delay-code-leave = Stoppen
delay-code-none = Geen apparaat heeft deze code uitgegeven.
delay-code-unanswered = Hier is geen code mogelijk. De link geeft de vertraging zoals die nu is.
recordings = Opnamen
recordings-title = Opnamen · Gridcast
recordings-spoil-nothing = Elke opent aan het begin en blijft daar staan. Niets hier verklapt hoe het ging.
recordings-none = Nog geen opname. Een sessie staat hier vanaf haar eerste minuut.
recordings-going-on = bezig
recordings-charts = Grafieken (verklappen de uitslag)
recordings-home = Gridcast, live
pill-no-recording = Opname bestaat niet
pill-loading = Laden
pill-this-moment = dit moment
pill-the-recording = de opname
pill-paused = Gepauzeerd
pill-behind-as-set = achter, zoals ingesteld

## A phone's fourth panel: time, and this device

tab-time = Tijd
tab-events-new = { NUMBER($n) } nieuw
device = Dit apparaat
awake = Scherm aan zolang een sessie loopt
lite = Zuinig: alleen het klassement, spaart de accu
lite-short = Zuinig
lite-rests = In de zuinige modus rust de kaart.
lite-end = Alles tonen
lite-offer-battery = Accu op { NUMBER($pct) }%. Zuinig toont alleen het klassement en spaart hem.
lite-offer-slow = Dit apparaat tekent traag. Zuinig toont alleen het klassement.
lite-take = Zuinig gebruiken
lite-decline = Niet nu

## Colours

view-colours = Kleuren
view-palette = Voor kleurenblinden
view-contrast = Hoog contrast

## Which panels there are

panels = Panelen: welke en in welke volgorde
panel-strip = Seconden
panel-advance = { $panel }: omhoog

## The overlay of keys

keys = Toetsen
keys-choose = Een coureur kiezen
keys-nobody = Niemand kiezen, sluiten
keys-view = Klassement: volledig, compact, favorieten
keys-gaps = Verschillen met de gekozen coureur
keys-zoom = Kaart in- en uitzoomen
keys-pan = Kaart verschuiven
keys-stand = Pauze, afspelen
keys-seconds = Tien seconden terug, vooruit
keys-lap = Een ronde terug, vooruit
keys-event = Naar de vorige, volgende gebeurtenis
keys-rate = Langzamer, sneller
keys-theme = Donker of licht
keys-say = Zeggen hoe de race ervoor staat

## How the race stands, read out. Never a number of seconds: who listens would hear them counted.

view-aloud = Eens per ronde voorlezen hoe de race ervoor staat
digest-none = Nog geen race.
digest-lap = Ronde { NUMBER($lap) } van { NUMBER($laps) }.
digest-word = { $word }.
digest-leads = { $first } leidt.
digest-order = { $first } leidt, dan { $others }.
digest-fastest = { $first } is de snelste, dan { $others }.
digest-battle = { $driver } zit vlak achter { $other } om P{ NUMBER($place) }.
digest-own = { $driver } is P{ NUMBER($place) }.
digest-own-closing = { $driver } is P{ NUMBER($place) } en nadert { $other }.
digest-own-losing = { $driver } is P{ NUMBER($place) } en verliest terrein op { $other }.
digest-own-out = { $driver } is uitgevallen.
