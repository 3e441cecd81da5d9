### Ciò che dicono entrambe le pagine.

with-detail = { $word }, { $detail }
list-more = { $list }, { $next }
list-last = { $list } e { $last }

laps-count =
    { NUMBER($laps) ->
        [one] { NUMBER($laps) } giro
       *[other] { NUMBER($laps) } giri
    }
place = { NUMBER($place) }º
clock-am = { $time } AM
clock-pm = { $time } PM

wind-north = nord
wind-north-east = nord-est
wind-east = est
wind-south-east = sud-est
wind-south = sud
wind-south-west = sud-ovest
wind-west = ovest
wind-north-west = nord-ovest

tyre-soft = soft
tyre-medium = medium
tyre-hard = hard
tyre-intermediate = intermedia
tyre-wet = wet
tyre-unknown = gomma sconosciuta

session-race = Gara
session-sprint = Sprint
session-qualifying = Qualifiche
session-sprint-qualifying = Qualifiche sprint
session-practice = Prove libere

theme-light = Tema chiaro (t)
theme-dark = Tema scuro (t)
settings = Impostazioni
setting-language = Lingua
language-failed = I testi non sono arrivati; la pagina resta com'è.
setting-speed = Velocità
setting-clock = Orologio
setting-temperature = Temperatura
clock-of-24 = 24 ore
clock-of-12 = 12 ore
