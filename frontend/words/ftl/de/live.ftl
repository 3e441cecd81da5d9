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
pill-no-stream = Kein Stream
pill-positions-stopped = Positionen stehen
pill-no-positions = Keine Positionen
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
pill-by-files = über Dateien, { NUMBER($seconds) } s zurück
pill-board-live = seit { NUMBER($seconds) } s, Rangliste weiter live
pill-board-still-live = Rangliste weiter live
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
doubt-leaping = springen
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
zoom-in = Vergrößern (+)
zoom-out = Verkleinern (−)
map-silent = Positionen stehen, seit { NUMBER($seconds) } s keine Daten
map-lost = Positionen stehen, zuletzt Gesehenes bleibt
map-no-positions = Es kommen keine Positionen; Reihenfolge, Abstände und Runden gehen weiter
map-no-cars = Die Quelle gibt weder Fahrzeugdaten noch Positionen; Reihenfolge, Abstände und Runden gehen weiter
map-no-token = Keine Fahrzeugdaten und Positionen: der Quelle fehlt ein Abonnenten-Token; Reihenfolge, Abstände und Runden gehen weiter
map-token-refused = Keine Fahrzeugdaten und Positionen: der Token der Quelle wird abgelehnt; Reihenfolge, Abstände und Runden gehen weiter
map-token-ended = Keine Fahrzeugdaten und Positionen: der Token der Quelle ist abgelaufen; Reihenfolge, Abstände und Runden gehen weiter
map-lacking = Die Quelle gibt nicht: { $what }
map-stopped = Positionen stehen seit { NUMBER($seconds) } s; Tempo und Rangliste gehen weiter
map-repeated = Positionen wiederholen sich ({ $who }); Tempo und Rangliste gehen weiter
map-leaping = Positionen springen ({ $who }); Tempo und Rangliste gehen weiter
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
head-trend = Trend, s/Runde
head-trend-short = Trend
head-gap = Rückst.
head-last = Letzte Runde
head-last-short = Letzte
head-best = Beste
head-sectors = Sektoren
head-laps = Runden
head-tyre = Reifen
head-pits = Pit
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
change-passed = hat { $driver } überholt
change-passed-by = von { $driver } überholt
change-own-stop = Boxenstopp
change-stop = { $driver } war an der Box
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
nothing-offline-words = Dieses Gerät hat kein Netz. Das ist Gridcast, wie es hier aufbewahrt wurde; das Rennen geht weiter, sobald das Netz zurück ist.
nothing-reconnecting-words = Das Gateway antwortet nicht. Was inzwischen fehlt, wird nachgetragen.
nothing-ended-words = Die Aufzeichnung ist bis zu ihrem Ende gespielt.
nothing-silent-words = Das Gateway antwortet, sendet aber kein Rennen.
try-now = Jetzt versuchen

topic = Was davon
topic-all = Alles
topic-flags = Flaggen
topic-stewards = Stewards
topic-places = Plätze
topic-pits = Boxen
topic-laps = Schnellste Runden
topic-radio = Boxenfunk
topic-other = Andere Meldungen
event-out-from = { $driver } ausgeschieden, von Platz { NUMBER($place) }
event-pit-out = { $driver } aus der Box
event-pit-out-place = { $driver } aus der Box, jetzt { $place }
event-pit-out-places = { $driver } aus der Box, von { $from } auf { $now }

ghost = Bei Stopp jetzt: { $what }
ghost-places = { $place } ({ $best } bis { $worst })
ghost-behind = hinter { $driver }
ghost-behind-by = { $seconds } s hinter { $driver }
ghost-ahead = vor { $driver }
ghost-ahead-by = { $seconds } s vor { $driver }
ghost-green = Ein Stopp kostet { $loss } s ± { $band }
ghost-virtual = Ein Stopp unter virtuellem Safety-Car kostet { $loss } s ± { $band }
ghost-safety-car = Ein Stopp hinter dem Safety-Car kostet { $loss } s ± { $band }
ghost-by-stops =
    { NUMBER($stops) ->
        [one] { $cost }, nach { NUMBER($stops) } Stopp dieses Rennens
       *[other] { $cost }, nach { NUMBER($stops) } Stopps dieses Rennens
    }
ghost-by-other-stops =
    { NUMBER($stops) ->
        [one] { $cost }, nach { NUMBER($stops) } Stopp dieses Rennens unter anderer Flagge
       *[other] { $cost }, nach { NUMBER($stops) } Stopps dieses Rennens unter anderer Flagge
    }
ghost-by-lane = { $cost }, nach der Länge der Boxengasse
ghost-usual = { $cost }, wie auf den meisten Strecken
ghost-mark = { $driver } { $place }
ghost-here = hier raus
ghost-mark-is = dahinter aus der Box:

steward-noted = Vorfall notiert
steward-investigated = Wird untersucht
steward-investigated-after = Untersuchung nach der Session
steward-no-action = Keine weiteren Maßnahmen
steward-warned = Schwarz-weiße Flagge
steward-time = { NUMBER($seconds) }-s-Zeitstrafe
steward-drive-through = Durchfahrtsstrafe
steward-stop-go = Stop-and-go-Strafe von { NUMBER($seconds) } s
steward-served = Strafe abgesessen
steward-disqualified = Disqualifiziert

follow = Folgen
follow-title = Den gewählten Fahrer in der Mitte halten (f)
ring = Ring
ring-title = Die Runde als Ring (o)

details = Details
details-title = Fahrer, Telemetrie, Wetter, Meisterschaft, Ansicht (d)
details-tabs = Was hier gezeigt wird
details-shut = Schließen
details-shut-title = Details schließen (Escape)
sheet-telemetry = Telemetrie
sheet-weather = Wetter
sheet-championship = Wertung
sheet-view = Ansicht
detail-laps = Runden, neueste zuerst
detail-lap = Runde
detail-time = Zeit
detail-place = Platz
detail-note = Notiz
detail-no-weather = Das Wetter dieser Session ist nicht bekannt.
detail-last-hour = Die letzte Stunde
detail-minutes-ago = Vor Minuten
detail-air = Luft
detail-track = Strecke
detail-humidity = Feuchte
detail-wind = Wind
detail-rain = Regen
detail-now = Jetzt
detail-gear = Gang
detail-to-lap = Zur Runde, s
detail-if-now = Wenn das Rennen jetzt so endete.
detail-no-standings = Der Stand vor diesem Rennen ist hier nicht bekannt, oder diese Session gibt keine Punkte.
detail-drivers = Fahrer
detail-constructors = Konstrukteure
detail-team = Team
detail-won = Gewinn
detail-points = Punkte
gaps-to = Zu { $driver }
detail-ideal = Idealrunde { $time }
detail-ideal-quicker = Idealrunde { $time }, { $seconds } s schneller als die beste
detail-tyres = Reifen: { $list }
detail-set-lap = { $tyre }, Runde { NUMBER($lap) }
detail-set-laps = { $tyre }, Runden { NUMBER($first) } bis { NUMBER($last) }
detail-not-known = nicht bekannt
detail-stop = Der Stopp in Runde { NUMBER($lap) } kostete { $seconds } s
note-best = beste
note-pit = Box
weather-now = Jetzt: { $sky }, Luft { $air }, Strecke { $track }, Luftfeuchte { NUMBER($humidity) } %, Wind { $wind } aus { $from }.
weather-change = In den letzten { NUMBER($minutes) } Minuten: Luft { $air }, Strecke { $track }, Luftfeuchte { NUMBER($humidity) } Punkte.
brake-on = an
minutes-now = jetzt
weather-rain = Regen
weather-dry = trocken
places-up = { NUMBER($places) } gewonnen
places-down = { NUMBER($places) } verloren
favourite = Einer meiner Favoriten
view-board = Rangliste (v)
view-full = Voll: alle Spalten, für die Platz ist
view-compact = Kompakt: schmale Rangliste, größere Karte
view-favourites = Favoriten zuerst
view-gaps = Abstände zum gewählten Fahrer (g)
view-still = Zeilen gleiten nicht
view-alerts = Hinweise
view-sound = Ton bei Hinweisen der Rennleitung
traces-described = Tempo, Gas und Bremse über der Strecke; die Zahlen stehen in der Tabelle darunter
traces-beside = Neben dem gewählten Fahrer, höchstens drei
traces-best = Gegen die beste gesehene Runde, sonst die vorige

moment-behind = { $length } hinter live
delay-none = keine
not-shown = noch nicht gezeigt
bar-time = Zeit
bar-moment = Gezeigter Moment
bar-pause = Pause (k)
bar-play = Abspielen (k)
bar-lap-back = Eine Runde zurück (,)
bar-lap-on = Eine Runde vor (.)
bar-event-back = Zum vorigen Ereignis ([)
bar-event-on = Zum nächsten Ereignis (])
bar-rate = Abspieltempo
bar-rate-keys = Langsamer (<), schneller (>)
bar-live = Live
bar-live-key = Zurück zu live (l)
bar-link = Link zu diesem Moment
bar-charts = Diagramme
bar-charts-tell = Diagramme des ganzen Rennens: sie verraten das Ergebnis
delay-short = Versatz
delay-tv = TV-Versatz
delay-tv-is = TV-Versatz: { $delay }
delay-waits = Alles hier wartet auf deinen Fernseher: Karte, Rangliste, Flaggen und Meldungen.
delay-field = Versatz in Sekunden, 0 bis 300
delay-second-less = Eine Sekunde weniger
delay-tenth-less = Ein Zehntel weniger
delay-tenth-more = Ein Zehntel mehr
delay-second-more = Eine Sekunde mehr
delay-tap = Tippen, wenn der Führende im TV über die Linie fährt oder die Ampel ausgeht
delay-tap-none = In den letzten fünf Minuten begann keine Runde. Bei der nächsten tippen.
delay-tap-found = Gesetzt. Liegt das Bild eine Runde daneben, einen anderen nehmen:
delay-give = Für deine anderen Geräte: dieser Link, oder dieselbe Zahl dort eingegeben
delay-others = Deine anderen Geräte
delay-code-give = Code erzeugen
delay-code-take = Code von einem anderen Gerät
delay-code-picture = QR-Code dieser Seite, mit dem Versatz
delay-code-follow = Geräte mit diesem Code haben diesen Versatz und folgen, wenn ihn eines ändert.
delay-code-leave = Nicht mehr folgen
delay-code-none = Kein Gerät hat diesen Code vergeben.
delay-code-unanswered = Hier gibt es keinen Code. Der Link gibt den Versatz weiter, wie er jetzt ist.
recordings = Aufzeichnungen
recordings-title = Aufzeichnungen · Gridcast
recordings-spoil-nothing = Jede öffnet am Anfang und steht dort. Nichts hier verrät, wie es ausging.
recordings-none = Noch keine Aufzeichnung. Eine Session steht hier ab ihrer ersten Minute.
recordings-going-on = läuft
recordings-charts = Diagramme (verraten das Ergebnis)
recordings-home = Gridcast, live
pill-no-recording = Keine solche Aufzeichnung
pill-loading = Lädt
pill-this-moment = dieser Moment
pill-the-recording = die Aufzeichnung
pill-paused = Pausiert
pill-behind-as-set = zurück, wie eingestellt

## A phone's fourth panel: time, and this device

tab-time = Zeit
tab-events-new = { NUMBER($n) } neu
device = Dieses Gerät
awake = Bildschirm anlassen, solange eine Session läuft
lite = Sparsam: nur die Rangliste, schont den Akku
lite-short = Sparsam
lite-rests = Im Sparmodus ruht die Karte.
lite-end = Alles zeigen
lite-offer-battery = Akku bei { NUMBER($pct) } %. Sparsam zeigt nur die Rangliste und schont ihn.
lite-offer-slow = Dieses Gerät zeichnet langsam. Sparsam zeigt nur die Rangliste.
lite-take = Sparsam nutzen
lite-decline = Jetzt nicht

## Colours

view-colours = Farben
view-palette = Für Farbenblinde
view-contrast = Hoher Kontrast

## Which panels there are

panels = Felder: welche, und in welcher Folge
panel-strip = Sekunden
panel-advance = { $panel }: nach vorn

## The overlay of keys

keys = Tasten
keys-choose = Fahrer wählen
keys-nobody = Niemanden wählen, Offenes schließen
keys-view = Rangliste: voll, kompakt, Favoriten
keys-gaps = Abstände zum gewählten Fahrer
keys-zoom = Karte näher, weiter
keys-pan = Karte verschieben
keys-stand = Pause, Abspielen
keys-seconds = Zehn Sekunden zurück, vor
keys-lap = Eine Runde zurück, vor
keys-event = Zum vorigen, nächsten Ereignis
keys-rate = Langsamer, schneller
keys-theme = Dunkel oder hell
keys-say = Sagen, wie das Rennen steht

## How the race stands, read out. Never a number of seconds: who listens would hear them counted.

view-aloud = Einmal je Runde vorlesen, wie das Rennen steht
digest-none = Noch kein Rennen.
digest-lap = Runde { NUMBER($lap) } von { NUMBER($laps) }.
digest-word = { $word }.
digest-leads = { $first } führt.
digest-order = { $first } führt, dann { $others }.
digest-fastest = { $first } ist am schnellsten, dann { $others }.
digest-battle = { $driver } ist direkt hinter { $other }, es geht um P{ NUMBER($place) }.
digest-own = { $driver } ist P{ NUMBER($place) }.
digest-own-closing = { $driver } ist P{ NUMBER($place) } und kommt { $other } näher.
digest-own-losing = { $driver } ist P{ NUMBER($place) } und verliert auf { $other }.
digest-own-out = { $driver } ist ausgeschieden.
