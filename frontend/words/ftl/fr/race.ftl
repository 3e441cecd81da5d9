### Ce que dit la page d'après la course.

skip = Aller au contenu
no-page = Cette page n'existe pas
no-page-words = Les pages se nomment comme /race/2025/1, /race/2025/1/qualifying et /season/2025.
pages = Pages
main-navigation = Principal
go-live = Direct
go-race = Course
go-season = Saison
newest-race = Dernière course
unofficial = Non officiel. Sans lien avec la Formule 1.
after-the-race = Après la course
no-race-yet = Pas encore de course. Elles arrivent ici une fois courues.
list-broken = La liste des courses est arrivée incomplète. Rechargez la page.
list-unreachable = La liste des courses n'est pas arrivée. Vérifiez la connexion, puis rechargez la page.
palette-key = Couleurs pour daltoniens (p)
window-title = { $page } · Gridcast

races = Courses
race-of-list = Course :
choose-race = Choisir une course
race-here = { $season }, manche { $round }
race-here-extra = { $season }, course extra
season-of = Saison { $season }
no-race-in-list = Pas encore de course.
schedule-and-standings = Calendrier et classements
race-extra = extra
race-simulated = simulée
nothing-yet = , rien encore

practice-1 = Essais libres 1
practice-2 = Essais libres 2
practice-3 = Essais libres 3
sprint-qualifying-within = qualifications sprint
sprint-within = sprint
qualifying-within = qualifications
practice-1-within = essais libres 1
practice-2-within = essais libres 2
practice-3-within = essais libres 3
none-race = Pas de course { $season }, manche { $round }.
none-sprint = Pas de sprint { $season }, manche { $round }.
none-qualifying = Pas de qualifications { $season }, manche { $round }.
none-sprint-qualifying = Pas de qualifications sprint { $season }, manche { $round }.
none-practice = Pas d'essais libres { $n } { $season }, manche { $round }.
choose-another = Choisissez une autre course plus haut, ou voyez { $season }.
round-of-season = Manche { $round }
sessions-of-weekend = Séances de ce week-end
held-back-none = Retenue : { $reason }. Elle sera montrée une fois corrigée.
held-back-old = Retenue : { $reason }. Ce qui est montré a été publié avant.
simulated-notice = Simulée : cette course vient du simulateur.
some-unreachable = Certaines données ne sont pas arrivées. Ce qui est venu est montré.
try-again = Réessayer

missing-result = Pas de résultat de cette séance.
missing-drivers = Pas de liste des pilotes de cette séance.
missing-laps = Pas de tours de cette séance.
missing-stints = Pas de relais de cette séance.
missing-pit-stops = Pas d'arrêts de cette séance.
missing-qualifying = Pas de parties de qualification de cette séance.
missing-long-runs = Pas de longs relais de cette séance.
missing-pace = Pas de rythme de cette séance.
missing-bests = Pas de meilleurs secteurs ni de vitesses de cette séance.
missing-track = Pas de tracé de cette séance.
missing-telemetry = Pas de télémétrie de cette séance.
missing-chosen-telemetry = Pas de télémétrie des tours choisis de cette séance.
missing-schedule = Pas de calendrier de cette saison.
missing-standings = Pas de classement de cette saison.
document-broken = Arrivé incomplet : { $what }. Le reste de la page n'est pas touché.
document-unreachable = Pas arrivé : { $what }. Vérifiez la connexion, puis réessayez.
document-result = résultat
document-drivers = liste des pilotes
document-laps = tours
document-stints = relais
document-pit-stops = arrêts
document-qualifying = parties de qualification
document-long-runs = longs relais
document-pace = rythme
document-bests = meilleurs secteurs et vitesses
document-track = tracé
document-telemetry = télémétrie
document-chosen-telemetry = télémétrie des tours choisis
document-schedule = calendrier
document-standings = classement
no-telemetry-of-drivers = Pas de télémétrie des pilotes mis en avant. Choisissez-en d'autres, ou un tour.

won-by = { $winner } a gagné avec { $gap } s sur { $second }.
won-by-laps =
    { NUMBER($laps) ->
        [one] { $winner } a gagné avec { NUMBER($laps) } tour sur { $second }.
       *[other] { $winner } a gagné avec { NUMBER($laps) } tours sur { $second }.
    }
won-from = { $winner } a gagné devant { $second }.
won = { $winner } a gagné.
red-flags =
    { NUMBER($n) ->
        [one] { NUMBER($n) } drapeau rouge
       *[other] { NUMBER($n) } drapeaux rouges
    }
safety-cars =
    { NUMBER($n) ->
        [one] { NUMBER($n) } voiture de sécurité
       *[other] { NUMBER($n) } voitures de sécurité
    }
virtual-safety-cars =
    { NUMBER($n) ->
        [one] { NUMBER($n) } safety car virtuelle
       *[other] { NUMBER($n) } safety cars virtuelles
    }
cars-out =
    { NUMBER($n) ->
        [one] { NUMBER($n) } abandon
       *[other] { NUMBER($n) } abandons
    }
disqualified-count =
    { NUMBER($n) ->
        [one] { NUMBER($n) } disqualifié
       *[other] { NUMBER($n) } disqualifiés
    }
not-started-count =
    { NUMBER($n) ->
        [one] { NUMBER($n) } non partant
       *[other] { NUMBER($n) } non partants
    }
counted = { $list }.
all-finished = Toutes les voitures à l'arrivée.
pole-by = { $winner } a pris la pole avec { $gap } s sur { $second }.
pole = { $winner } a pris la pole.
sprint-pole-by = { $winner } a pris la pole du sprint avec { $gap } s sur { $second }.
sprint-pole = { $winner } a pris la pole du sprint.
fastest-by = { $winner } a été le plus rapide avec { $gap } s sur { $second }.
fastest = { $winner } a été le plus rapide.

fact-fastest-lap = Meilleur tour, { $driver }
fact-fastest-lap-of = Meilleur tour, { $driver }, tour { NUMBER($lap) }
fact-laps = Tours
fact-laps-time = Tours, { $time }
fact-laps-of = Tours sur { NUMBER($laps) }
fact-safety-car = Tours sous voiture de sécurité
fact-stops = Arrêts
fact-pole = Pole, { $driver }
fact-pole-of = Pole, { $driver }, tour { NUMBER($lap) }
fact-best = Meilleur tour, { $driver }
fact-best-of = Meilleur tour, { $driver }, tour { NUMBER($lap) }
fact-all-laps = Tours de toutes les voitures

result = Résultat
result-note-race = Places gagnées ou perdues depuis la grille. Un nom met son pilote en avant dans tous les graphiques.
result-note-qualifying = Une ligne brisée là où des voitures sont sorties après une partie. Un nom met son pilote en avant dans tous les graphiques.
result-note-practice = Un nom met son pilote en avant dans tous les graphiques.
head-position = Pos
head-against-grid = Places par rapport à la grille
head-grid = Gril.
head-laps = Tours
head-stops = Arr.
head-time = Temps
head-best = Meilleur tour
head-points = Pts
head-gap = Écart
head-team = Écurie
head-driver = Pilote
lap-of = tour { NUMBER($lap) }
no-time = sans temps
by-timing = { $place } selon le chronométrage
grid-pit-lane = stands
grid-place = grille { $place }
stops-count =
    { NUMBER($stops) ->
        [one] { NUMBER($stops) } arrêt
       *[other] { NUMBER($stops) } arrêts
    }
best-on-lap = meilleur au tour { NUMBER($lap) }
place-gained = gagne
place-lost = perd
deleted-laps = Tours supprimés
deleted-lap = { $driver }, tour { NUMBER($lap) }
deleted-lap-time = { $driver }, tour { NUMBER($lap) }, { $time }
ending-no-start = non partant
ending-disqualified = disqualifié
ending-out = abandon, tour { NUMBER($lap) }
ending-out-why = abandon, tour { NUMBER($lap) }, { $why }
ending-laps =
    { NUMBER($laps) ->
        [one] +{ NUMBER($laps) } tour
       *[other] +{ NUMBER($laps) } tours
    }
changes-of-result = Changements du résultat
timing-and-official = Chronométrage et résultat officiel
of-driver = { $driver } : { $what }
disagreement = { $timing } selon le chronométrage, { $official } officiellement.
said-nothing = rien
outcome-finished = arrivé
outcome-retired = abandon
outcome-not-started = non partant
outcome-disqualified = disqualifié
outcome-classified = classé
outcome-unknown = inconnu
place-short = P{ NUMBER($place) }
not-classified = non classé
points-count = { $points } points
correction = { $now } (avant { $before })
corrections-of = { $driver } { $changes }
result-changed = Résultat modifié le { $when } : { $what }.

parts-of-page = Parties de cette page
charts-key = Graphiques
keys-told = Touches sur un graphique : "←" "→" tour, "↑" "↓" pilote, "+" "−" "0" zoom, "f" plein écran. Partout : "t" thème, "p" palette.
highlighted-drivers = Pilotes mis en avant
highlighted = En avant
drivers-to-highlight = Pilotes à mettre en avant
choose-drivers = Choisir des pilotes
remove-driver = { $driver } : mis en avant ; appuyer pour retirer
cursor = Curseur
cursor-back = Curseur un tour en arrière
cursor-on = Curseur un tour en avant
cursor-away = Retirer le curseur
cursor-none = Aucun tour
cursor-lap = Tour { NUMBER($lap) }
filter-for-pace = Quels tours comptent pour le rythme
dots = Points
dots-title = Chaque tour comme un point
pace = Rythme
pace-title = Rythme de référence
pace-example = Un tour, comme 1:28.5 ou 88.5
pace-measure = Mesurer
measured-against = Mesuré contre
winners-mean = Rythme moyen du vainqueur
pace-a-lap = { $time } par tour
laps-of-driver = Tours de { $driver }
map-shows = La carte montre
map-speed = Vitesse
map-gear = Rapport
round-by-round = Manche par manche
progress-points = Points
progress-places = Places
compared-laps = Tours comparés
laps-to-compare = Tours à comparer
choose-laps = Choisir des tours
compared-lap = { $driver }, tour { NUMBER($lap) } : comparé ; appuyer pour retirer
lap-of-driver = { $driver }, tour { NUMBER($lap) }
driver-of-laps = Pilote des tours à choisir
tyres = Pneus
tyre-soft = Tendre
tyre-medium = Médium
tyre-hard = Dur
tyre-intermediate = Intermédiaire
tyre-wet = Pluie

link-to-chart = Lien vers ce graphique
tool-link = { $chart } : lien
watch-lap = Voir le tour { NUMBER($lap) }
tool-watch-lap = { $chart } : voir le tour { NUMBER($lap) } dans la rediffusion
picture = Image (PNG)
tool-picture = { $chart } : image
numbers = Chiffres (CSV)
tool-numbers = { $chart } : chiffres
full-screen = Plein écran (f)
tool-full-screen = { $chart } : plein écran
chart-role = graphique
chart-and-summary = { $chart }. { $summary }
chart-table = { $chart }, tableau
chart-in-numbers = { $chart } en chiffres
share-link = Lien
share-frame = Cadre pour votre page
copy = Copier
copied = Copié
selected = Sélectionné
copy-what = { $what } : { $state }
on-gridcast = { $page } sur Gridcast

every-lap = Chaque tour
every-lap-note = Comme le chronométrage les a eus. Un en-tête trie ; les mots filtrent, et tous doivent convenir.
filter = Filtre
filter-example = NOR, 44, stand, sécurité, I
highlighted-only = En avant seulement
laps-scrollable = Tours, à faire défiler
column-lap = Tour
column-time = Temps
column-gap = Écart
column-interval = Intervalle
column-tyre = Pneu
column-age = Âge
column-stint = Relais
column-pit = Stand
column-status = État
column-trap = Radar
column-line = Ligne
title-position = Position à la ligne
title-time = Temps au tour
title-gap = Derrière le leader, s
title-interval = Derrière la voiture de devant, s
title-sector = Secteur { $n }, s
title-compound = Gomme
title-age = Tours sur le train
title-pit = Fini ou commencé aux stands
title-status = État de la piste, et si le tour a été supprimé
title-trap = Radar, { $unit }
title-line = Vitesse à la ligne d'arrivée, { $unit }
pit-in = entrée stand
pit-out = sortie stand
pit-in-out = entrée, sortie
status-red = drapeau rouge
status-safety-car = voiture de sécurité
status-virtual = virtuelle
status-yellow = jaune
status-deleted = supprimé

no-season = Pas de saison { $season }.
look-at-newest = Voir la saison la plus récente
champion = { $first } est champion, avec { $points } points d'avance sur { $second }.
leads = { $first } a { $points } points d'avance sur { $second } après la manche { NUMBER($round) }.
level = { $first } et { $second } sont à égalité de points après la manche { NUMBER($round) }.
constructors-won = { $team } a gagné le championnat des constructeurs.
constructors-lead = { $team } mène chez les constructeurs.
schedule = Calendrier
times-are-yours = Heures de votre fuseau : { $zone }.
browsers-zone = le fuseau du navigateur
no-race-scheduled = Aucune course n'est encore prévue.
head-round = Manche
head-race = Course
head-qualifying = Qualifications
head-start = Départ
first-practice = Premiers essais libres
second-practice = Deuxièmes essais libres
third-practice = Troisièmes essais libres
live-now = en direct
now = maintenant
countdown-days = { NUMBER($days) } j { $clock }
sprint-at = sprint { $when }
qualifying-at = qualifications { $when }
drivers = Pilotes
constructors = Constructeurs
after-round = Après la manche { NUMBER($round) }.
against-round = Par rapport à la manche d'avant
head-wins = Vict.
head-behind = Écart
head-possible = Possible
head-possible-title = Points en gagnant toutes les courses et sprints restants
cannot-win = , ne peut plus gagner
