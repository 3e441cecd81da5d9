### Wat beide pagina's zeggen.

with-detail = { $word }, { $detail }
list-more = { $list }, { $next }
list-last = { $list } en { $last }

laps-count =
    { NUMBER($laps) ->
        [one] { NUMBER($laps) } ronde
       *[other] { NUMBER($laps) } ronden
    }
place = { NUMBER($place) }e
clock-am = { $time } a.m.
clock-pm = { $time } p.m.

wind-north = noord
wind-north-east = noordoost
wind-east = oost
wind-south-east = zuidoost
wind-south = zuid
wind-south-west = zuidwest
wind-west = west
wind-north-west = noordwest

tyre-soft = soft
tyre-medium = medium
tyre-hard = hard
tyre-intermediate = intermediate
tyre-wet = wet
tyre-unknown = band onbekend

session-race = Race
session-sprint = Sprint
session-qualifying = Kwalificatie
session-sprint-qualifying = Sprintkwalificatie
session-practice = Vrije training

theme-light = Licht thema (t)
theme-dark = Donker thema (t)
settings = Instellingen
setting-language = Taal
language-failed = De teksten kwamen niet aan; de pagina blijft zoals zij is.
setting-speed = Snelheid
setting-clock = Klok
setting-temperature = Temperatuur
clock-of-24 = 24 uur
clock-of-12 = 12 uur
