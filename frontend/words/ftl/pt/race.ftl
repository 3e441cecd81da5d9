### O que a página depois da corrida diz.

skip = Ir para o conteúdo
no-page = Esta página não existe
no-page-words = As páginas têm nomes como /race/2025/1, /race/2025/1/qualifying e /season/2025.
pages = Páginas
main-navigation = Principal
go-live = Ao vivo
go-race = Corrida
go-season = Temporada
newest-race = Última corrida
unofficial = Não oficial. Sem ligação com a Fórmula 1.
after-the-race = Depois da corrida
no-race-yet = Ainda sem corridas. Elas aparecem aqui depois de disputadas.
list-broken = A lista de corridas chegou incompleta. Recarregue a página.
list-unreachable = A lista de corridas não chegou. Verifique a conexão e recarregue a página.
palette-key = Cores para daltônicos (p)
window-title = { $page } · Gridcast

races = Corridas
race-of-list = Corrida:
choose-race = Escolher uma corrida
race-here = { $season }, etapa { $round }
race-here-extra = { $season }, corrida extra
season-of = Temporada { $season }
no-race-in-list = Ainda sem corridas.
schedule-and-standings = Calendário e classificação
race-extra = extra
race-simulated = simulada
nothing-yet = , nada ainda

practice-1 = Treino livre 1
practice-2 = Treino livre 2
practice-3 = Treino livre 3
sprint-qualifying-within = classificação sprint
sprint-within = sprint
qualifying-within = classificação
practice-1-within = treino livre 1
practice-2-within = treino livre 2
practice-3-within = treino livre 3
none-race = Sem corrida { $season }, etapa { $round }.
none-sprint = Sem sprint { $season }, etapa { $round }.
none-qualifying = Sem classificação { $season }, etapa { $round }.
none-sprint-qualifying = Sem classificação sprint { $season }, etapa { $round }.
none-practice = Sem treino livre { $n } { $season }, etapa { $round }.
choose-another = Escolha outra corrida acima, ou veja { $season }.
round-of-season = Etapa { $round }
sessions-of-weekend = Sessões deste fim de semana
held-back-none = Retida: { $reason }. Será mostrada quando isso for corrigido.
held-back-old = Retida: { $reason }. O que se vê foi publicado antes.
simulated-notice = Simulada: esta corrida foi feita pelo simulador.
some-unreachable = Alguns dados não chegaram. O que chegou está à vista.
try-again = Tentar de novo

missing-result = Sem resultado desta sessão.
missing-drivers = Sem lista de pilotos desta sessão.
missing-laps = Sem voltas desta sessão.
missing-stints = Sem stints desta sessão.
missing-pit-stops = Sem pit stops desta sessão.
missing-qualifying = Sem partes da classificação desta sessão.
missing-long-runs = Sem stints longos desta sessão.
missing-pace = Sem ritmo desta sessão.
missing-bests = Sem melhores setores e velocidades desta sessão.
missing-track = Sem traçado desta sessão.
missing-telemetry = Sem telemetria desta sessão.
missing-chosen-telemetry = Sem telemetria das voltas escolhidas desta sessão.
missing-schedule = Sem calendário desta temporada.
missing-standings = Sem classificação desta temporada.
document-broken = Chegou incompleto: { $what }. O resto da página não é afetado.
document-unreachable = Não chegou: { $what }. Verifique a conexão e tente de novo.
document-result = resultado
document-drivers = lista de pilotos
document-laps = voltas
document-stints = stints
document-pit-stops = pit stops
document-qualifying = partes da classificação
document-long-runs = stints longos
document-pace = ritmo
document-bests = melhores setores e velocidades
document-track = traçado
document-telemetry = telemetria
document-chosen-telemetry = telemetria das voltas escolhidas
document-schedule = calendário
document-standings = classificação
no-telemetry-of-drivers = Sem telemetria dos pilotos destacados. Escolha outros, ou uma volta.

won-by = { $winner } venceu por { $gap } s sobre { $second }.
won-by-laps =
    { NUMBER($laps) ->
        [one] { $winner } venceu por { NUMBER($laps) } volta sobre { $second }.
       *[other] { $winner } venceu por { NUMBER($laps) } voltas sobre { $second }.
    }
won-from = { $winner } venceu à frente de { $second }.
won = { $winner } venceu.
red-flags =
    { NUMBER($n) ->
        [one] { NUMBER($n) } bandeira vermelha
       *[other] { NUMBER($n) } bandeiras vermelhas
    }
safety-cars =
    { NUMBER($n) ->
        [one] { NUMBER($n) } safety car
       *[other] { NUMBER($n) } safety cars
    }
virtual-safety-cars =
    { NUMBER($n) ->
        [one] { NUMBER($n) } safety car virtual
       *[other] { NUMBER($n) } safety cars virtuais
    }
cars-out =
    { NUMBER($n) ->
        [one] { NUMBER($n) } abandono
       *[other] { NUMBER($n) } abandonos
    }
disqualified-count =
    { NUMBER($n) ->
        [one] { NUMBER($n) } desclassificado
       *[other] { NUMBER($n) } desclassificados
    }
not-started-count =
    { NUMBER($n) ->
        [one] { NUMBER($n) } não largou
       *[other] { NUMBER($n) } não largaram
    }
counted = { $list }.
all-finished = Todos os carros terminaram.
pole-by = { $winner } fez a pole por { $gap } s sobre { $second }.
pole = { $winner } fez a pole.
sprint-pole-by = { $winner } fez a pole da sprint por { $gap } s sobre { $second }.
sprint-pole = { $winner } fez a pole da sprint.
fastest-by = { $winner } foi o mais rápido por { $gap } s sobre { $second }.
fastest = { $winner } foi o mais rápido.

fact-fastest-lap = Volta mais rápida, { $driver }
fact-fastest-lap-of = Volta mais rápida, { $driver }, volta { NUMBER($lap) }
fact-laps = Voltas
fact-laps-time = Voltas, { $time }
fact-laps-of = Voltas de { NUMBER($laps) }
fact-safety-car = Voltas com safety car
fact-stops = Paradas
fact-pole = Pole, { $driver }
fact-pole-of = Pole, { $driver }, volta { NUMBER($lap) }
fact-best = Melhor volta, { $driver }
fact-best-of = Melhor volta, { $driver }, volta { NUMBER($lap) }
fact-all-laps = Voltas de todos os carros

result = Resultado
result-note-race = Posições ganhas ou perdidas desde o grid. Um nome destaca seu piloto em todos os gráficos.
result-note-qualifying = Uma linha tracejada onde os carros ficaram fora depois de uma parte. Um nome destaca seu piloto em todos os gráficos.
result-note-practice = Um nome destaca seu piloto em todos os gráficos.
head-position = Pos
head-against-grid = Posições em relação ao grid
head-grid = Grid
head-laps = Voltas
head-stops = Par.
head-time = Tempo
head-best = Melhor volta
head-points = Pts
head-gap = Dif.
head-team = Equipe
head-driver = Piloto
lap-of = volta { NUMBER($lap) }
no-time = sem tempo
by-timing = { $place } pela cronometragem
grid-pit-lane = pit lane
grid-place = grid { $place }
stops-count =
    { NUMBER($stops) ->
        [one] { NUMBER($stops) } parada
       *[other] { NUMBER($stops) } paradas
    }
best-on-lap = melhor na volta { NUMBER($lap) }
place-gained = ganha
place-lost = perde
deleted-laps = Voltas anuladas
deleted-lap = { $driver }, volta { NUMBER($lap) }
deleted-lap-time = { $driver }, volta { NUMBER($lap) }, { $time }
ending-no-start = não largou
ending-disqualified = desclassificado
ending-out = fora, volta { NUMBER($lap) }
ending-out-why = fora, volta { NUMBER($lap) }, { $why }
ending-laps =
    { NUMBER($laps) ->
        [one] +{ NUMBER($laps) } volta
       *[other] +{ NUMBER($laps) } voltas
    }
changes-of-result = Mudanças no resultado
timing-and-official = Cronometragem e resultado oficial
of-driver = { $driver }: { $what }
disagreement = { $timing } pela cronometragem, { $official } oficialmente.
said-nothing = nada
outcome-finished = terminou
outcome-retired = abandonou
outcome-not-started = não largou
outcome-disqualified = desclassificado
outcome-classified = classificado
outcome-unknown = desconhecido
place-short = P{ NUMBER($place) }
not-classified = não classificado
points-count = { $points } pontos
correction = { $now } (antes { $before })
corrections-of = { $driver } { $changes }
result-changed = Resultado mudado em { $when }: { $what }.

parts-of-page = Partes desta página
charts-key = Gráficos
keys-told = Teclas num gráfico: "←" "→" volta, "↑" "↓" piloto, "+" "−" "0" zoom, "f" tela cheia. Em todo lugar: "t" tema, "p" paleta.
highlighted-drivers = Pilotos destacados
highlighted = Destacados
drivers-to-highlight = Pilotos a destacar
choose-drivers = Escolher pilotos
remove-driver = { $driver }: destacado; pressione para remover
cursor = Cursor
cursor-back = Cursor uma volta atrás
cursor-on = Cursor uma volta à frente
cursor-away = Tirar o cursor
cursor-none = Sem volta
cursor-lap = Volta { NUMBER($lap) }
filter-for-pace = Que voltas contam para o ritmo
dots = Pontos
dots-title = Cada volta como um ponto
pace = Ritmo
pace-title = Ritmo de comparação
pace-example = Uma volta, como 1:28.5 ou 88.5
pace-measure = Medir
measured-against = Comparado com
winners-mean = Ritmo médio do vencedor
pace-a-lap = { $time } por volta
laps-of-driver = Voltas de { $driver }
map-shows = O mapa mostra
map-speed = Velocidade
map-gear = Marcha
round-by-round = Etapa por etapa
progress-points = Pontos
progress-places = Posições
compared-laps = Voltas comparadas
laps-to-compare = Voltas a comparar
choose-laps = Escolher voltas
compared-lap = { $driver }, volta { NUMBER($lap) }: comparada; pressione para remover
lap-of-driver = { $driver }, volta { NUMBER($lap) }
driver-of-laps = Piloto das voltas a escolher
tyres = Pneus
tyre-soft = Macio
tyre-medium = Médio
tyre-hard = Duro
tyre-intermediate = Intermediário
tyre-wet = Chuva

link-to-chart = Link para este gráfico
tool-link = { $chart }: link
watch-lap = Ver a volta { NUMBER($lap) }
tool-watch-lap = { $chart }: ver a volta { NUMBER($lap) } na repetição
picture = Imagem (PNG)
tool-picture = { $chart }: imagem
numbers = Números (CSV)
tool-numbers = { $chart }: números
full-screen = Tela cheia (f)
tool-full-screen = { $chart }: tela cheia
chart-role = gráfico
chart-and-summary = { $chart }. { $summary }
chart-table = { $chart }, tabela
chart-in-numbers = { $chart } em números
share-link = Link
share-frame = Quadro para sua página
copy = Copiar
copied = Copiado
selected = Selecionado
copy-what = { $what }: { $state }
on-gridcast = { $page } no Gridcast

every-lap = Cada volta
every-lap-note = Como a cronometragem as teve. Um cabeçalho ordena; palavras filtram, e todas devem servir.
filter = Filtro
filter-example = NOR, 44, box, safety, I
highlighted-only = Só destacados
laps-scrollable = Voltas, rolável
column-lap = Volta
column-time = Tempo
column-gap = Dif.
column-interval = Intervalo
column-tyre = Pneu
column-age = Idade
column-stint = Stint
column-pit = Box
column-status = Estado
column-trap = Trap
column-line = Linha
title-position = Posição na linha
title-time = Tempo de volta
title-gap = Atrás do líder, s
title-interval = Atrás do carro à frente, s
title-sector = Setor { $n }, s
title-compound = Composto
title-age = Voltas com o jogo
title-pit = Terminou ou começou nos boxes
title-status = Estado da pista, e se a volta foi anulada
title-trap = Speed trap, { $unit }
title-line = Velocidade na linha de chegada, { $unit }
pit-in = entrada no box
pit-out = saída do box
pit-in-out = entrada e saída
status-red = bandeira vermelha
status-safety-car = safety car
status-virtual = virtual
status-yellow = amarela
status-deleted = anulada

no-season = Sem temporada { $season }.
look-at-newest = Veja a temporada mais recente
champion = { $first } é campeão, com { $points } pontos sobre { $second }.
leads = { $first } tem { $points } pontos sobre { $second } depois da etapa { NUMBER($round) }.
level = { $first } e { $second } estão empatados em pontos depois da etapa { NUMBER($round) }.
constructors-won = { $team } venceu o mundial de construtores.
constructors-lead = { $team } lidera entre os construtores.
schedule = Calendário
times-are-yours = Horários no seu fuso: { $zone }.
browsers-zone = o fuso do navegador
no-race-scheduled = Nenhuma corrida marcada ainda.
head-round = Etapa
head-race = Corrida
head-qualifying = Classificação
head-start = Largada
first-practice = Primeiro treino livre
second-practice = Segundo treino livre
third-practice = Terceiro treino livre
live-now = agora ao vivo
now = agora
countdown-days = { NUMBER($days) } d { $clock }
sprint-at = sprint { $when }
qualifying-at = classificação { $when }
drivers = Pilotos
constructors = Construtores
after-round = Depois da etapa { NUMBER($round) }.
against-round = Em relação à etapa anterior
head-wins = Vit.
head-behind = Dif.
head-possible = Possível
head-possible-title = Pontos vencendo todas as corridas e sprints que restam
cannot-win = , não pode mais vencer
