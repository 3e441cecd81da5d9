### Ce que dit la page en direct. Court, simple, au présent.

## Le drapeau

flag-clear = Piste dégagée
flag-yellow = Drapeau jaune
flag-double-yellow = Double jaune
flag-safety-car = Voiture de sécurité
flag-virtual = Safety car virtuelle
flag-red = Drapeau rouge
flag-finished = Terminée
flag-ending = se termine
flag-sector = secteur { $sector }
flag-sectors = secteurs { $sectors }
flag-stopped = { $driver } arrêté
flag-out = { $driver } out

## L'en-tête

live-race = Course en direct
lap-grid = Grille
lap-now = Tour { NUMBER($lap) }
lap-of = sur { NUMBER($laps) }
phase-stopped = interrompue
phase-not-begun = pas commencée
phase-left = restant
phase-finished = terminée
clock-at-track = au circuit
air-and-track = air, piste
wind-with-rain = { $wind }, pluie
past-races = Courses passées
facts-turns =
    { NUMBER($turns) ->
        [one] { NUMBER($turns) } virage
       *[other] { NUMBER($turns) } virages
    }
skip-to-board = Aller au classement

## L'état de la connexion

pill-offline = Hors ligne
pill-reconnecting = Reconnexion
pill-connecting = Connexion
pill-connected = Connecté
pill-no-race = Pas encore de course
pill-source-away = Source absente
pill-ended = Terminé
pill-incomplete = Incomplet
pill-stalled = Bloqué
pill-no-stream = Pas de flux
pill-positions-stopped = Positions figées
pill-no-positions = Pas de positions
pill-positions-doubtful = Positions douteuses
pill-simulated = Simulée
pill-live = En direct
pill-replay = Rediffusion
pill-behind = { NUMBER($seconds) } s de retard
pill-in-seconds = dans { NUMBER($seconds) } s
pill-now = maintenant
pill-restarts = la passerelle redémarre
pill-waiting = en attente de données
pill-silent = sans données depuis { NUMBER($seconds) } s
pill-catching-up = rattrapage
pill-by-files = par fichiers, { NUMBER($seconds) } s de retard
pill-board-live = depuis { NUMBER($seconds) } s, classement toujours en direct
pill-board-still-live = classement toujours en direct
pill-at-pace = à { $pace }×
pill-not-real = pas une vraie course
pill-live-behind = { NUMBER($seconds, minimumFractionDigits: 1) } s de retard
pill-last-data = dernières données { $clock }
pill-missing = il manque : { $what }
missing-cars = voitures
missing-laps = tours
missing-session = séance
missing-timing = chronométrage
missing-race-control = direction de course
missing-weather = météo
doubt-repeated = répétées
doubt-leaping = elles sautent
doubt-standing = une voiture immobile à pleine vitesse
doubt-swapped = deux voitures interverties

## La carte

map = Carte du circuit
map-empty = Carte du circuit, pas encore de voitures
map-described =
    { NUMBER($cars) ->
        [one] Carte du circuit, { $lap }, { NUMBER($cars) } voiture, en tête { $first }
       *[other] Carte du circuit, { $lap }, { NUMBER($cars) } voitures, en tête { $first }
    }
map-whole = Tout le circuit
zoom-in = Agrandir (+)
zoom-out = Réduire (−)
map-silent = Positions figées, sans données depuis { NUMBER($seconds) } s
map-lost = Positions figées, la dernière vue reste
map-no-positions = Aucune position n'arrive ; ordre, écarts et tours continuent
map-no-cars = La source ne donne ni données des voitures ni positions ; l’ordre, les écarts et les tours continuent
map-no-token = Ni données des voitures ni positions : la source n’a pas de jeton d’abonné ; l’ordre, les écarts et les tours continuent
map-token-refused = Ni données des voitures ni positions : le jeton de la source est refusé ; l’ordre, les écarts et les tours continuent
map-token-ended = Ni données des voitures ni positions : le jeton de la source a expiré ; l’ordre, les écarts et les tours continuent
map-lacking = La source ne donne pas : { $what }
map-stopped = Positions figées depuis { NUMBER($seconds) } s ; vitesses et classement continuent
map-repeated = Les positions se répètent ({ $who }) ; vitesses et classement continuent
map-leaping = Les positions sautent ({ $who }) ; vitesses et classement continuent
map-standing = Positions immobiles à pleine vitesse ({ $who }) ; le classement continue
map-swapped = Positions interverties ({ $who }) ; le classement continue
map-no-outline = Pas encore de tracé : les voitures le dessinent en roulant
cars-count =
    { NUMBER($cars) ->
        [one] { NUMBER($cars) } voiture
       *[other] { NUMBER($cars) } voitures
    }

## Ce qui vient de se passer

events = Ce qui vient de se passer
events-none = Rien encore. Drapeaux, dépassements et meilleurs tours arrivent ici.
event-lap = tour { NUMBER($lap) }
event-listen = Écouter
event-team-radio = Radio, { $driver }
event-a-car = Une voiture
event-safety-car = Voiture de sécurité en piste
event-virtual = Safety car virtuelle déployée
event-virtual-ending = Fin de la safety car virtuelle
event-chequered = Drapeau à damier
event-track-unknown = État de la piste inconnu
event-pass =
    { NUMBER($place, type: "ordinal") ->
        [one] { $driver } passe { $other } et devient { NUMBER($place) }er
       *[other] { $driver } passe { $other } et devient { NUMBER($place) }e
    }
event-fastest-lap = { $driver } meilleur tour, { $time }
event-pit = { $driver } aux stands
event-out = { $driver } abandonne
event-finish =
    { NUMBER($place, type: "ordinal") ->
        [one] { $driver } finit { NUMBER($place) }er
       *[other] { $driver } finit { NUMBER($place) }e
    }

## La direction de course

said-blue-flag = Drapeau bleu pour { $driver }
said-double-yellow = Double jaune, secteur { $sector }
said-yellow = Jaune, secteur { $sector }
said-clear = Dégagé dans le secteur { $sector }
said-deleted = { $driver } perd { $time }, limites de piste au virage { $turn }

## Le classement

board = Classement en piste
head-position = Pos
head-won = Places gagnées
head-driver = Pilote
head-interval = Intervalle
head-trend = Tend., s/tour
head-trend-short = Tend.
head-gap = Écart
head-last = Dernier tour
head-last-short = Dernier
head-best = Meilleur
head-sectors = Secteurs
head-laps = Tours
head-tyre = Pneu
head-pits = Arr.
head-out = Abandons
row-leader = leader
row-in-pit = stands
row-stopped = arrêté
row-out = éliminé
row-finished = arrivé
row-deleted = supprimé
row-cut-off = limite
row-won = gagne
row-lost = perd
change-passed = a dépassé { $driver }
change-passed-by = dépassé par { $driver }
change-own-stop = arrêt au stand
change-stop = { $driver } s'est arrêté
lap-own-best = meilleur personnel
lap-best-of-all = meilleur de tous
out-not-started = non partant
out-out = abandon
out-lap = abandon, tour { NUMBER($lap) }

## Le duel

duel = Duel le plus serré
duel-behind = derrière { $driver }
duel-closing = Reprend { $rate } s par tour
duel-losing = Perd { $rate } s par tour
duel-holding = Tient l'écart
duel-age-unknown = âge inconnu
duel-tyres = En { $tyre }, { $age } ; { $driver } en { $other }, { $otherage }

## Le pilote

driver = Pilote
driver-gear = rapport
driver-throttle = Gaz
driver-brake = Frein
driver-drs-open = DRS ouvert
driver-drs-shut = DRS fermé
driver-trace = Vitesse, la dernière minute et demie

## La bande et le pied

strip-behind = Secondes derrière le leader
strip-slower = Secondes de plus que le meilleur
tabs = Panneaux
tab-board = Classement
tab-map = Carte
tab-events = Direct

## À la place de la carte

nothing-connecting = Chargement de la course
nothing-source-away = La source est absente
nothing-incomplete = Une partie de la course est illisible
nothing-offline = Pas de réseau
nothing-stalled = Rien n'arrive
nothing-connecting-words = Le circuit et les voitures apparaissent ici dans un instant.
nothing-no-race-words = La carte et le classement apparaissent ici avec les premières voitures en piste.
nothing-source-away-words = La passerelle est là, mais elle n'atteint pas les données de la course. Elle continue d'essayer.
nothing-incomplete-words = La passerelle est là, mais elle ne peut pas lire toutes les données de la course. Elle continue d'essayer.
nothing-offline-words = Cet appareil n'a pas de réseau. Voici Gridcast tel qu'il est conservé ici ; la course reprend dès le retour du réseau.
nothing-reconnecting-words = La passerelle ne répond pas. Ce que vous manquez entre-temps sera complété.
nothing-ended-words = L'enregistrement a été joué jusqu'au bout.
nothing-silent-words = La passerelle répond, mais n'envoie aucune course.
try-now = Essayer maintenant

topic = Laquelle
topic-all = Tout
topic-flags = Drapeaux
topic-stewards = Commissaires
topic-places = Places
topic-pits = Stands
topic-laps = Meilleurs tours
topic-radio = Radio
topic-other = Autres messages
event-out-from =
    { NUMBER($place, type: "ordinal") ->
        [one] { $driver } abandonne, était { NUMBER($place) }er
       *[other] { $driver } abandonne, était { NUMBER($place) }e
    }
event-pit-out = { $driver } sort des stands
event-pit-out-place = { $driver } sort des stands, { $place }
event-pit-out-places = { $driver } sort des stands, de { $from } à { $now }

ghost = S'il s'arrête maintenant : { $what }
ghost-places = { $place } (de { $best } à { $worst })
ghost-behind = derrière { $driver }
ghost-behind-by = { $seconds } s derrière { $driver }
ghost-ahead = devant { $driver }
ghost-ahead-by = { $seconds } s devant { $driver }
ghost-green = Un arrêt coûte { $loss } s ± { $band }
ghost-virtual = Un arrêt sous safety car virtuelle coûte { $loss } s ± { $band }
ghost-safety-car = Un arrêt derrière la voiture de sécurité coûte { $loss } s ± { $band }
ghost-by-stops =
    { NUMBER($stops) ->
        [one] { $cost }, d'après { NUMBER($stops) } arrêt de cette course
       *[other] { $cost }, d'après { NUMBER($stops) } arrêts de cette course
    }
ghost-by-other-stops =
    { NUMBER($stops) ->
        [one] { $cost }, d'après { NUMBER($stops) } arrêt de cette course sous un autre drapeau
       *[other] { $cost }, d'après { NUMBER($stops) } arrêts de cette course sous un autre drapeau
    }
ghost-by-lane = { $cost }, d'après la longueur de la voie des stands
ghost-usual = { $cost }, comme sur la plupart des circuits
ghost-mark = { $driver } { $place }
ghost-here = sort ici
ghost-mark-is = sort des stands derrière :

steward-noted = Incident noté
steward-investigated = Sous enquête
steward-investigated-after = Enquête après la séance
steward-no-action = Sans suite
steward-warned = Drapeau noir et blanc
steward-time = Pénalité de { NUMBER($seconds) } s
steward-drive-through = Drive-through
steward-stop-go = Stop-and-go de { NUMBER($seconds) } s
steward-served = Pénalité purgée
steward-disqualified = Disqualifié

follow = Suivre
follow-title = Garder le pilote choisi au centre (f)
ring = Anneau
ring-title = Le tour en anneau (o)

details = Détails
details-title = Pilote, télémétrie, météo, championnat, vue (d)
details-tabs = Ce qui est montré
details-shut = Fermer
details-shut-title = Fermer les détails (Échap)
sheet-telemetry = Télémétrie
sheet-weather = Météo
sheet-championship = Championnat
sheet-view = Vue
detail-laps = Tours, du plus récent
detail-lap = Tour
detail-time = Temps
detail-place = Place
detail-note = Note
detail-no-weather = Personne ne donne la météo de cette séance.
detail-last-hour = La dernière heure
detail-minutes-ago = Il y a min
detail-air = Air
detail-track = Piste
detail-humidity = Humidité
detail-wind = Vent
detail-rain = Pluie
detail-now = Maintenant
detail-gear = Rapport
detail-to-lap = Au tour, s
detail-if-now = Si la course se terminait ainsi.
detail-no-standings = Le classement d'avant cette course n'est pas connu ici, ou cette séance ne donne pas de points.
detail-drivers = Pilotes
detail-constructors = Constructeurs
detail-team = Écurie
detail-won = Gain
detail-points = Points
gaps-to = À { $driver }
detail-ideal = Tour idéal { $time }
detail-ideal-quicker = Tour idéal { $time }, { $seconds } s de moins que le meilleur
detail-tyres = Pneus : { $list }
detail-set-lap = { $tyre }, tour { NUMBER($lap) }
detail-set-laps = { $tyre }, tours { NUMBER($first) } à { NUMBER($last) }
detail-not-known = inconnu
detail-stop = L'arrêt au tour { NUMBER($lap) } a coûté { $seconds } s
note-best = meilleur
note-pit = stand
weather-now = Maintenant : { $sky }, air { $air }, piste { $track }, humidité { NUMBER($humidity) } %, vent { $wind } du { $from }.
weather-change = Dans les { NUMBER($minutes) } dernières minutes : air { $air }, piste { $track }, humidité { NUMBER($humidity) } points.
brake-on = oui
minutes-now = maintenant
weather-rain = pluie
weather-dry = sec
places-up = +{ NUMBER($places) }
places-down = −{ NUMBER($places) }
favourite = Un de mes favoris
view-board = Classement (v)
view-full = Complet : toutes les colonnes qui tiennent
view-compact = Compact : classement étroit et carte plus grande
view-favourites = Favoris d'abord
view-gaps = Écarts avec le pilote choisi (g)
view-still = Les lignes ne glissent pas
view-alerts = Alertes
view-sound = Son avec les alertes de la direction de course
traces-described = Vitesse, gaz et frein selon la distance ; les chiffres sont dans le tableau dessous
traces-beside = À côté du pilote choisi, trois au plus
traces-best = Face au meilleur tour vu, sinon au précédent

moment-behind = { $length } derrière le direct
delay-none = aucun
not-shown = pas encore montré
bar-time = Temps
bar-moment = Moment montré
bar-pause = Pause (k)
bar-play = Lecture (k)
bar-lap-back = Un tour en arrière (,)
bar-lap-on = Un tour en avant (.)
bar-event-back = À l'événement précédent ([)
bar-event-on = À l'événement suivant (])
bar-rate = Vitesse de lecture
bar-rate-keys = Plus lent (<), plus vite (>)
bar-live = Direct
bar-live-key = Retour au direct (l)
bar-link = Lien vers ce moment
bar-charts = Graphiques
bar-charts-tell = Graphiques de toute la course : ils disent le résultat
delay-short = Décalage
delay-tv = Décalage TV
delay-tv-is = Décalage TV : { $delay }
delay-waits = Tout ici attend votre télé : carte, classement, drapeaux et messages.
delay-field = Décalage en secondes, de 0 à 300
delay-second-less = Une seconde de moins
delay-tenth-less = Un dixième de moins
delay-tenth-more = Un dixième de plus
delay-second-more = Une seconde de plus
delay-tap = Touchez quand le leader passe la ligne à la télé, ou que les feux s'éteignent
delay-tap-none = Aucun tour n'a commencé ces cinq dernières minutes. Touchez au prochain.
delay-tap-found = Réglé. Si l'image est décalée d'un tour, prenez-en un autre :
delay-give = Pour vos autres appareils : ce lien, ou le même nombre là-bas
delay-others = Vos autres appareils
delay-code-give = Leur donner un code
delay-code-take = Code d'un autre appareil
delay-code-picture = Code QR de cette page, avec le décalage
delay-code-follow = Les appareils qui ont ce code ont ce décalage et suivent quand l'un d'eux le change.
delay-code-leave = Quitter
delay-code-none = Aucun appareil n'a donné ce code.
delay-code-unanswered = Pas de code possible ici. Le lien donne le décalage tel qu'il est maintenant.
recordings = Enregistrements
recordings-title = Enregistrements · Gridcast
recordings-spoil-nothing = Chacun s'ouvre à son début et y reste. Rien ici ne dit comment ce fut.
recordings-none = Pas encore d'enregistrement. Une séance figure ici dès sa première minute.
recordings-going-on = en cours
recordings-charts = Graphiques (disent le résultat)
recordings-home = Gridcast, direct
pill-no-recording = Enregistrement inconnu
pill-loading = Chargement
pill-this-moment = ce moment
pill-the-recording = l'enregistrement
pill-paused = En pause
pill-behind-as-set = de retard, comme réglé

## A phone's fourth panel: time, and this device

tab-time = Temps
tab-events-new = nouveaux : { NUMBER($n) }
device = Cet appareil
awake = Garder l'écran allumé pendant une séance
lite = Léger : le classement seul, ménage la batterie
lite-short = Léger
lite-rests = En mode léger, la carte se repose.
lite-end = Tout afficher
lite-offer-battery = Batterie à { NUMBER($pct) } %. Le mode léger n'affiche que le classement et la ménage.
lite-offer-slow = Cet appareil dessine lentement. Le mode léger n'affiche que le classement.
lite-take = Passer en léger
lite-decline = Pas maintenant

## Colours

view-colours = Couleurs
view-palette = Pour daltoniens
view-contrast = Contraste élevé

## Which panels there are

panels = Panneaux : lesquels et dans quel ordre
panel-strip = Secondes
panel-advance = { $panel } : monter

## The overlay of keys

keys = Touches
keys-choose = Choisir un pilote
keys-nobody = Ne choisir personne, fermer
keys-view = Classement : complet, compact, favoris
keys-gaps = Écarts avec le pilote choisi
keys-zoom = Zoomer la carte, dézoomer
keys-pan = Déplacer la carte
keys-stand = Pause, lecture
keys-seconds = Dix secondes en arrière, en avant
keys-lap = Un tour en arrière, en avant
keys-event = À l'événement précédent, suivant
keys-rate = Plus lent, plus vite
keys-theme = Sombre ou clair
keys-say = Dire où en est la course

## How the race stands, read out. Never a number of seconds: who listens would hear them counted.

view-aloud = Lire à voix haute où en est la course, une fois par tour
digest-none = Pas encore de course.
digest-lap = Tour { NUMBER($lap) } sur { NUMBER($laps) }.
digest-word = { $word }.
digest-leads = { $first } mène.
digest-order = { $first } mène, puis { $others }.
digest-fastest = { $first } est le plus rapide, puis { $others }.
digest-battle = { $driver } est dans les roues de { $other } pour P{ NUMBER($place) }.
digest-own = { $driver } est P{ NUMBER($place) }.
digest-own-closing = { $driver } est P{ NUMBER($place) } et se rapproche de { $other }.
digest-own-losing = { $driver } est P{ NUMBER($place) } et perd du terrain sur { $other }.
digest-own-out = { $driver } est hors course.
