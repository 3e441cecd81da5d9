### Was beide Seiten sagen.

with-detail = { $word }, { $detail }
list-more = { $list }, { $next }
list-last = { $list } und { $last }

laps-count =
    { NUMBER($laps) ->
        [one] { NUMBER($laps) } Runde
       *[other] { NUMBER($laps) } Runden
    }
place = { NUMBER($place) }.
clock-am = { $time } AM
clock-pm = { $time } PM

wind-north = Nord
wind-north-east = Nordost
wind-east = Ost
wind-south-east = Südost
wind-south = Süd
wind-south-west = Südwest
wind-west = West
wind-north-west = Nordwest

tyre-soft = Soft
tyre-medium = Medium
tyre-hard = Hard
tyre-intermediate = Intermediate
tyre-wet = Wet
tyre-unknown = Reifen nicht bekannt

session-race = Rennen
session-sprint = Sprint
session-qualifying = Qualifying
session-sprint-qualifying = Sprint-Qualifying
session-practice = Training

theme-light = Helles Design (t)
theme-dark = Dunkles Design (t)
settings = Einstellungen
setting-language = Sprache
language-failed = Die Texte kamen nicht an; die Seite bleibt, wie sie ist.
setting-speed = Tempo
setting-clock = Uhr
setting-temperature = Temperatur
clock-of-24 = 24 Stunden
clock-of-12 = 12 Stunden
