### O que os gráficos dizem.

title-tyres = Pneus
title-team-pace = Ritmo das equipes
title-driver-pace = Ritmo dos pilotos
title-lap-chart = Posições volta a volta
title-gap = Diferença para o líder
title-trace = Evolução da corrida
title-lap-times = Tempos de volta
title-parts = Partes da classificação
title-best-laps = Melhores voltas comparadas
title-long-runs = Stints longos
title-sectors = Melhores setores
title-speed-traps = Velocidades máximas
title-pit-stops = Pit stops
title-telemetry = Telemetria
title-dominance = Domínio na pista
title-track-map = Velocidade e marchas na pista
title-driver-standings = Mundial de pilotos
title-constructor-standings = Mundial de construtores
title-driver-contention = O que os pilotos ainda podem alcançar
title-constructor-contention = O que os construtores ainda podem alcançar

lap = Volta
grid = Grid
driver = Piloto
team = Equipe
laps = Voltas
stint = Stint
compound = Composto
first-lap = Primeira volta
last-lap = Última volta
age-at-start = Idade no início
laps-that-count = Voltas que contam
sector = Setor { $n }
sector-seconds = Setor { $n }, s
best-lap = Melhor volta
distance-metres = Distância, m
gear = Marcha

missing-race = A corrida não foi carregada.
missing-laps = Não há voltas desta sessão.
missing-gaps = Não há diferenças desta sessão.
missing-times-at-line = Não há tempos na linha desta sessão.
missing-lap-times = Não há tempos de volta aqui.
missing-counted-laps = Não há voltas que contem: { $filter }.
missing-track-status = Ninguém informa o estado da pista desta sessão, então não se sabe quais voltas são verdes: escolha todas as voltas.
missing-single-laps = As voltas não foram carregadas.
missing-laps-of-stints = As voltas não foram carregadas; estes são só os stints.
missing-tyres = Não há pneus desta sessão.
missing-bests = Não há melhores setores nem velocidades desta sessão.
missing-parts = Não há tempos das partes desta sessão.
missing-long-runs = Ninguém fez cinco voltas seguidas no mesmo ritmo.
missing-speeds = Não há velocidades desta sessão.
missing-pit-stops = Não há pit stops desta sessão.
missing-any-stop = Ninguém parou.
missing-laps-to-compare = Escolha de duas a quatro voltas para comparar.
missing-lap-to-show = Escolha uma volta para vê-la na pista.
missing-telemetry = Não há telemetria destas voltas.
missing-some-telemetry = Nem todas estas voltas têm telemetria.
missing-outline = O traçado deste circuito não é conhecido.
missing-standings = A classificação não foi carregada.
missing-any-standing = Ainda não há classificação.
missing-chosen-driver = Escolha um piloto para ver os stints e quanto os pneus perdem.

filter-all = Todas as voltas
filter-green = Voltas em bandeira verde
filter-dry = Voltas verdes com slicks
filter-wet = Voltas verdes com pneus de chuva
filter-all-within = todas as voltas
filter-green-within = voltas em bandeira verde
filter-dry-within = voltas verdes com slicks
filter-wet-within = voltas verdes com pneus de chuva
whole-lap = Volta inteira

period-safety-car = Safety car
period-virtual = SC virtual
period-red = Bandeira vermelha
period-yellow = Amarela
period-safety-car-short = SC
period-virtual-short = VSC
period-red-short = Verm.
period-yellow-short = A
period-safety-car-within = safety car
period-virtual-within = SC virtual
period-red-within = bandeira vermelha
period-yellow-within = amarela

tyre-unknown = desconhecido
pace-unreadable = Não é um tempo de volta: escreva 1:28.5 ou 88.5.
pace-out-of-range = Uma volta leva de 30 segundos a 10 minutos.

best-laps = Quanto a melhor volta de cada piloto perdeu para a mais rápida, em segundos, setor a setor. À esquerda: ganho. Losango: a melhor; vazado: o segundo carro da equipe.
best-laps-gap = Dif., s
best-laps-tyres = Pneus
best-laps-slower = { $driver }, { $what }: { $seconds } s mais lento que a volta mais rápida, volta { NUMBER($lap) }, { $tyre }
best-laps-quicker = { $driver }, { $what }: { $seconds } s mais rápido que a volta mais rápida, volta { NUMBER($lap) }, { $tyre }
best-laps-equal = { $driver }, { $what }: como a volta mais rápida, volta { NUMBER($lap) }, { $tyre }
sector-within = setor { $n }
lap-within = volta
best-laps-first-two = Mais rápido: { $driver }, { $time }, { $seconds } s à frente de { $second }.
best-laps-first = Mais rápido: { $driver }, { $time }.

bests-sectors = Os três melhores setores de cada piloto, a volta que dariam e a melhor volta de fato. Losango: o melhor; vazado: o segundo carro da equipe.
bests-speeds = As maiores velocidades de cada piloto, { $unit }. Losango: a melhor; vazado: o segundo carro da equipe.
bests-lap-of-it = Na volta
bests-ideal = Volta ideal
bests-ideal-within = volta ideal
bests-best-within = melhor volta
bests-trap = Speed trap
bests-line = Chegada
bests-split-1 = Parcial 1
bests-split-2 = Parcial 2
bests-trap-within = speed trap
bests-line-within = linha de chegada
bests-split-1-within = primeira parcial
bests-split-2-within = segunda parcial
with-unit = { $head }, { $unit }
bests-figure = { $driver }, { $what }: { $figure }
bests-figure-of-lap = { $driver }, { $what }: { $figure }, volta { NUMBER($lap) }
bests-summary-sector = setor { $n } { $driver } { $time }
bests-summary-ideal = volta ideal { $driver } { $time }
bests-summary = Os melhores: { $list }.
bests-fastest = Mais rápido no speed trap: { $driver }, { $speed }, volta { NUMBER($lap) }.

reach-name = Nome
reach-points = Pontos
reach-most = No máximo
reach-best = Melhor posição
reach-worst = Pior posição
reach-drivers = Pontos atuais e, tracejado, o que resta; quem não alcança a linha com a barra não pode mais ganhar o título. { $assumptions }
races-left =
    { NUMBER($races) ->
        [one] { NUMBER($races) } corrida
       *[other] { NUMBER($races) } corridas
    }
sprints-left =
    { NUMBER($sprints) ->
        [one] { NUMBER($sprints) } sprint
       *[other] { NUMBER($sprints) } sprints
    }
reach-assumed-drivers = No máximo 25 por vitória, 8 em sprint; restam { $races } e { $sprints }. Melhor posição: os outros não pontuam mais. Empate em pontos conta como alcançado.
reach-assumed-drivers-fastest = No máximo 25 por vitória, 1 pela volta mais rápida, 8 em sprint; restam { $races } e { $sprints }. Melhor posição: os outros não pontuam mais. Empate em pontos conta como alcançado.
reach-assumed-teams = No máximo 43 por primeiro e segundo, 15 em sprint; restam { $races } e { $sprints }. Melhor posição: os outros não pontuam mais. Empate em pontos conta como alcançado.
reach-assumed-teams-fastest = No máximo 43 por primeiro e segundo, 1 pela volta mais rápida, 15 em sprint; restam { $races } e { $sprints }. Melhor posição: os outros não pontuam mais. Empate em pontos conta como alcançado.
reach-places = de { $best } a { $worst }
reach-row = { $name }: { $points } pontos, no máximo { $most }, { $places }
reach-open = O título ainda está aberto para { $list }.

dominance = A volta em { NUMBER($pieces) } trechos iguais, cada um na cor e no traço de quem leva menos tempo.
dominance-legend = { $name }: { NUMBER($won) } de { NUMBER($pieces) }
dominance-piece = Trecho { NUMBER($piece) }: { $name } mais rápido por { $margin }
dominance-head-piece = Trecho
dominance-head-fastest = Mais rápido
dominance-head-by = Por, s
dominance-won = { $name } em { NUMBER($won) }
dominance-summary = Mais rápido: { $list }.

gap = Segundos na linha atrás de quem lidera; embaixo é mais atrás. Anéis são paradas, cruzes abandonos. As linhas saem abaixo de +{ NUMBER($most) } s.
gap-leads = lidera
gap-lap-leads = { $driver }, volta { NUMBER($lap) }: lidera
gap-lap-behind = { $driver }, volta { NUMBER($lap) }: { $seconds } s atrás de { $leader }
gap-the-leader = quem lidera
gap-led = Voltas na liderança: { $list }.
gap-nearest = Depois da volta { NUMBER($lap) } { $driver } é o mais próximo, { $seconds } s atrás.

lap-chart = Posição na linha. Anéis são paradas, cruzes abandonos, triângulos posições ganhas na pista; um losango é uma punição ou posições perdidas depois da bandeira. Tracejado: o segundo carro da equipe.
lap-chart-why = Por quê
lap-chart-place = { $driver }, volta { NUMBER($lap) }: { $place }
lap-chart-in-pits = nos boxes
lap-chart-passed = passou { $list }
lap-chart-passed-by = passado por { $list }
lap-chart-stopped = parada de { $list }
lap-chart-out = abandono de { $list }
lap-chart-then-out = depois fora
lap-chart-driver-passed = { $driver } passou { $list }
lap-chart-served = { $penalty } cumprida
lap-chart-given = { $driver } { $penalties }
lap-chart-started = { $driver } largou em { $start } e era { $end } depois da volta { NUMBER($lap) }.
lap-chart-was = { $driver } era, depois da volta { NUMBER($first) }, { $start } e foi { $end } depois da volta { NUMBER($lap) }.
lap-chart-won-most =
    { NUMBER($places) ->
        [one] { $driver } ganhou mais: { NUMBER($places) } posição.
       *[other] { $driver } ganhou mais: { NUMBER($places) } posições.
    }

penalty-seconds = punição de { NUMBER($seconds) } s
penalty-time = punição de tempo
penalty-drive-through = drive-through
penalty-stop-and-go = stop-and-go
penalty-stop-and-go-seconds = stop-and-go de { NUMBER($seconds) } s

lap-times = Tempos de volta; as mais lentas saem por cima. Quadrados são voltas anuladas. Sombreado: stints do primeiro escolhido. Retas: quanto um jogo perde, ajustado a { $filter }, com o erro padrão; o combustível não é descontado.
lap-times-loss = Perda, s por volta
lap-times-error = Erro padrão, s por volta
lap-times-lap = { $driver }, volta { NUMBER($lap) }: { $time }, pneu { $tyre }, { $age }
lap-times-deleted-lap = { $driver }, volta { NUMBER($lap) }: { $time }, anulada, pneu { $tyre }, { $age }
laps-old =
    { NUMBER($laps) ->
        [one] { NUMBER($laps) } volta de uso
       *[other] { NUMBER($laps) } voltas de uso
    }
age-unknown = idade desconhecida
lap-times-deleted = { $time } anulada
lap-times-slope = { $slope } ± { $error } s por volta
lap-times-fastest = Volta mais rápida: { $driver }, { $time }, volta { NUMBER($lap) }.
lap-times-fit = { $driver }, stint { NUMBER($stint) }: { $slope } em { $laps }.

long-runs = Cinco voltas ou mais com um jogo no mesmo ritmo: a média, e quanto cada volta demorou mais que a anterior. O combustível ninguém sabe. Losango: o melhor; vazado: o segundo carro da equipe.
long-runs-average = Média
long-runs-change = Variação por volta, s
long-runs-tyres = Pneus
long-runs-from = Da volta
long-runs-to = Até a volta
long-runs-best = Melhor
long-runs-run = { $driver }, voltas { NUMBER($first) } a { NUMBER($last) }, { $tyre }: { $laps }, { $time } em média
long-runs-quickest = Stint longo mais rápido: { $driver }, { $laps }, { $tyre }, { $time } em média.

pace-median = Mediana
pace-first-quartile = Primeiro quartil
pace-third-quartile = Terceiro quartil
pace-low-whisker = Haste inferior
pace-high-whisker = Haste superior
pace-beyond = Voltas além do eixo
pace-row = { $name }: mediana { $median }, metade central de { $low } a { $high }, { $laps }
pace-lap = { $driver }, volta { NUMBER($lap) }, { $time }, { $tyre }
pace-lap-old = { $driver }, volta { NUMBER($lap) }, { $time }, { $tyre }, { $age }
pace-value = volta { NUMBER($lap) } { $time }
pace-value-of = { $driver } volta { NUMBER($lap) } { $time }
pace = { $filter }, sem a primeira nem as de entrada e saída. Caixa: a metade central; barra: mediana; hastes: voltas dentro de 1,5 caixa.
pace-all = { $filter }. Caixa: a metade central; barra: mediana; hastes: voltas dentro de 1,5 caixa.
pace-dots-of-teams = Pontos: voltas, vazados para o segundo carro, +7: tantas além da borda.
pace-dots = Pontos: voltas, +7: tantas além da borda.
pace-behind = { $name } { $seconds } s
pace-first = { $name } { $time }
pace-fastest = Mais rápidos pela mediana: { $list }.
two-sentences = { $first } { $second }

parts = A melhor volta de cada piloto em cada parte. A linha tracejada é o tempo mais lento que bastou para passar. Losango: o melhor da parte; vazado: o segundo carro da equipe.
parts-to-cut-off = Até o corte, s
parts-time = { $driver }, { $part }: { $time }
parts-lap = volta { NUMBER($lap) }
parts-behind = { $seconds } s atrás do melhor
parts-cut-off = o corte
parts-too-slow = { $seconds } s lento demais para passar
parts-within = { $seconds } s dentro do corte
parts-needed-in = { $time } no { $part }
parts-needed = Era preciso para passar: { $list }.

pit-stops = Segundos perdidos em cada parada: voltas de entrada e saída contra a própria mediana verde com esses pneus. Hachurado: atrás do safety car ou sob bandeira vermelha. Tracejado: só se conhece o tempo no pit lane.
pit-stops-cut = Cortadas: mais de { $seconds } s.
pit-stops-stop = Parada
pit-stops-lost = Perdidos, s
pit-stops-lane = No pit lane, s
pit-stops-official = Oficial, s
pit-stops-off = Saíram
pit-stops-on = Entraram
pit-stops-under = Sob
pit-stops-lap = volta { NUMBER($lap) }
pit-stops-of-lap = { $driver }, volta { NUMBER($lap) }
pit-stops-of-lap-lost = { $driver }, volta { NUMBER($lap) }: perdeu { $seconds } s
pit-stops-in-lane = { $seconds } s no pit lane
pit-stops-change = { $on } por { $off }
pit-stops-count =
    { NUMBER($stops) ->
        [one] { NUMBER($stops) } parada.
       *[other] { NUMBER($stops) } paradas.
    }
pit-stops-cheapest = A mais barata em verde: { $driver }, volta { NUMBER($lap) }, { $seconds } s.

standings-round = Etapa
standings-points = Pontos depois de cada etapa. Tracejado: o pior colocado de uma equipe.
standings-places = Posições depois de cada etapa. Tracejado: o pior colocado de uma equipe.
standings-points-after = { $name } depois da etapa { NUMBER($round) }: { $points } pontos
standings-place-after = { $name } depois da etapa { NUMBER($round) }: { $place }
standings-constructor = Construtor
standings-head = Etapa { NUMBER($round) }
place-short = P{ NUMBER($place) }
standings-cell = { $points } ({ $place })
standings-summary =
    { NUMBER($rounds) ->
        [one] Depois de { NUMBER($rounds) } etapa: { $list }.
       *[other] Depois de { NUMBER($rounds) } etapas: { $list }.
    }

telemetry = Por distância a partir da linha. Tempo: segundos atrás da primeira volta; acima é atrás. Tracejados distinguem voltas onde as cores não bastam.
telemetry-turn = Curva
telemetry-speed = Velocidade, { $unit }
telemetry-throttle = Acelerador, %
telemetry-brake = Freio
telemetry-behind = Tempo, s atrás de { $first }
telemetry-head-behind = { $name } atrás de { $first }, s
telemetry-head-time = { $name } tempo, s
telemetry-head-speed = { $name } velocidade, { $unit }
telemetry-head-throttle = { $name } acelerador, %
telemetry-head-brake = { $name } freio
telemetry-head-gear = { $name } marcha
telemetry-head-drs = { $name } DRS
telemetry-open-throttle = acelerador { NUMBER($percent) } %
telemetry-braking = freando
telemetry-braking-throttle = freando, acelerador { NUMBER($percent) } %
telemetry-drs-open = DRS aberto
telemetry-sample = { $name } a { NUMBER($metres) } m: { $speed }, marcha { NUMBER($gear) }, { $pedals }
telemetry-lap = { $name }: { $time }, até { $speed }
telemetry-summary = { $laps }.

trace-winner = a volta média do vencedor, { $time }
trace-winner-without-red = a volta média do vencedor sem bandeiras vermelhas, { $time }
trace-pace = voltas de { $time }
trace-driver = { $driver }, volta a volta
trace = Segundos de vantagem sobre { $reference }; acima é à frente. Anéis são paradas, cruzes abandonos.
trace-stands = Segundos de vantagem sobre { $reference }; acima é à frente. Sob bandeira vermelha a referência leva o tempo do líder. Anéis são paradas, cruzes abandonos.
trace-lap-behind = { $driver }, volta { NUMBER($lap) }: { $seconds } s atrás da referência
trace-lap-ahead = { $driver }, volta { NUMBER($lap) }: { $seconds } s à frente da referência
trace-end = { $driver } { $seconds } s depois da volta { NUMBER($lap) }
trace-summary = Contra { $reference }: { $list }.

track-map-speed-dark = Velocidade de { $name } ao longo da pista: quanto mais larga e clara, maior; números: o mais lento nas curvas e o mais rápido nas retas, { $unit }
track-map-speed-light = Velocidade de { $name } ao longo da pista: quanto mais larga e escura, maior; números: o mais lento nas curvas e o mais rápido nas retas, { $unit }
track-map-gear-dark = Marcha de { $name } ao longo da pista: quanto mais larga e clara, maior; números: marchas
track-map-gear-light = Marcha de { $name } ao longo da pista: quanto mais larga e escura, maior; números: marchas
track-map-plain = { $sentence }.
track-map-turns = { $sentence }; pálido: curvas.
track-map-gear = marcha { NUMBER($gear) }
track-map-sample = { $name } a { NUMBER($metres) } m: { $speed }, marcha { NUMBER($gear) }
track-map-summary =
    { NUMBER($figures) ->
        [one] { $name }: de { $least } a { $most }, { NUMBER($figures) } número.
       *[other] { $name }: de { $least } a { $most }, { NUMBER($figures) } números.
    }

tyres = Jogos de pneus na ordem do resultado; letra e trama são o composto, o número são voltas com o jogo. M+3 é um jogo usado de três voltas, M? um de idade desconhecida.
tyres-set = Jogo
tyres-used = usado
tyres-new = novo
tyres-no-start = não largou
tyres-no-lap = fora antes de completar uma volta
tyres-unknown = nenhuma volta conhecida
tyres-stint = { $driver }, voltas { NUMBER($first) } a { NUMBER($last) }: { $tyre }
tyres-used-old =
    { NUMBER($laps) ->
        [one] usado, { NUMBER($laps) } volta
       *[other] usado, { NUMBER($laps) } voltas
    }
tyres-to-lap = { $tyre } até a volta { NUMBER($lap) }
tyres-winner = { $driver }: { $list }.
tyres-longest = O mais longo: { $driver } com { $laps } com { $tyre }.
