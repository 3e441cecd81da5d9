### Ciò che dice la pagina dopo la gara.

skip = Vai al contenuto
no-page = Questa pagina non esiste
no-page-words = Le pagine si chiamano come /race/2025/1, /race/2025/1/qualifying e /season/2025.
pages = Pagine
main-navigation = Principale
go-live = Diretta
go-race = Gara
go-season = Stagione
newest-race = Ultima gara
unofficial = Non ufficiale. Nessun legame con la Formula 1.
after-the-race = Dopo la gara
no-race-yet = Ancora nessuna gara. Le gare arrivano qui una volta disputate.
list-broken = L'elenco delle gare è arrivato incompleto. Ricarica la pagina.
list-unreachable = L'elenco delle gare non è arrivato. Controlla la connessione, poi ricarica la pagina.
palette-key = Colori per daltonici (p)
window-title = { $page } · Gridcast

races = Gare
race-of-list = Gara:
choose-race = Scegli una gara
race-here = { $season }, gara { $round }
race-here-extra = { $season }, gara extra
season-of = Stagione { $season }
no-race-in-list = Ancora nessuna gara.
schedule-and-standings = Calendario e classifiche
race-extra = extra
race-simulated = simulata
nothing-yet = , ancora niente

practice-1 = Libere 1
practice-2 = Libere 2
practice-3 = Libere 3
sprint-qualifying-within = qualifiche sprint
sprint-within = sprint
qualifying-within = qualifiche
practice-1-within = libere 1
practice-2-within = libere 2
practice-3-within = libere 3
none-race = Nessuna gara { $season }, prova { $round }.
none-sprint = Nessuna sprint { $season }, prova { $round }.
none-qualifying = Nessuna qualifica { $season }, prova { $round }.
none-sprint-qualifying = Nessuna qualifica sprint { $season }, prova { $round }.
none-practice = Nessuna sessione di libere { $n } { $season }, prova { $round }.
choose-another = Scegli un'altra gara qui sopra, o guarda { $season }.
round-of-season = Prova { $round }
sessions-of-weekend = Sessioni di questo fine settimana
held-back-none = Trattenuta: { $reason }. Si vedrà quando sarà corretto.
held-back-old = Trattenuta: { $reason }. Ciò che si vede è stato pubblicato prima.
simulated-notice = Simulata: questa gara viene dal simulatore.
some-unreachable = Alcuni dati non sono arrivati. Si vede ciò che è arrivato.
try-again = Riprova

missing-result = Nessun risultato di questa sessione.
missing-drivers = Nessun elenco dei piloti di questa sessione.
missing-laps = Nessun giro di questa sessione.
missing-stints = Nessuno stint di questa sessione.
missing-pit-stops = Nessun pit stop di questa sessione.
missing-qualifying = Nessuna parte di qualifica di questa sessione.
missing-long-runs = Nessun long run di questa sessione.
missing-pace = Nessun passo di questa sessione.
missing-bests = Nessun miglior settore né velocità di questa sessione.
missing-track = Nessun tracciato di questa sessione.
missing-telemetry = Nessuna telemetria di questa sessione.
missing-chosen-telemetry = Nessuna telemetria dei giri scelti di questa sessione.
missing-schedule = Nessun calendario di questa stagione.
missing-standings = Nessuna classifica di questa stagione.
document-broken = Arrivato incompleto: { $what }. Il resto della pagina non ne risente.
document-unreachable = Non arrivato: { $what }. Controlla la connessione, poi riprova.
document-result = risultato
document-drivers = elenco dei piloti
document-laps = giri
document-stints = stint
document-pit-stops = pit stop
document-qualifying = parti delle qualifiche
document-long-runs = long run
document-pace = passo
document-bests = migliori settori e velocità
document-track = tracciato
document-telemetry = telemetria
document-chosen-telemetry = telemetria dei giri scelti
document-schedule = calendario
document-standings = classifica
no-telemetry-of-drivers = Nessuna telemetria dei piloti evidenziati. Scegline altri, o un giro.

won-by = { $winner } ha vinto con { $gap } s su { $second }.
won-by-laps =
    { NUMBER($laps) ->
        [one] { $winner } ha vinto con { NUMBER($laps) } giro su { $second }.
       *[other] { $winner } ha vinto con { NUMBER($laps) } giri su { $second }.
    }
won-from = { $winner } ha vinto davanti a { $second }.
won = { $winner } ha vinto.
red-flags =
    { NUMBER($n) ->
        [one] { NUMBER($n) } bandiera rossa
       *[other] { NUMBER($n) } bandiere rosse
    }
safety-cars =
    { NUMBER($n) ->
        [one] { NUMBER($n) } safety car
       *[other] { NUMBER($n) } safety car
    }
virtual-safety-cars =
    { NUMBER($n) ->
        [one] { NUMBER($n) } virtual safety car
       *[other] { NUMBER($n) } virtual safety car
    }
cars-out =
    { NUMBER($n) ->
        [one] { NUMBER($n) } ritiro
       *[other] { NUMBER($n) } ritiri
    }
disqualified-count =
    { NUMBER($n) ->
        [one] { NUMBER($n) } squalificato
       *[other] { NUMBER($n) } squalificati
    }
not-started-count =
    { NUMBER($n) ->
        [one] { NUMBER($n) } non partito
       *[other] { NUMBER($n) } non partiti
    }
counted = { $list }.
all-finished = Tutte le auto al traguardo.
pole-by = { $winner } ha preso la pole con { $gap } s su { $second }.
pole = { $winner } ha preso la pole.
sprint-pole-by = { $winner } ha preso la pole della sprint con { $gap } s su { $second }.
sprint-pole = { $winner } ha preso la pole della sprint.
fastest-by = { $winner } è stato il più veloce con { $gap } s su { $second }.
fastest = { $winner } è stato il più veloce.

fact-fastest-lap = Giro veloce, { $driver }
fact-fastest-lap-of = Giro veloce, { $driver }, giro { NUMBER($lap) }
fact-laps = Giri
fact-laps-time = Giri, { $time }
fact-laps-of = Giri su { NUMBER($laps) }
fact-safety-car = Giri con la safety car
fact-stops = Soste
fact-pole = Pole, { $driver }
fact-pole-of = Pole, { $driver }, giro { NUMBER($lap) }
fact-best = Giro migliore, { $driver }
fact-best-of = Giro migliore, { $driver }, giro { NUMBER($lap) }
fact-all-laps = Giri di tutte le auto

result = Risultato
result-note-race = Posizioni guadagnate o perse dalla griglia. Un nome evidenzia il suo pilota in tutti i grafici.
result-note-qualifying = Una linea spezzata dove le auto sono uscite dopo una parte. Un nome evidenzia il suo pilota in tutti i grafici.
result-note-practice = Un nome evidenzia il suo pilota in tutti i grafici.
head-position = Pos
head-against-grid = Posizioni rispetto alla griglia
head-grid = Grig.
head-laps = Giri
head-stops = Soste
head-time = Tempo
head-best = Giro migl.
head-points = Pti
head-gap = Distacco
head-team = Squadra
head-driver = Pilota
lap-of = giro { NUMBER($lap) }
no-time = senza tempo
by-timing = { $place } per il cronometraggio
grid-pit-lane = pit lane
grid-place = griglia { $place }
stops-count =
    { NUMBER($stops) ->
        [one] { NUMBER($stops) } sosta
       *[other] { NUMBER($stops) } soste
    }
best-on-lap = migliore al giro { NUMBER($lap) }
place-gained = guadagna
place-lost = perde
deleted-laps = Giri cancellati
deleted-lap = { $driver }, giro { NUMBER($lap) }
deleted-lap-time = { $driver }, giro { NUMBER($lap) }, { $time }
ending-no-start = non partito
ending-disqualified = squalificato
ending-out = fuori, giro { NUMBER($lap) }
ending-out-why = fuori, giro { NUMBER($lap) }, { $why }
ending-laps =
    { NUMBER($laps) ->
        [one] +{ NUMBER($laps) } giro
       *[other] +{ NUMBER($laps) } giri
    }
changes-of-result = Modifiche del risultato
timing-and-official = Cronometraggio e risultato ufficiale
of-driver = { $driver }: { $what }
disagreement = { $timing } per il cronometraggio, { $official } ufficialmente.
said-nothing = niente
outcome-finished = arrivato
outcome-retired = ritirato
outcome-not-started = non partito
outcome-disqualified = squalificato
outcome-classified = classificato
outcome-unknown = sconosciuto
place-short = P{ NUMBER($place) }
not-classified = non classificato
points-count = { $points } punti
correction = { $now } (prima { $before })
corrections-of = { $driver } { $changes }
result-changed = Risultato modificato il { $when }: { $what }.

parts-of-page = Parti di questa pagina
charts-key = Grafici
keys-told = Tasti su un grafico: "←" "→" giro, "↑" "↓" pilota, "+" "−" "0" zoom, "f" schermo intero. Ovunque: "t" tema, "p" colori.
highlighted-drivers = Piloti evidenziati
highlighted = Evidenziati
drivers-to-highlight = Piloti da evidenziare
choose-drivers = Scegli i piloti
remove-driver = { $driver }: evidenziato; premi per toglierlo
cursor = Cursore
cursor-back = Cursore un giro indietro
cursor-on = Cursore un giro avanti
cursor-away = Togli il cursore
cursor-none = Nessun giro
cursor-lap = Giro { NUMBER($lap) }
filter-for-pace = Quali giri contano per il passo
dots = Punti
dots-title = Ogni giro come un punto
pace = Passo
pace-title = Passo di riferimento
pace-example = Un giro, come 1:28.5 o 88.5
pace-measure = Misura
measured-against = Misurato su
winners-mean = Passo medio del vincitore
pace-a-lap = { $time } al giro
laps-of-driver = Giri di { $driver }
map-shows = La mappa mostra
map-speed = Velocità
map-gear = Marcia
round-by-round = Gara per gara
progress-points = Punti
progress-places = Posti
compared-laps = Giri a confronto
laps-to-compare = Giri da confrontare
choose-laps = Scegli i giri
compared-lap = { $driver }, giro { NUMBER($lap) }: a confronto; premi per toglierlo
lap-of-driver = { $driver }, giro { NUMBER($lap) }
driver-of-laps = Pilota dei giri da scegliere
tyres = Gomme
tyre-soft = Soft
tyre-medium = Medium
tyre-hard = Hard
tyre-intermediate = Intermedia
tyre-wet = Wet

link-to-chart = Link a questo grafico
tool-link = { $chart }: link
watch-lap = Guarda il giro { NUMBER($lap) }
tool-watch-lap = { $chart }: guarda il giro { NUMBER($lap) } nel replay
picture = Immagine (PNG)
tool-picture = { $chart }: immagine
numbers = Numeri (CSV)
tool-numbers = { $chart }: numeri
full-screen = Schermo intero (f)
tool-full-screen = { $chart }: schermo intero
chart-role = grafico
chart-and-summary = { $chart }. { $summary }
chart-table = { $chart }, tabella
chart-in-numbers = { $chart } in numeri
share-link = Link
share-frame = Riquadro per la tua pagina
copy = Copia
copied = Copiato
selected = Selezionato
copy-what = { $what }: { $state }
on-gridcast = { $page } su Gridcast

every-lap = Ogni giro
every-lap-note = Come li ha dati il cronometraggio. Un'intestazione ordina; le parole filtrano, e devono valere tutte.
filter = Filtro
filter-example = NOR, 44, box, safety, I
highlighted-only = Solo evidenziati
laps-scrollable = Giri, scorrevole
column-lap = Giro
column-time = Tempo
column-gap = Distacco
column-interval = Intervallo
column-tyre = Gomma
column-age = Età
column-stint = Stint
column-pit = Box
column-status = Stato
column-trap = Trap
column-line = Linea
title-position = Posizione al traguardo
title-time = Tempo sul giro
title-gap = Dal leader, s
title-interval = Dall'auto davanti, s
title-sector = Settore { $n }, s
title-compound = Mescola
title-age = Giri sul treno
title-pit = Finito o iniziato ai box
title-status = Stato della pista, e se il giro è stato cancellato
title-trap = Speed trap, { $unit }
title-line = Velocità al traguardo, { $unit }
pit-in = entrata box
pit-out = uscita box
pit-in-out = entrata e uscita
status-red = bandiera rossa
status-safety-car = safety car
status-virtual = virtuale
status-yellow = gialla
status-deleted = cancellato

no-season = Nessuna stagione { $season }.
look-at-newest = Guarda la stagione più recente
champion = { $first } è campione, con { $points } punti su { $second }.
leads = { $first } ha { $points } punti su { $second } dopo la gara { NUMBER($round) }.
level = { $first } e { $second } sono a pari punti dopo la gara { NUMBER($round) }.
constructors-won = { $team } ha vinto il mondiale costruttori.
constructors-lead = { $team } guida tra i costruttori.
schedule = Calendario
times-are-yours = Orari nel tuo fuso: { $zone }.
browsers-zone = il fuso del browser
no-race-scheduled = Ancora nessuna gara in programma.
head-round = Prova
head-race = Gara
head-qualifying = Qualifiche
head-start = Partenza
first-practice = Prime libere
second-practice = Seconde libere
third-practice = Terze libere
live-now = ora in diretta
now = ora
countdown-days = { NUMBER($days) } g { $clock }
sprint-at = sprint { $when }
qualifying-at = qualifiche { $when }
drivers = Piloti
constructors = Costruttori
after-round = Dopo la gara { NUMBER($round) }.
against-round = Rispetto alla gara prima
head-wins = Vitt.
head-behind = Distacco
head-possible = Possibili
head-possible-title = Punti vincendo tutte le gare e sprint rimaste
cannot-win = , non può più vincere
