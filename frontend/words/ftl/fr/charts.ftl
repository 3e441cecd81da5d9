### Ce que disent les graphiques.

title-tyres = Pneus
title-team-pace = Rythme des écuries
title-driver-pace = Rythme des pilotes
title-lap-chart = Positions tour par tour
title-gap = Écart avec le leader
title-trace = Déroulement de la course
title-lap-times = Temps au tour
title-parts = Parties des qualifications
title-best-laps = Meilleurs tours comparés
title-long-runs = Longs relais
title-sectors = Meilleurs secteurs
title-speed-traps = Vitesses de pointe
title-pit-stops = Arrêts aux stands
title-telemetry = Télémétrie
title-dominance = Domination en piste
title-track-map = Vitesse et rapports sur la piste
title-driver-standings = Championnat des pilotes
title-constructor-standings = Championnat des constructeurs
title-driver-contention = Ce que les pilotes peuvent encore atteindre
title-constructor-contention = Ce que les constructeurs peuvent encore atteindre

lap = Tour
grid = Grille
driver = Pilote
team = Écurie
laps = Tours
stint = Relais
compound = Gomme
first-lap = Premier tour
last-lap = Dernier tour
age-at-start = Âge au départ
laps-that-count = Tours comptés
sector = Secteur { $n }
sector-seconds = Secteur { $n }, s
best-lap = Meilleur tour
distance-metres = Distance, m
gear = Rapport

missing-race = La course n'a pas été chargée.
missing-laps = Il n'y a pas de tours de cette séance.
missing-gaps = Il n'y a pas d'écarts de cette séance.
missing-times-at-line = Il n'y a pas de temps à la ligne de cette séance.
missing-lap-times = Il n'y a pas de temps au tour ici.
missing-counted-laps = Aucun tour ne compte : { $filter }.
missing-track-status = Personne ne donne l'état de la piste de cette séance, donc aucun tour n'est sûrement vert : choisissez tous les tours.
missing-single-laps = Les tours n'ont pas été chargés.
missing-laps-of-stints = Les tours n'ont pas été chargés ; voici les relais seuls.
missing-tyres = Il n'y a pas de pneus de cette séance.
missing-bests = Il n'y a ni meilleurs secteurs ni vitesses de cette séance.
missing-parts = Il n'y a pas de temps des parties de cette séance.
missing-long-runs = Personne n'a fait cinq tours de suite au même rythme.
missing-speeds = Il n'y a pas de vitesses de cette séance.
missing-pit-stops = Il n'y a pas d'arrêts de cette séance.
missing-any-stop = Personne ne s'est arrêté.
missing-laps-to-compare = Choisissez deux à quatre tours à comparer.
missing-lap-to-show = Choisissez un tour pour le voir sur la piste.
missing-telemetry = Il n'y a pas de télémétrie de ces tours.
missing-some-telemetry = Tous ces tours n'ont pas de télémétrie.
missing-outline = Le tracé de ce circuit n'est pas connu.
missing-standings = Le classement n'a pas été chargé.
missing-any-standing = Il n'y a pas encore de classement.
missing-chosen-driver = Choisissez un pilote pour voir ses relais et ce que perdent les pneus.

filter-all = Tous les tours
filter-green = Tours sous drapeau vert
filter-dry = Tours verts en slicks
filter-wet = Tours verts en pneus pluie
filter-all-within = tous les tours
filter-green-within = tours sous drapeau vert
filter-dry-within = tours verts en slicks
filter-wet-within = tours verts en pneus pluie
whole-lap = Tour entier

period-safety-car = Voiture de sécurité
period-virtual = SC virtuelle
period-red = Drapeau rouge
period-yellow = Jaune
period-safety-car-short = SC
period-virtual-short = VSC
period-red-short = Rouge
period-yellow-short = J
period-safety-car-within = voiture de sécurité
period-virtual-within = SC virtuelle
period-red-within = drapeau rouge
period-yellow-within = jaune

tyre-unknown = inconnu
pace-unreadable = Pas un temps au tour : écrivez 1:28.5 ou 88.5.
pace-out-of-range = Un tour dure de 30 secondes à 10 minutes.

best-laps = Ce que le meilleur tour de chaque pilote a perdu sur le plus rapide, en secondes, secteur par secteur. À gauche : gagné. Losange : le meilleur ; creux : la seconde voiture d'une écurie.
best-laps-gap = Écart, s
best-laps-tyres = Pneus
best-laps-slower = { $driver }, { $what } : { $seconds } s de plus que le tour le plus rapide, tour { NUMBER($lap) }, { $tyre }
best-laps-quicker = { $driver }, { $what } : { $seconds } s de moins que le tour le plus rapide, tour { NUMBER($lap) }, { $tyre }
best-laps-equal = { $driver }, { $what } : comme le tour le plus rapide, tour { NUMBER($lap) }, { $tyre }
sector-within = secteur { $n }
lap-within = tour
best-laps-first-two = Le plus rapide : { $driver }, { $time }, { $seconds } s devant { $second }.
best-laps-first = Le plus rapide : { $driver }, { $time }.

bests-sectors = Les trois meilleurs secteurs de chaque pilote, le tour qu'ils feraient et le meilleur tour réel. Losange : le meilleur ; creux : la seconde voiture d'une écurie.
bests-speeds = Les plus hautes vitesses de chaque pilote, { $unit }. Losange : la meilleure ; creux : la seconde voiture d'une écurie.
bests-lap-of-it = Au tour
bests-ideal = Tour idéal
bests-ideal-within = tour idéal
bests-best-within = meilleur tour
bests-trap = Radar
bests-line = Arrivée
bests-split-1 = Inter. 1
bests-split-2 = Inter. 2
bests-trap-within = radar
bests-line-within = ligne d'arrivée
bests-split-1-within = premier intermédiaire
bests-split-2-within = second intermédiaire
with-unit = { $head }, { $unit }
bests-figure = { $driver }, { $what } : { $figure }
bests-figure-of-lap = { $driver }, { $what } : { $figure }, tour { NUMBER($lap) }
bests-summary-sector = secteur { $n } { $driver } { $time }
bests-summary-ideal = tour idéal { $driver } { $time }
bests-summary = Les meilleurs : { $list }.
bests-fastest = Le plus rapide au radar : { $driver }, { $speed }, tour { NUMBER($lap) }.

reach-name = Nom
reach-points = Points
reach-most = Au plus
reach-best = Meilleure place
reach-worst = Pire place
reach-drivers = Points actuels, et en pointillé ce qui reste ; si la barre n'atteint pas la ligne, le titre n'est plus possible. { $assumptions }
races-left =
    { NUMBER($races) ->
        [one] { NUMBER($races) } course
       *[other] { NUMBER($races) } courses
    }
sprints-left =
    { NUMBER($sprints) ->
        [one] { NUMBER($sprints) } sprint
       *[other] { NUMBER($sprints) } sprints
    }
reach-assumed-drivers = Au plus 25 pour une victoire, 8 dans un sprint ; il reste { $races } et { $sprints }. Meilleure place : les autres ne marquent plus. L'égalité de points compte comme atteinte.
reach-assumed-drivers-fastest = Au plus 25 pour une victoire, 1 pour le meilleur tour, 8 dans un sprint ; il reste { $races } et { $sprints }. Meilleure place : les autres ne marquent plus. L'égalité de points compte comme atteinte.
reach-assumed-teams = Au plus 43 pour premier et deuxième, 15 dans un sprint ; il reste { $races } et { $sprints }. Meilleure place : les autres ne marquent plus. L'égalité de points compte comme atteinte.
reach-assumed-teams-fastest = Au plus 43 pour premier et deuxième, 1 pour le meilleur tour, 15 dans un sprint ; il reste { $races } et { $sprints }. Meilleure place : les autres ne marquent plus. L'égalité de points compte comme atteinte.
reach-places = { $best } à { $worst }
reach-row = { $name } : { $points } points, { $most } au plus, { $places }
reach-open = Le titre reste ouvert à { $list }.

dominance = Le tour en { NUMBER($pieces) } morceaux égaux, chacun de la couleur et du trait de qui y met le moins de temps.
dominance-legend = { $name } : { NUMBER($won) } sur { NUMBER($pieces) }
dominance-piece = Morceau { NUMBER($piece) } : { $name } plus rapide de { $margin }
dominance-head-piece = Morceau
dominance-head-fastest = Plus rapide
dominance-head-by = De, s
dominance-won = { $name } dans { NUMBER($won) }
dominance-summary = Plus rapide : { $list }.

gap = Secondes à la ligne derrière le leader ; en bas, c'est derrière. Anneaux : arrêts ; croix : abandons. Les lignes sortent sous +{ NUMBER($most) } s.
gap-leads = en tête
gap-lap-leads = { $driver }, tour { NUMBER($lap) } : en tête
gap-lap-behind = { $driver }, tour { NUMBER($lap) } : { $seconds } s derrière { $leader }
gap-the-leader = le leader
gap-led = Tours en tête : { $list }.
gap-nearest = Après le tour { NUMBER($lap) }, { $driver } est le plus proche, à { $seconds } s.

lap-chart = Position à la ligne. Anneaux : arrêts ; croix : abandons ; triangles : places gagnées en piste ; un losange est une pénalité, ou des places perdues après le drapeau. En tirets : la seconde voiture d'une écurie.
lap-chart-why = Pourquoi
lap-chart-place = { $driver }, tour { NUMBER($lap) } : { $place }
lap-chart-in-pits = aux stands
lap-chart-passed = a passé { $list }
lap-chart-passed-by = passé par { $list }
lap-chart-stopped = arrêt de { $list }
lap-chart-out = abandon de { $list }
lap-chart-then-out = puis abandon
lap-chart-driver-passed = { $driver } a passé { $list }
lap-chart-served = { $penalty } purgée
lap-chart-given = { $driver } { $penalties }
lap-chart-started = { $driver } est parti { $start } et était { $end } après le tour { NUMBER($lap) }.
lap-chart-was = { $driver } était, après le tour { NUMBER($first) }, { $start } et { $end } après le tour { NUMBER($lap) }.
lap-chart-won-most =
    { NUMBER($places) ->
        [one] { $driver } a gagné le plus : { NUMBER($places) } place.
       *[other] { $driver } a gagné le plus : { NUMBER($places) } places.
    }

penalty-seconds = pénalité de { NUMBER($seconds) } s
penalty-time = pénalité de temps
penalty-drive-through = drive-through
penalty-stop-and-go = stop-and-go
penalty-stop-and-go-seconds = stop-and-go de { NUMBER($seconds) } s

lap-times = Temps au tour ; les plus lents sortent en haut. Carrés : tours supprimés. Ombré : relais du premier choisi. Droites : ce que perd un train, ajusté à { $filter }, avec son erreur type ; le carburant n'est pas retiré.
lap-times-loss = Perte, s par tour
lap-times-error = Erreur type, s par tour
lap-times-lap = { $driver }, tour { NUMBER($lap) } : { $time }, pneu { $tyre }, { $age }
lap-times-deleted-lap = { $driver }, tour { NUMBER($lap) } : { $time }, supprimé, pneu { $tyre }, { $age }
laps-old =
    { NUMBER($laps) ->
        [one] usé de { NUMBER($laps) } tour
       *[other] usé de { NUMBER($laps) } tours
    }
age-unknown = âge inconnu
lap-times-deleted = { $time } supprimé
lap-times-slope = { $slope } ± { $error } s par tour
lap-times-fastest = Meilleur tour : { $driver }, { $time }, tour { NUMBER($lap) }.
lap-times-fit = { $driver }, relais { NUMBER($stint) } : { $slope } sur { $laps }.

long-runs = Cinq tours et plus sur un train à un même rythme : la moyenne, et ce que chaque tour a pris de plus que le précédent. Le carburant, nul ne le sait. Losange : le meilleur ; creux : la seconde voiture d'une écurie.
long-runs-average = Moyenne
long-runs-change = Évolution par tour, s
long-runs-tyres = Pneus
long-runs-from = Du tour
long-runs-to = Au tour
long-runs-best = Meilleur
long-runs-run = { $driver }, tours { NUMBER($first) } à { NUMBER($last) }, { $tyre } : { $laps }, { $time } en moyenne
long-runs-quickest = Long relais le plus rapide : { $driver }, { $laps }, { $tyre }, { $time } en moyenne.

pace-median = Médiane
pace-first-quartile = Premier quartile
pace-third-quartile = Troisième quartile
pace-low-whisker = Moustache basse
pace-high-whisker = Moustache haute
pace-beyond = Tours hors de l'axe
pace-row = { $name } : médiane { $median }, moitié centrale de { $low } à { $high }, { $laps }
pace-lap = { $driver }, tour { NUMBER($lap) }, { $time }, { $tyre }
pace-lap-old = { $driver }, tour { NUMBER($lap) }, { $time }, { $tyre }, { $age }
pace-value = tour { NUMBER($lap) } { $time }
pace-value-of = { $driver } tour { NUMBER($lap) } { $time }
pace = { $filter }, sans le premier ni ceux d'entrée et de sortie. Boîte : la moitié centrale ; barre : médiane ; moustaches : tours à moins de 1,5 boîte.
pace-all = { $filter }. Boîte : la moitié centrale ; barre : médiane ; moustaches : tours à moins de 1,5 boîte.
pace-dots-of-teams = Points : tours, creux pour la seconde voiture, +7 : autant hors du bord.
pace-dots = Points : tours, +7 : autant hors du bord.
pace-behind = { $name } { $seconds } s
pace-first = { $name } { $time }
pace-fastest = Les plus rapides à la médiane : { $list }.
two-sentences = { $first } { $second }

parts = Le meilleur tour de chaque pilote dans chaque partie. La ligne brisée est le temps le plus lent qui a suffi pour passer. Losange : le meilleur de la partie ; creux : la seconde voiture d'une écurie.
parts-to-cut-off = À la limite, s
parts-time = { $driver }, { $part } : { $time }
parts-lap = tour { NUMBER($lap) }
parts-behind = à { $seconds } s du meilleur
parts-cut-off = la limite
parts-too-slow = { $seconds } s de trop pour passer
parts-within = { $seconds } s sous la limite
parts-needed-in = { $time } en { $part }
parts-needed = Il fallait pour passer : { $list }.

pit-stops = Secondes perdues à chaque arrêt : tours d'entrée et de sortie contre la médiane verte du pilote avec ces pneus. Hachuré : derrière la voiture de sécurité ou sous drapeau rouge. En tirets : seul le temps dans la voie est connu.
pit-stops-cut = Coupés : plus de { $seconds } s.
pit-stops-stop = Arrêt
pit-stops-lost = Perdues, s
pit-stops-lane = Dans la voie, s
pit-stops-official = Officiel, s
pit-stops-off = Ôtés
pit-stops-on = Mis
pit-stops-under = Sous
pit-stops-lap = tour { NUMBER($lap) }
pit-stops-of-lap = { $driver }, tour { NUMBER($lap) }
pit-stops-of-lap-lost = { $driver }, tour { NUMBER($lap) } : { $seconds } s perdues
pit-stops-in-lane = { $seconds } s dans la voie des stands
pit-stops-change = { $on } pour { $off }
pit-stops-count =
    { NUMBER($stops) ->
        [one] { NUMBER($stops) } arrêt.
       *[other] { NUMBER($stops) } arrêts.
    }
pit-stops-cheapest = Le moins cher sous vert : { $driver }, tour { NUMBER($lap) }, { $seconds } s.

standings-round = Manche
standings-points = Points après chaque manche. En tirets : le moins bien classé d'une écurie.
standings-places = Places après chaque manche. En tirets : le moins bien classé d'une écurie.
standings-points-after = { $name } après la manche { NUMBER($round) } : { $points } points
standings-place-after = { $name } après la manche { NUMBER($round) } : { $place }
standings-constructor = Constructeur
standings-head = Manche { NUMBER($round) }
place-short = P{ NUMBER($place) }
standings-cell = { $points } ({ $place })
standings-summary =
    { NUMBER($rounds) ->
        [one] Après { NUMBER($rounds) } manche : { $list }.
       *[other] Après { NUMBER($rounds) } manches : { $list }.
    }

telemetry = Selon la distance depuis la ligne. Temps : secondes derrière le premier tour ; en haut, c'est derrière. Les tirets distinguent les tours là où les couleurs ne suffisent pas.
telemetry-turn = Virage
telemetry-speed = Vitesse, { $unit }
telemetry-throttle = Gaz, %
telemetry-brake = Frein
telemetry-behind = Temps, s derrière { $first }
telemetry-head-behind = { $name } derrière { $first }, s
telemetry-head-time = { $name } temps, s
telemetry-head-speed = { $name } vitesse, { $unit }
telemetry-head-throttle = { $name } gaz, %
telemetry-head-brake = { $name } frein
telemetry-head-gear = { $name } rapport
telemetry-head-drs = { $name } DRS
telemetry-open-throttle = gaz { NUMBER($percent) } %
telemetry-braking = au freinage
telemetry-braking-throttle = au freinage, gaz { NUMBER($percent) } %
telemetry-drs-open = DRS ouvert
telemetry-sample = { $name } à { NUMBER($metres) } m : { $speed }, rapport { NUMBER($gear) }, { $pedals }
telemetry-lap = { $name } : { $time }, jusqu'à { $speed }
telemetry-summary = { $laps }.

trace-winner = tour moyen du vainqueur, { $time }
trace-winner-without-red = tour moyen du vainqueur sans drapeaux rouges, { $time }
trace-pace = tours de { $time }
trace-driver = { $driver }, tour par tour
trace = Secondes d'avance sur { $reference } ; en haut, c'est devant. Anneaux : arrêts ; croix : abandons.
trace-stands = Secondes d'avance sur { $reference } ; en haut, c'est devant. Sous drapeau rouge, la référence prend autant que le leader. Anneaux : arrêts ; croix : abandons.
trace-lap-behind = { $driver }, tour { NUMBER($lap) } : { $seconds } s derrière la référence
trace-lap-ahead = { $driver }, tour { NUMBER($lap) } : { $seconds } s devant la référence
trace-end = { $driver } { $seconds } s après le tour { NUMBER($lap) }
trace-summary = Face à { $reference } : { $list }.

track-map-speed-dark = Vitesse de { $name } le long de la piste : plus c'est large et clair, plus elle est haute ; chiffres : le plus lent en virage et le plus rapide en ligne droite, { $unit }
track-map-speed-light = Vitesse de { $name } le long de la piste : plus c'est large et sombre, plus elle est haute ; chiffres : le plus lent en virage et le plus rapide en ligne droite, { $unit }
track-map-gear-dark = Rapport de { $name } le long de la piste : plus c'est large et clair, plus il est haut ; chiffres : rapports
track-map-gear-light = Rapport de { $name } le long de la piste : plus c'est large et sombre, plus il est haut ; chiffres : rapports
track-map-plain = { $sentence }.
track-map-turns = { $sentence } ; pâle : virages.
track-map-gear = rapport { NUMBER($gear) }
track-map-sample = { $name } à { NUMBER($metres) } m : { $speed }, rapport { NUMBER($gear) }
track-map-summary =
    { NUMBER($figures) ->
        [one] { $name } : de { $least } à { $most }, { NUMBER($figures) } chiffre.
       *[other] { $name } : de { $least } à { $most }, { NUMBER($figures) } chiffres.
    }

tyres = Trains de pneus dans l'ordre du résultat ; lettre et motif sont la gomme, le nombre les tours sur le train. M+3 est un train usé de trois tours, M? un d'âge inconnu.
tyres-set = Train
tyres-used = usé
tyres-new = neuf
tyres-no-start = non partant
tyres-no-lap = abandon avant un tour complet
tyres-unknown = aucun tour connu
tyres-stint = { $driver }, tours { NUMBER($first) } à { NUMBER($last) } : { $tyre }
tyres-used-old =
    { NUMBER($laps) ->
        [one] usé de { NUMBER($laps) } tour
       *[other] usé de { NUMBER($laps) } tours
    }
tyres-to-lap = { $tyre } jusqu'au tour { NUMBER($lap) }
tyres-winner = { $driver } : { $list }.
tyres-longest = Le plus long : { $driver } avec { $laps } en { $tyre }.
