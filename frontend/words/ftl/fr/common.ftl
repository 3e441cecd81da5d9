### Ce que disent les deux pages.

with-detail = { $word }, { $detail }
list-more = { $list }, { $next }
list-last = { $list } et { $last }

laps-count =
    { NUMBER($laps) ->
        [one] { NUMBER($laps) } tour
       *[other] { NUMBER($laps) } tours
    }
place =
    { NUMBER($place, type: "ordinal") ->
        [one] { NUMBER($place) }er
       *[other] { NUMBER($place) }e
    }
clock-am = { $time } AM
clock-pm = { $time } PM

wind-north = nord
wind-north-east = nord-est
wind-east = est
wind-south-east = sud-est
wind-south = sud
wind-south-west = sud-ouest
wind-west = ouest
wind-north-west = nord-ouest

tyre-soft = tendre
tyre-medium = médium
tyre-hard = dur
tyre-intermediate = intermédiaire
tyre-wet = pluie
tyre-unknown = pneu inconnu

session-race = Course
session-sprint = Sprint
session-qualifying = Qualifications
session-sprint-qualifying = Qualifications sprint
session-practice = Essais libres

theme-light = Thème clair (t)
theme-dark = Thème sombre (t)
settings = Réglages
setting-language = Langue
language-failed = Les textes ne sont pas arrivés ; la page reste telle quelle.
setting-speed = Vitesse
setting-clock = Horloge
setting-temperature = Température
clock-of-24 = 24 heures
clock-of-12 = 12 heures
