### Ciò che dice la pagina in diretta. Breve, semplice, al presente.

## La bandiera

flag-clear = Pista libera
flag-yellow = Bandiera gialla
flag-double-yellow = Doppia gialla
flag-safety-car = Safety car
flag-virtual = Virtual safety car
flag-red = Bandiera rossa
flag-finished = Finita
flag-ending = in conclusione
flag-sector = settore { $sector }
flag-sectors = settori { $sectors }
flag-stopped = { $driver } fermo
flag-out = { $driver } fuori

## L'intestazione

live-race = Gara in diretta
lap-grid = Griglia
lap-now = Giro { NUMBER($lap) }
lap-of = di { NUMBER($laps) }
phase-stopped = sospesa
phase-not-begun = non iniziata
phase-left = rimanenti
phase-finished = finita
clock-at-track = al circuito
air-and-track = aria, pista
wind-with-rain = { $wind }, pioggia
past-races = Gare passate
facts-turns =
    { NUMBER($turns) ->
        [one] { NUMBER($turns) } curva
       *[other] { NUMBER($turns) } curve
    }
skip-to-board = Vai alla classifica

## L'indicatore della connessione

pill-offline = Offline
pill-reconnecting = Riconnessione
pill-connecting = Connessione
pill-connected = Connesso
pill-no-race = Ancora nessuna gara
pill-source-away = Fonte assente
pill-ended = Terminato
pill-incomplete = Incompleto
pill-stalled = Fermo
pill-no-stream = Nessuno stream
pill-positions-stopped = Posizioni ferme
pill-no-positions = Nessuna posizione
pill-positions-doubtful = Posizioni dubbie
pill-simulated = Simulata
pill-live = In diretta
pill-replay = Replay
pill-behind = { NUMBER($seconds) } s di ritardo
pill-in-seconds = tra { NUMBER($seconds) } s
pill-now = ora
pill-restarts = il gateway si riavvia
pill-waiting = in attesa di dati
pill-silent = nessun dato da { NUMBER($seconds) } s
pill-catching-up = recupero in corso
pill-by-files = da file, { NUMBER($seconds) } s di ritardo
pill-board-live = da { NUMBER($seconds) } s, classifica ancora in diretta
pill-board-still-live = classifica ancora in diretta
pill-at-pace = a { $pace }×
pill-not-real = non è una gara vera
pill-live-behind = { NUMBER($seconds, minimumFractionDigits: 1) } s di ritardo
pill-last-data = ultimi dati { $clock }
pill-missing = manca: { $what }
missing-cars = auto
missing-laps = giri
missing-session = sessione
missing-timing = cronometraggio
missing-race-control = direzione gara
missing-weather = meteo
doubt-repeated = ripetute
doubt-leaping = saltano
doubt-standing = un'auto ferma in velocità
doubt-swapped = due auto scambiate

## La mappa

map = Mappa della pista
map-empty = Mappa della pista, ancora nessuna auto
map-described =
    { NUMBER($cars) ->
        [one] Mappa della pista, { $lap }, { NUMBER($cars) } auto, in testa { $first }
       *[other] Mappa della pista, { $lap }, { NUMBER($cars) } auto, in testa { $first }
    }
map-whole = Tutta la pista
zoom-in = Ingrandisci (+)
zoom-out = Rimpicciolisci (−)
map-silent = Posizioni ferme, nessun dato da { NUMBER($seconds) } s
map-lost = Posizioni ferme, resta l'ultimo stato visto
map-no-positions = Non arrivano posizioni; ordine, distacchi e giri continuano
map-no-cars = La fonte non dà dati delle vetture né posizioni; ordine, distacchi e giri continuano
map-no-token = Niente dati delle vetture né posizioni: la fonte non ha un token di abbonato; ordine, distacchi e giri continuano
map-token-refused = Niente dati delle vetture né posizioni: il token della fonte è rifiutato; ordine, distacchi e giri continuano
map-token-ended = Niente dati delle vetture né posizioni: il token della fonte è scaduto; ordine, distacchi e giri continuano
map-lacking = La fonte non dà: { $what }
map-stopped = Posizioni ferme da { NUMBER($seconds) } s; velocità e classifica continuano
map-repeated = Le posizioni si ripetono ({ $who }); velocità e classifica continuano
map-leaping = Le posizioni saltano ({ $who }); velocità e classifica continuano
map-standing = Posizioni immobili in velocità ({ $who }); la classifica continua
map-swapped = Posizioni scambiate ({ $who }); la classifica continua
map-no-outline = Ancora nessun tracciato: lo disegnano le auto passando
cars-count =
    { NUMBER($cars) ->
        [one] { NUMBER($cars) } auto
       *[other] { NUMBER($cars) } auto
    }

## Che cosa è appena successo

events = Appena successo
events-none = Ancora niente. Qui arrivano bandiere, sorpassi e giri veloci.
event-lap = giro { NUMBER($lap) }
event-listen = Ascolta
event-team-radio = Team radio, { $driver }
event-a-car = Un'auto
event-safety-car = Safety car in pista
event-virtual = Virtual safety car attiva
event-virtual-ending = La virtual safety car finisce
event-chequered = Bandiera a scacchi
event-track-unknown = Stato della pista sconosciuto
event-pass = { $driver } passa { $other }: ora è { NUMBER($place) }º
event-fastest-lap = { $driver } giro veloce, { $time }
event-pit = { $driver } ai box
event-out = { $driver } è fuori
event-finish = { $driver } chiude { NUMBER($place) }º

## La direzione gara

said-blue-flag = Bandiera blu per { $driver }
said-double-yellow = Doppia gialla, settore { $sector }
said-yellow = Gialla, settore { $sector }
said-clear = Libero nel settore { $sector }
said-deleted = { $driver } perde { $time }, track limits in curva { $turn }

## La classifica

board = Classifica in pista
head-position = Pos
head-won = Posizioni guadagnate
head-driver = Pilota
head-interval = Intervallo
head-trend = And., s/giro
head-trend-short = And.
head-gap = Distacco
head-last = Ultimo giro
head-last-short = Ultimo
head-best = Migliore
head-sectors = Settori
head-laps = Giri
head-tyre = Gomma
head-pits = Pit
head-out = Fuori
row-leader = leader
row-in-pit = ai box
row-stopped = fermo
row-out = fuori
row-finished = arrivato
row-deleted = cancellato
row-cut-off = taglio
row-won = guadagna
row-lost = perde
change-passed = ha superato { $driver }
change-passed-by = superato da { $driver }
change-own-stop = sosta ai box
change-stop = { $driver } si è fermato
lap-own-best = migliore personale
lap-best-of-all = migliore di tutti
out-not-started = non partito
out-out = fuori
out-lap = fuori, giro { NUMBER($lap) }

## Il duello

duel = Duello più serrato
duel-behind = dietro { $driver }
duel-closing = Recupera { $rate } s al giro
duel-losing = Perde { $rate } s al giro
duel-holding = Mantiene il distacco
duel-age-unknown = età sconosciuta
duel-tyres = Su { $tyre }, { $age }; { $driver } su { $other }, { $otherage }

## Il pilota

driver = Pilota
driver-gear = marcia
driver-throttle = Gas
driver-brake = Freno
driver-drs-open = DRS aperto
driver-drs-shut = DRS chiuso
driver-trace = Velocità, ultimo minuto e mezzo

## La striscia e il piede

strip-behind = Secondi dal leader
strip-slower = Secondi più lento del migliore
tabs = Pannelli
tab-board = Classifica
tab-map = Mappa
tab-events = Eventi

## Al posto della mappa

nothing-connecting = Si carica la gara fin qui
nothing-source-away = La fonte non c'è
nothing-incomplete = Parte della gara non si può leggere
nothing-offline = Nessuna rete
nothing-stalled = Non arriva niente
nothing-connecting-words = Il circuito e le auto appaiono qui tra un momento.
nothing-no-race-words = La mappa e la classifica appaiono qui con le prime auto in pista.
nothing-source-away-words = Il gateway c'è, ma non raggiunge i dati della gara. Continua a provare.
nothing-incomplete-words = Il gateway c'è, ma non può leggere tutti i dati della gara. Continua a provare.
nothing-offline-words = Questo dispositivo non ha rete. Questo è Gridcast come conservato qui; la gara continua appena torna la rete.
nothing-reconnecting-words = Il gateway non risponde. Ciò che intanto manca verrà recuperato.
nothing-ended-words = La registrazione è arrivata alla fine.
nothing-silent-words = Il gateway risponde, ma non invia nessuna gara.
try-now = Prova ora

topic = Quale parte
topic-all = Tutto
topic-flags = Bandiere
topic-stewards = Commissari
topic-places = Posizioni
topic-pits = Box
topic-laps = Giri veloci
topic-radio = Team radio
topic-other = Altri messaggi
event-out-from = { $driver } è fuori, era { NUMBER($place) }º
event-pit-out = { $driver } esce dai box
event-pit-out-place = { $driver } esce dai box, { $place }
event-pit-out-places = { $driver } esce dai box, da { $from } a { $now }

ghost = Se si ferma ora: { $what }
ghost-places = { $place } (da { $best } a { $worst })
ghost-behind = dietro { $driver }
ghost-behind-by = a { $seconds } s da { $driver }
ghost-ahead = davanti a { $driver }
ghost-ahead-by = { $seconds } s davanti a { $driver }
ghost-green = Una sosta costa { $loss } s ± { $band }
ghost-virtual = Una sosta con la virtual safety car costa { $loss } s ± { $band }
ghost-safety-car = Una sosta dietro la safety car costa { $loss } s ± { $band }
ghost-by-stops =
    { NUMBER($stops) ->
        [one] { $cost }, da { NUMBER($stops) } sosta di questa gara
       *[other] { $cost }, da { NUMBER($stops) } soste di questa gara
    }
ghost-by-other-stops =
    { NUMBER($stops) ->
        [one] { $cost }, da { NUMBER($stops) } sosta di questa gara con altra bandiera
       *[other] { $cost }, da { NUMBER($stops) } soste di questa gara con altra bandiera
    }
ghost-by-lane = { $cost }, dalla lunghezza della pit lane
ghost-usual = { $cost }, come su quasi tutti i circuiti
ghost-mark = { $driver } { $place }
ghost-here = esce qui
ghost-mark-is = esce dai box dietro:

steward-noted = Incidente notato
steward-investigated = Sotto investigazione
steward-investigated-after = Investigato dopo la sessione
steward-no-action = Nessuna ulteriore azione
steward-warned = Bandiera bianca e nera
steward-time = Penalità di { NUMBER($seconds) } s
steward-drive-through = Drive-through
steward-stop-go = Stop and go di { NUMBER($seconds) } s
steward-served = Penalità scontata
steward-disqualified = Squalificato

follow = Segui
follow-title = Tieni al centro il pilota scelto (f)
ring = Anello
ring-title = Il giro come anello (o)

details = Dettagli
details-title = Pilota, telemetria, meteo, mondiale, vista (d)
details-tabs = Che cosa si vede
details-shut = Chiudi
details-shut-title = Chiudi i dettagli (Escape)
sheet-telemetry = Telemetria
sheet-weather = Meteo
sheet-championship = Mondiale
sheet-view = Vista
detail-laps = Giri, dal più recente
detail-lap = Giro
detail-time = Tempo
detail-place = Posto
detail-note = Nota
detail-no-weather = Nessuno dice il meteo di questa sessione.
detail-last-hour = L'ultima ora
detail-minutes-ago = Minuti fa
detail-air = Aria
detail-track = Pista
detail-humidity = Umidità
detail-wind = Vento
detail-rain = Pioggia
detail-now = Ora
detail-gear = Marcia
detail-to-lap = Dal giro, s
detail-if-now = Se la gara finisse così com'è ora.
detail-no-standings = Qui non si sa com'era la classifica prima di questa gara, o questa sessione non dà punti.
detail-drivers = Piloti
detail-constructors = Costruttori
detail-team = Squadra
detail-won = Guad.
detail-points = Punti
gaps-to = Da { $driver }
detail-ideal = Giro ideale { $time }
detail-ideal-quicker = Giro ideale { $time }, { $seconds } s più veloce del migliore
detail-tyres = Gomme: { $list }
detail-set-lap = { $tyre }, giro { NUMBER($lap) }
detail-set-laps = { $tyre }, giri da { NUMBER($first) } a { NUMBER($last) }
detail-not-known = non nota
detail-stop = La sosta al giro { NUMBER($lap) } è costata { $seconds } s
note-best = migliore
note-pit = box
weather-now = Ora: { $sky }, aria { $air }, pista { $track }, umidità { NUMBER($humidity) }%, vento { $wind } da { $from }.
weather-change = Negli ultimi { NUMBER($minutes) } minuti: aria { $air }, pista { $track }, umidità { NUMBER($humidity) } punti.
brake-on = sì
minutes-now = ora
weather-rain = pioggia
weather-dry = asciutto
places-up = su di { NUMBER($places) }
places-down = giù di { NUMBER($places) }
favourite = Uno dei miei preferiti
view-board = Classifica (v)
view-full = Completa: tutte le colonne che ci stanno
view-compact = Compatta: classifica stretta e mappa più grande
view-favourites = Preferiti per primi
view-gaps = Distacchi dal pilota scelto (g)
view-still = Le righe non scorrono
view-alerts = Avvisi
view-sound = Suono con gli avvisi della direzione gara
traces-described = Velocità, gas e freno per distanza; le cifre sono nella tabella sotto
traces-beside = Accanto al pilota scelto, tre al massimo
traces-best = Contro il miglior giro visto, o il precedente

moment-behind = { $length } dietro la diretta
delay-none = nessuno
not-shown = non ancora mostrato
bar-time = Tempo
bar-moment = Momento mostrato
bar-pause = Pausa (k)
bar-play = Riproduci (k)
bar-lap-back = Un giro indietro (,)
bar-lap-on = Un giro avanti (.)
bar-event-back = All'evento precedente ([)
bar-event-on = All'evento successivo (])
bar-rate = Velocità di riproduzione
bar-rate-keys = Più lento (<), più veloce (>)
bar-live = Diretta
bar-live-key = Torna alla diretta (l)
bar-link = Link a questo momento
bar-charts = Grafici
bar-charts-tell = Grafici di tutta la gara: svelano il risultato
delay-short = Ritardo
delay-tv = Ritardo TV
delay-tv-is = Ritardo TV: { $delay }
delay-waits = Qui tutto aspetta la tua TV: mappa, classifica, bandiere e messaggi.
delay-field = Ritardo in secondi, da 0 a 300
delay-second-less = Un secondo in meno
delay-tenth-less = Un decimo in meno
delay-tenth-more = Un decimo in più
delay-second-more = Un secondo in più
delay-tap = Tocca quando in TV il leader passa il traguardo, o si spengono i semafori
delay-tap-none = Nessun giro è iniziato negli ultimi cinque minuti. Tocca al prossimo.
delay-tap-found = Impostato. Se l'immagine è sbagliata di un giro, prendine un altro:
delay-give = Per gli altri dispositivi: questo link, o lo stesso numero lì
delay-others = Gli altri dispositivi
delay-code-give = Dai loro un codice
delay-code-take = Codice di un altro dispositivo
delay-code-picture = Codice QR di questa pagina, con il ritardo
delay-code-follow = I dispositivi con questo codice hanno questo ritardo e lo seguono quando uno lo cambia.
delay-code-leave = Esci
delay-code-none = Nessun dispositivo ha dato questo codice.
delay-code-unanswered = Qui non si possono dare codici. Il link dà il ritardo com'è adesso.
recordings = Registrazioni
recordings-title = Registrazioni · Gridcast
recordings-spoil-nothing = Ognuna si apre all'inizio e lì resta. Niente qui dice com'è andata.
recordings-none = Ancora nessuna registrazione. Una sessione compare qui dal primo minuto.
recordings-going-on = in corso
recordings-charts = Grafici (svelano il risultato)
recordings-home = Gridcast, diretta
pill-no-recording = Registrazione inesistente
pill-loading = Caricamento
pill-this-moment = questo momento
pill-the-recording = la registrazione
pill-paused = In pausa
pill-behind-as-set = di ritardo, come scelto

## A phone's fourth panel: time, and this device

tab-time = Tempo
tab-events-new = nuovi: { NUMBER($n) }
device = Questo dispositivo
awake = Schermo acceso mentre la sessione è in corso
lite = Leggero: solo la classifica, risparmia batteria
lite-short = Leggero
lite-rests = In modalità leggera la mappa riposa.
lite-end = Mostra tutto
lite-offer-battery = Batteria al { NUMBER($pct) }%. La modalità leggera mostra solo la classifica e la risparmia.
lite-offer-slow = Questo dispositivo disegna lentamente. La modalità leggera mostra solo la classifica.
lite-take = Usa leggero
lite-decline = Non ora

## Colours

view-colours = Colori
view-palette = Per daltonici
view-contrast = Contrasto elevato

## Which panels there are

panels = Pannelli: quali e in che ordine
panel-strip = Secondi
panel-advance = { $panel }: sposta su

## The overlay of keys

keys = Tasti
keys-choose = Scegli un pilota
keys-nobody = Non scegliere nessuno, chiudi
keys-view = Classifica: completa, compatta, preferiti
keys-gaps = Distacchi dal pilota scelto
keys-zoom = Ingrandisci, riduci la mappa
keys-pan = Sposta la mappa
keys-stand = Pausa, riproduci
keys-seconds = Dieci secondi indietro, avanti
keys-lap = Un giro indietro, avanti
keys-event = All'evento precedente, successivo
keys-rate = Più lento, più veloce
keys-theme = Scuro o chiaro
keys-say = Di' come va la gara

## How the race stands, read out. Never a number of seconds: who listens would hear them counted.

view-aloud = Leggi ad alta voce come va la gara, una volta al giro
digest-none = Ancora nessuna gara.
digest-lap = Giro { NUMBER($lap) } di { NUMBER($laps) }.
digest-word = { $word }.
digest-leads = Conduce { $first }.
digest-order = Conduce { $first }, poi { $others }.
digest-fastest = Il più veloce è { $first }, poi { $others }.
digest-battle = { $driver } è a ridosso di { $other } per la P{ NUMBER($place) }.
digest-own = { $driver } è P{ NUMBER($place) }.
digest-own-closing = { $driver } è P{ NUMBER($place) } e si avvicina a { $other }.
digest-own-losing = { $driver } è P{ NUMBER($place) } e perde terreno da { $other }.
digest-own-out = { $driver } è fuori.
