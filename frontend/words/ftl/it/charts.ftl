### Ciò che dicono i grafici.

title-tyres = Gomme
title-team-pace = Passo delle squadre
title-driver-pace = Passo dei piloti
title-lap-chart = Posizioni giro per giro
title-gap = Distacco dal leader
title-trace = Andamento della gara
title-lap-times = Tempi sul giro
title-parts = Parti delle qualifiche
title-best-laps = Giri migliori a confronto
title-long-runs = Long run
title-sectors = Migliori settori
title-speed-traps = Velocità massime
title-pit-stops = Pit stop
title-telemetry = Telemetria
title-dominance = Dominio in pista
title-track-map = Velocità e marce sulla pista
title-driver-standings = Mondiale piloti
title-constructor-standings = Mondiale costruttori
title-driver-contention = Che cosa possono ancora raggiungere i piloti
title-constructor-contention = Che cosa possono ancora raggiungere i costruttori

lap = Giro
grid = Griglia
driver = Pilota
team = Squadra
laps = Giri
stint = Stint
compound = Mescola
first-lap = Primo giro
last-lap = Ultimo giro
age-at-start = Età all'inizio
laps-that-count = Giri che contano
sector = Settore { $n }
sector-seconds = Settore { $n }, s
best-lap = Giro migliore
distance-metres = Distanza, m
gear = Marcia

missing-race = La gara non è stata caricata.
missing-laps = Non ci sono giri di questa sessione.
missing-gaps = Non ci sono distacchi di questa sessione.
missing-times-at-line = Non ci sono tempi al traguardo di questa sessione.
missing-lap-times = Qui non ci sono tempi sul giro.
missing-counted-laps = Non ci sono giri che contano: { $filter }.
missing-track-status = Nessuno dice lo stato della pista di questa sessione, quindi nessun giro è sicuramente verde: scegli tutti i giri.
missing-single-laps = I singoli giri non sono stati caricati.
missing-laps-of-stints = I giri non sono stati caricati; questi sono solo gli stint.
missing-tyres = Non ci sono gomme di questa sessione.
missing-bests = Non ci sono migliori settori e velocità di questa sessione.
missing-parts = Non ci sono tempi delle parti di questa sessione.
missing-long-runs = Nessuno ha fatto cinque giri di fila allo stesso passo.
missing-speeds = Non ci sono velocità di questa sessione.
missing-pit-stops = Non ci sono pit stop di questa sessione.
missing-any-stop = Nessuno si è fermato.
missing-laps-to-compare = Scegli da due a quattro giri da confrontare.
missing-lap-to-show = Scegli un giro per vederlo sulla pista.
missing-telemetry = Non c'è telemetria di questi giri.
missing-some-telemetry = Non tutti questi giri hanno la telemetria.
missing-outline = Il tracciato di questo circuito non è noto.
missing-standings = La classifica non è stata caricata.
missing-any-standing = Non c'è ancora una classifica.
missing-chosen-driver = Scegli un pilota per vedere gli stint e quanto perdono le gomme.

filter-all = Tutti i giri
filter-green = Giri in regime di verde
filter-dry = Giri verdi su slick
filter-wet = Giri verdi su gomme da pioggia
filter-all-within = tutti i giri
filter-green-within = giri in regime di verde
filter-dry-within = giri verdi su slick
filter-wet-within = giri verdi su gomme da pioggia
whole-lap = Giro intero

period-safety-car = Safety car
period-virtual = SC virtuale
period-red = Bandiera rossa
period-yellow = Gialla
period-safety-car-short = SC
period-virtual-short = VSC
period-red-short = Rossa
period-yellow-short = G
period-safety-car-within = safety car
period-virtual-within = SC virtuale
period-red-within = bandiera rossa
period-yellow-within = gialla

tyre-unknown = sconosciuta
pace-unreadable = Non è un tempo sul giro: scrivi 1:28.5 o 88.5.
pace-out-of-range = Un giro dura da 30 secondi a 10 minuti.

best-laps = Quanto il giro migliore di ogni pilota ha perso dal più veloce, in secondi, settore per settore. A sinistra: guadagnato. Rombo: il migliore; vuoto: la seconda auto della squadra.
best-laps-gap = Distacco, s
best-laps-tyres = Gomme
best-laps-slower = { $driver }, { $what }: { $seconds } s più lento del giro più veloce, giro { NUMBER($lap) }, { $tyre }
best-laps-quicker = { $driver }, { $what }: { $seconds } s più veloce del giro più veloce, giro { NUMBER($lap) }, { $tyre }
best-laps-equal = { $driver }, { $what }: come il giro più veloce, giro { NUMBER($lap) }, { $tyre }
sector-within = settore { $n }
lap-within = giro
best-laps-first-two = Il più veloce: { $driver }, { $time }, { $seconds } s davanti a { $second }.
best-laps-first = Il più veloce: { $driver }, { $time }.

bests-sectors = I tre migliori settori di ogni pilota, il giro che ne verrebbe e il giro migliore davvero fatto. Rombo: il migliore; vuoto: la seconda auto della squadra.
bests-speeds = Le velocità più alte di ogni pilota, { $unit }. Rombo: la migliore; vuoto: la seconda auto della squadra.
bests-lap-of-it = Nel giro
bests-ideal = Giro ideale
bests-ideal-within = giro ideale
bests-best-within = giro migliore
bests-trap = Speed trap
bests-line = Traguardo
bests-split-1 = Intert. 1
bests-split-2 = Intert. 2
bests-trap-within = speed trap
bests-line-within = traguardo
bests-split-1-within = primo intertempo
bests-split-2-within = secondo intertempo
with-unit = { $head }, { $unit }
bests-figure = { $driver }, { $what }: { $figure }
bests-figure-of-lap = { $driver }, { $what }: { $figure }, giro { NUMBER($lap) }
bests-summary-sector = settore { $n } { $driver } { $time }
bests-summary-ideal = giro ideale { $driver } { $time }
bests-summary = I migliori: { $list }.
bests-fastest = Il più veloce alla speed trap: { $driver }, { $speed }, giro { NUMBER($lap) }.

reach-name = Nome
reach-points = Punti
reach-most = Al massimo
reach-best = Posto migliore
reach-worst = Posto peggiore
reach-drivers = I punti attuali e, tratteggiato, quanto resta; chi non arriva alla linea con la barra non può più vincere il titolo. { $assumptions }
races-left =
    { NUMBER($races) ->
        [one] { NUMBER($races) } gara
       *[other] { NUMBER($races) } gare
    }
sprints-left =
    { NUMBER($sprints) ->
        [one] { NUMBER($sprints) } sprint
       *[other] { NUMBER($sprints) } sprint
    }
reach-assumed-drivers = Al massimo 25 per una vittoria, 8 in una sprint; restano { $races } e { $sprints }. Posto migliore: gli altri non fanno più punti. A pari punti vale come raggiunto.
reach-assumed-drivers-fastest = Al massimo 25 per una vittoria, 1 per il giro veloce, 8 in una sprint; restano { $races } e { $sprints }. Posto migliore: gli altri non fanno più punti. A pari punti vale come raggiunto.
reach-assumed-teams = Al massimo 43 per primo e secondo posto, 15 in una sprint; restano { $races } e { $sprints }. Posto migliore: gli altri non fanno più punti. A pari punti vale come raggiunto.
reach-assumed-teams-fastest = Al massimo 43 per primo e secondo posto, 1 per il giro veloce, 15 in una sprint; restano { $races } e { $sprints }. Posto migliore: gli altri non fanno più punti. A pari punti vale come raggiunto.
reach-places = da { $best } a { $worst }
reach-row = { $name }: { $points } punti, al massimo { $most }, { $places }
reach-open = Il titolo è ancora aperto per { $list }.

dominance = Il giro in { NUMBER($pieces) } pezzi uguali, ognuno col colore e il tratto di chi ci mette meno.
dominance-legend = { $name }: { NUMBER($won) } su { NUMBER($pieces) }
dominance-piece = Pezzo { NUMBER($piece) }: { $name } più veloce di { $margin }
dominance-head-piece = Pezzo
dominance-head-fastest = Più veloce
dominance-head-by = Di, s
dominance-won = { $name } in { NUMBER($won) }
dominance-summary = Più veloce: { $list }.

gap = Secondi al traguardo da chi guida; in basso è più indietro. Gli anelli sono soste, le croci ritiri. Le linee escono sotto +{ NUMBER($most) } s.
gap-leads = guida
gap-lap-leads = { $driver }, giro { NUMBER($lap) }: guida
gap-lap-behind = { $driver }, giro { NUMBER($lap) }: a { $seconds } s da { $leader }
gap-the-leader = chi guida
gap-led = Giri in testa: { $list }.
gap-nearest = Dopo il giro { NUMBER($lap) } il più vicino è { $driver }, a { $seconds } s.

lap-chart = Posizione al traguardo. Gli anelli sono soste, le croci ritiri, i triangoli posizioni guadagnate in pista; un rombo è una penalità o posizioni perse dopo la bandiera. Tratteggiata: la seconda auto della squadra.
lap-chart-why = Perché
lap-chart-place = { $driver }, giro { NUMBER($lap) }: { $place }
lap-chart-in-pits = ai box
lap-chart-passed = ha passato { $list }
lap-chart-passed-by = passato da { $list }
lap-chart-stopped = sosta di { $list }
lap-chart-out = ritiro di { $list }
lap-chart-then-out = poi fuori
lap-chart-driver-passed = { $driver } ha passato { $list }
lap-chart-served = { $penalty } scontata
lap-chart-given = { $driver } { $penalties }
lap-chart-started = { $driver } è partito { $start } ed era { $end } dopo il giro { NUMBER($lap) }.
lap-chart-was = { $driver } era, dopo il giro { NUMBER($first) }, { $start } ed era { $end } dopo il giro { NUMBER($lap) }.
lap-chart-won-most =
    { NUMBER($places) ->
        [one] { $driver } ha guadagnato più di tutti: { NUMBER($places) } posizione.
       *[other] { $driver } ha guadagnato più di tutti: { NUMBER($places) } posizioni.
    }

penalty-seconds = penalità di { NUMBER($seconds) } s
penalty-time = penalità di tempo
penalty-drive-through = drive-through
penalty-stop-and-go = stop and go
penalty-stop-and-go-seconds = stop and go di { NUMBER($seconds) } s

lap-times = Tempi sul giro; i più lenti escono in alto. I quadrati sono giri cancellati. In ombra: gli stint del primo scelto. Rette: quanto perde un treno, adattate a { $filter }, con l'errore standard; il carburante non è tolto.
lap-times-loss = Perdita, s al giro
lap-times-error = Errore standard, s al giro
lap-times-lap = { $driver }, giro { NUMBER($lap) }: { $time }, gomma { $tyre }, { $age }
lap-times-deleted-lap = { $driver }, giro { NUMBER($lap) }: { $time }, cancellato, gomma { $tyre }, { $age }
laps-old =
    { NUMBER($laps) ->
        [one] usata { NUMBER($laps) } giro
       *[other] usata { NUMBER($laps) } giri
    }
age-unknown = età sconosciuta
lap-times-deleted = { $time } cancellato
lap-times-slope = { $slope } ± { $error } s al giro
lap-times-fastest = Giro veloce: { $driver }, { $time }, giro { NUMBER($lap) }.
lap-times-fit = { $driver }, stint { NUMBER($stint) }: { $slope } su { $laps }.

long-runs = Cinque giri e più su un treno di gomme allo stesso passo: la media, e quanto ogni giro è durato più del precedente. Il carburante non lo sa nessuno. Rombo: il migliore; vuoto: la seconda auto della squadra.
long-runs-average = Media
long-runs-change = Variazione al giro, s
long-runs-tyres = Gomme
long-runs-from = Dal giro
long-runs-to = Al giro
long-runs-best = Migliore
long-runs-run = { $driver }, giri da { NUMBER($first) } a { NUMBER($last) }, { $tyre }: { $laps }, { $time } in media
long-runs-quickest = Long run più veloce: { $driver }, { $laps }, { $tyre }, { $time } in media.

pace-median = Mediana
pace-first-quartile = Primo quartile
pace-third-quartile = Terzo quartile
pace-low-whisker = Baffo inferiore
pace-high-whisker = Baffo superiore
pace-beyond = Giri oltre l'asse
pace-row = { $name }: mediana { $median }, metà centrale da { $low } a { $high }, { $laps }
pace-lap = { $driver }, giro { NUMBER($lap) }, { $time }, { $tyre }
pace-lap-old = { $driver }, giro { NUMBER($lap) }, { $time }, { $tyre }, { $age }
pace-value = giro { NUMBER($lap) } { $time }
pace-value-of = { $driver } giro { NUMBER($lap) } { $time }
pace = { $filter }, senza primo giro, in-lap e out-lap. Scatola: la metà centrale; barra: mediana; baffi: giri entro 1,5 scatole.
pace-all = { $filter }. Scatola: la metà centrale; barra: mediana; baffi: giri entro 1,5 scatole.
pace-dots-of-teams = Punti: giri, vuoti per la seconda auto, +7: tanti oltre il bordo.
pace-dots = Punti: giri, +7: tanti oltre il bordo.
pace-behind = { $name } { $seconds } s
pace-first = { $name } { $time }
pace-fastest = I più veloci per mediana: { $list }.
two-sentences = { $first } { $second }

parts = Il giro migliore di ogni pilota in ogni parte. La linea tratteggiata è il tempo più lento bastato per passare. Rombo: il migliore della parte; vuoto: la seconda auto della squadra.
parts-to-cut-off = Dal taglio, s
parts-time = { $driver }, { $part }: { $time }
parts-lap = giro { NUMBER($lap) }
parts-behind = a { $seconds } s dal migliore
parts-cut-off = il taglio
parts-too-slow = { $seconds } s di troppo per passare
parts-within = { $seconds } s entro il taglio
parts-needed-in = { $time } in { $part }
parts-needed = Serviva per passare: { $list }.

pit-stops = Secondi persi a ogni sosta: in-lap e out-lap contro la propria mediana verde su quelle gomme. Tratteggio: dietro la safety car o con bandiera rossa. Linea spezzata: si conosce solo il tempo in pit lane.
pit-stops-cut = Tagliate: oltre { $seconds } s.
pit-stops-stop = Sosta
pit-stops-lost = Persi, s
pit-stops-lane = In pit lane, s
pit-stops-official = Ufficiale, s
pit-stops-off = Tolte
pit-stops-on = Messe
pit-stops-under = Regime
pit-stops-lap = giro { NUMBER($lap) }
pit-stops-of-lap = { $driver }, giro { NUMBER($lap) }
pit-stops-of-lap-lost = { $driver }, giro { NUMBER($lap) }: persi { $seconds } s
pit-stops-in-lane = { $seconds } s in pit lane
pit-stops-change = { $on } per { $off }
pit-stops-count =
    { NUMBER($stops) ->
        [one] { NUMBER($stops) } sosta.
       *[other] { NUMBER($stops) } soste.
    }
pit-stops-cheapest = La meno costosa col verde: { $driver }, giro { NUMBER($lap) }, { $seconds } s.

standings-round = Gara
standings-points = Punti dopo ogni gara. Tratteggiato: il peggio classificato di una squadra.
standings-places = Posti dopo ogni gara. Tratteggiato: il peggio classificato di una squadra.
standings-points-after = { $name } dopo la gara { NUMBER($round) }: { $points } punti
standings-place-after = { $name } dopo la gara { NUMBER($round) }: { $place }
standings-constructor = Costruttore
standings-head = Gara { NUMBER($round) }
place-short = P{ NUMBER($place) }
standings-cell = { $points } ({ $place })
standings-summary =
    { NUMBER($rounds) ->
        [one] Dopo { NUMBER($rounds) } gara: { $list }.
       *[other] Dopo { NUMBER($rounds) } gare: { $list }.
    }

telemetry = Per distanza dalla linea. Tempo: secondi dietro il primo giro; in alto è dietro. I tratteggi distinguono i giri dove i colori non bastano.
telemetry-turn = Curva
telemetry-speed = Velocità, { $unit }
telemetry-throttle = Gas, %
telemetry-brake = Freno
telemetry-behind = Tempo, s da { $first }
telemetry-head-behind = { $name } da { $first }, s
telemetry-head-time = { $name } tempo, s
telemetry-head-speed = { $name } velocità, { $unit }
telemetry-head-throttle = { $name } gas, %
telemetry-head-brake = { $name } freno
telemetry-head-gear = { $name } marcia
telemetry-head-drs = { $name } DRS
telemetry-open-throttle = gas { NUMBER($percent) } %
telemetry-braking = in frenata
telemetry-braking-throttle = in frenata, gas { NUMBER($percent) } %
telemetry-drs-open = DRS aperto
telemetry-sample = { $name } a { NUMBER($metres) } m: { $speed }, marcia { NUMBER($gear) }, { $pedals }
telemetry-lap = { $name }: { $time }, fino a { $speed }
telemetry-summary = { $laps }.

trace-winner = giro medio del vincitore, { $time }
trace-winner-without-red = giro medio del vincitore senza bandiere rosse, { $time }
trace-pace = giri da { $time }
trace-driver = { $driver }, giro per giro
trace = Secondi di vantaggio sul riferimento ({ $reference }); in alto è davanti. Gli anelli sono soste, le croci ritiri.
trace-stands = Secondi di vantaggio sul riferimento ({ $reference }); in alto è davanti. Con bandiera rossa il riferimento impiega quanto il leader. Gli anelli sono soste, le croci ritiri.
trace-lap-behind = { $driver }, giro { NUMBER($lap) }: { $seconds } s dietro il riferimento
trace-lap-ahead = { $driver }, giro { NUMBER($lap) }: { $seconds } s davanti al riferimento
trace-end = { $driver } { $seconds } s dopo il giro { NUMBER($lap) }
trace-summary = Riferimento { $reference }: { $list }.

track-map-speed-dark = Velocità di { $name } lungo la pista: più è larga e chiara, più è alta; cifre: il più lento nelle curve e il più veloce nei rettilinei, { $unit }
track-map-speed-light = Velocità di { $name } lungo la pista: più è larga e scura, più è alta; cifre: il più lento nelle curve e il più veloce nei rettilinei, { $unit }
track-map-gear-dark = Marcia di { $name } lungo la pista: più è larga e chiara, più è alta; cifre: marce
track-map-gear-light = Marcia di { $name } lungo la pista: più è larga e scura, più è alta; cifre: marce
track-map-plain = { $sentence }.
track-map-turns = { $sentence }; sbiadito: curve.
track-map-gear = marcia { NUMBER($gear) }
track-map-sample = { $name } a { NUMBER($metres) } m: { $speed }, marcia { NUMBER($gear) }
track-map-summary =
    { NUMBER($figures) ->
        [one] { $name }: da { $least } a { $most }, { NUMBER($figures) } cifra.
       *[other] { $name }: da { $least } a { $most }, { NUMBER($figures) } cifre.
    }

tyres = Treni di gomme nell'ordine del risultato; lettera e trama sono la mescola, il numero i giri sul treno. M+3 è un treno usato di tre giri, M? uno di età sconosciuta.
tyres-set = Treno
tyres-used = usato
tyres-new = nuovo
tyres-no-start = non partito
tyres-no-lap = fuori prima di un giro completo
tyres-unknown = nessun giro noto
tyres-stint = { $driver }, giri da { NUMBER($first) } a { NUMBER($last) }: { $tyre }
tyres-used-old =
    { NUMBER($laps) ->
        [one] usato, { NUMBER($laps) } giro
       *[other] usato, { NUMBER($laps) } giri
    }
tyres-to-lap = { $tyre } fino al giro { NUMBER($lap) }
tyres-winner = { $driver }: { $list }.
tyres-longest = Il più lungo: { $driver } con { $laps } su { $tyre }.
