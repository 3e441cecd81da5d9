### O que as duas páginas dizem.

with-detail = { $word }, { $detail }
list-more = { $list }, { $next }
list-last = { $list } e { $last }

laps-count =
    { NUMBER($laps) ->
        [one] { NUMBER($laps) } volta
       *[other] { NUMBER($laps) } voltas
    }
place = { NUMBER($place) }º
clock-am = { $time } AM
clock-pm = { $time } PM

wind-north = norte
wind-north-east = nordeste
wind-east = leste
wind-south-east = sudeste
wind-south = sul
wind-south-west = sudoeste
wind-west = oeste
wind-north-west = noroeste

tyre-soft = macio
tyre-medium = médio
tyre-hard = duro
tyre-intermediate = intermediário
tyre-wet = chuva
tyre-unknown = pneu desconhecido

session-race = Corrida
session-sprint = Sprint
session-qualifying = Classificação
session-sprint-qualifying = Classificação sprint
session-practice = Treino livre

theme-light = Tema claro (t)
theme-dark = Tema escuro (t)
settings = Ajustes
setting-language = Idioma
language-failed = Os textos não chegaram; a página fica como está.
setting-speed = Velocidade
setting-clock = Relógio
setting-temperature = Temperatura
clock-of-24 = 24 horas
clock-of-12 = 12 horas
