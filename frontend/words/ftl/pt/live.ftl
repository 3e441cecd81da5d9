### O que a página ao vivo diz. Curto, simples, no presente.

## A bandeira

flag-clear = Pista livre
flag-yellow = Bandeira amarela
flag-double-yellow = Amarela dupla
flag-safety-car = Safety car
flag-virtual = Safety car virtual
flag-red = Bandeira vermelha
flag-finished = Encerrada
flag-ending = terminando
flag-sector = setor { $sector }
flag-sectors = setores { $sectors }
flag-stopped = { $driver } parado
flag-out = { $driver } fora

## O cabeçalho

live-race = Corrida ao vivo
lap-grid = Grid
lap-now = Volta { NUMBER($lap) }
lap-of = de { NUMBER($laps) }
phase-stopped = interrompida
phase-not-begun = não iniciada
phase-left = restantes
phase-finished = encerrada
clock-at-track = na pista
air-and-track = ar, pista
wind-with-rain = { $wind }, chuva
past-races = Corridas passadas
facts-turns =
    { NUMBER($turns) ->
        [one] { NUMBER($turns) } curva
       *[other] { NUMBER($turns) } curvas
    }
skip-to-board = Ir para a classificação

## O indicador da conexão

pill-offline = Sem conexão
pill-reconnecting = Reconectando
pill-connecting = Conectando
pill-connected = Conectado
pill-no-race = Ainda sem corrida
pill-source-away = Fonte ausente
pill-ended = Terminou
pill-incomplete = Incompleto
pill-stalled = Parado
pill-no-stream = Sem transmissão
pill-positions-stopped = Posições paradas
pill-no-positions = Sem posições
pill-positions-doubtful = Posições duvidosas
pill-simulated = Simulada
pill-live = Ao vivo
pill-replay = Replay
pill-behind = { NUMBER($seconds) } s de atraso
pill-in-seconds = em { NUMBER($seconds) } s
pill-now = agora
pill-restarts = o gateway reinicia
pill-waiting = esperando dados
pill-silent = sem dados há { NUMBER($seconds) } s
pill-catching-up = recuperando
pill-by-files = por arquivos, { NUMBER($seconds) } s de atraso
pill-board-live = há { NUMBER($seconds) } s, tabela ainda ao vivo
pill-board-still-live = tabela ainda ao vivo
pill-at-pace = a { $pace }×
pill-not-real = não é uma corrida real
pill-live-behind = { NUMBER($seconds, minimumFractionDigits: 1) } s de atraso
pill-last-data = últimos dados { $clock }
pill-missing = falta: { $what }
missing-cars = carros
missing-laps = voltas
missing-session = sessão
missing-timing = cronometragem
missing-race-control = direção de prova
missing-weather = tempo
doubt-repeated = repetidas
doubt-leaping = saltam
doubt-standing = um carro parado em velocidade
doubt-swapped = dois carros trocados

## O mapa

map = Mapa da pista
map-empty = Mapa da pista, ainda sem carros
map-described =
    { NUMBER($cars) ->
        [one] Mapa da pista, { $lap }, { NUMBER($cars) } carro, na frente { $first }
       *[other] Mapa da pista, { $lap }, { NUMBER($cars) } carros, na frente { $first }
    }
map-whole = Pista inteira
zoom-in = Aproximar (+)
zoom-out = Afastar (−)
map-silent = Posições paradas, sem dados há { NUMBER($seconds) } s
map-lost = Posições paradas, fica o que foi visto por último
map-no-positions = Não chegam posições; ordem, diferenças e voltas continuam
map-no-cars = A fonte não dá dados dos carros nem posições; ordem, diferenças e voltas continuam
map-no-token = Sem dados dos carros nem posições: a fonte não tem token de assinante; ordem, diferenças e voltas continuam
map-token-refused = Sem dados dos carros nem posições: o token da fonte é recusado; ordem, diferenças e voltas continuam
map-token-ended = Sem dados dos carros nem posições: o token da fonte expirou; ordem, diferenças e voltas continuam
map-lacking = A fonte não dá: { $what }
map-stopped = Posições paradas há { NUMBER($seconds) } s; velocidades e tabela continuam
map-repeated = As posições se repetem ({ $who }); velocidades e tabela continuam
map-leaping = As posições saltam ({ $who }); velocidades e tabela continuam
map-standing = Posições paradas em velocidade ({ $who }); a tabela continua
map-swapped = Posições trocadas ({ $who }); a tabela continua
map-no-outline = Ainda sem traçado: os carros o desenham ao passar
cars-count =
    { NUMBER($cars) ->
        [one] { NUMBER($cars) } carro
       *[other] { NUMBER($cars) } carros
    }

## O que acabou de acontecer

events = O que acabou de acontecer
events-none = Nada ainda. Bandeiras, ultrapassagens e voltas rápidas aparecem aqui.
event-lap = volta { NUMBER($lap) }
event-listen = Ouvir
event-team-radio = Rádio da equipe, { $driver }
event-a-car = Um carro
event-safety-car = Safety car na pista
event-virtual = Safety car virtual acionado
event-virtual-ending = Safety car virtual terminando
event-chequered = Bandeira quadriculada
event-track-unknown = Estado da pista desconhecido
event-pass = { $driver } passa { $other } e é { NUMBER($place) }º
event-fastest-lap = { $driver } volta mais rápida, { $time }
event-pit = { $driver } nos boxes
event-out = { $driver } abandona
event-finish = { $driver } termina em { NUMBER($place) }º

## A direção de prova

said-blue-flag = Bandeira azul para { $driver }
said-double-yellow = Amarela dupla, setor { $sector }
said-yellow = Amarela, setor { $sector }
said-clear = Livre no setor { $sector }
said-deleted = { $driver } perde { $time }, limites de pista na curva { $turn }

## A tabela

board = Classificação na pista
head-position = Pos
head-won = Posições ganhas
head-driver = Piloto
head-interval = Intervalo
head-trend = Tend., s/volta
head-trend-short = Tend.
head-gap = Dif.
head-last = Última volta
head-last-short = Última
head-best = Melhor
head-sectors = Setores
head-laps = Voltas
head-tyre = Pneu
head-pits = Pit
head-out = Fora
row-leader = líder
row-in-pit = boxes
row-stopped = parado
row-out = fora
row-finished = chegou
row-deleted = anulada
row-cut-off = corte
row-won = ganha
row-lost = perde
change-passed = ultrapassou { $driver }
change-passed-by = ultrapassado por { $driver }
change-own-stop = pit stop
change-stop = { $driver } parou nos boxes
lap-own-best = melhor própria
lap-best-of-all = melhor de todas
out-not-started = não largou
out-out = fora
out-lap = fora, volta { NUMBER($lap) }

## O duelo

duel = Duelo mais próximo
duel-behind = atrás de { $driver }
duel-closing = Tira { $rate } s por volta
duel-losing = Perde { $rate } s por volta
duel-holding = Mantém a diferença
duel-age-unknown = idade desconhecida
duel-tyres = Com { $tyre }, { $age }; { $driver } com { $other }, { $otherage }

## O piloto

driver = Piloto
driver-gear = marcha
driver-throttle = Acelerador
driver-brake = Freio
driver-drs-open = DRS aberto
driver-drs-shut = DRS fechado
driver-trace = Velocidade, último minuto e meio

## A faixa e o rodapé

strip-behind = Segundos atrás do líder
strip-slower = Segundos mais lento que o melhor
tabs = Painéis
tab-board = Tabela
tab-map = Mapa
tab-events = Eventos

## No lugar do mapa

nothing-connecting = Carregando a corrida até aqui
nothing-source-away = A fonte está ausente
nothing-incomplete = Parte da corrida não pode ser lida
nothing-offline = Sem rede
nothing-stalled = Nada chega
nothing-connecting-words = O circuito e os carros aparecem aqui em um instante.
nothing-no-race-words = O mapa e a tabela aparecem aqui com os primeiros carros na pista.
nothing-source-away-words = O gateway está aqui, mas não alcança os dados da corrida. Ele continua tentando.
nothing-incomplete-words = O gateway está aqui, mas não pode ler todos os dados da corrida. Ele continua tentando.
nothing-offline-words = Este aparelho está sem rede. Isto é o Gridcast tal como ficou guardado aqui; a corrida continua assim que a rede voltar.
nothing-reconnecting-words = O gateway não responde. O que faltar enquanto isso será completado.
nothing-ended-words = A gravação foi reproduzida até o fim.
nothing-silent-words = O gateway responde, mas não envia nenhuma corrida.
try-now = Tentar agora

topic = Qual parte
topic-all = Tudo
topic-flags = Bandeiras
topic-stewards = Comissários
topic-places = Posições
topic-pits = Boxes
topic-laps = Voltas rápidas
topic-radio = Rádio da equipe
topic-other = Outras mensagens
event-out-from = { $driver } abandona, era { NUMBER($place) }º
event-pit-out = { $driver } sai dos boxes
event-pit-out-place = { $driver } sai dos boxes, { $place }
event-pit-out-places = { $driver } sai dos boxes, de { $from } para { $now }

ghost = Se parar agora: { $what }
ghost-places = { $place } (de { $best } a { $worst })
ghost-behind = atrás de { $driver }
ghost-behind-by = { $seconds } s atrás de { $driver }
ghost-ahead = à frente de { $driver }
ghost-ahead-by = { $seconds } s à frente de { $driver }
ghost-green = Uma parada custa { $loss } s ± { $band }
ghost-virtual = Uma parada sob safety car virtual custa { $loss } s ± { $band }
ghost-safety-car = Uma parada atrás do safety car custa { $loss } s ± { $band }
ghost-by-stops =
    { NUMBER($stops) ->
        [one] { $cost }, por { NUMBER($stops) } parada desta corrida
       *[other] { $cost }, por { NUMBER($stops) } paradas desta corrida
    }
ghost-by-other-stops =
    { NUMBER($stops) ->
        [one] { $cost }, por { NUMBER($stops) } parada desta corrida sob outra bandeira
       *[other] { $cost }, por { NUMBER($stops) } paradas desta corrida sob outra bandeira
    }
ghost-by-lane = { $cost }, pelo comprimento do pit lane
ghost-usual = { $cost }, como na maioria dos circuitos
ghost-mark = { $driver } { $place }
ghost-here = sai aqui
ghost-mark-is = sai dos boxes atrás:

steward-noted = Incidente anotado
steward-investigated = Sob investigação
steward-investigated-after = Investigado após a sessão
steward-no-action = Sem mais ações
steward-warned = Bandeira preta e branca
steward-time = Punição de { NUMBER($seconds) } s
steward-drive-through = Drive-through
steward-stop-go = Stop-and-go de { NUMBER($seconds) } s
steward-served = Punição cumprida
steward-disqualified = Desclassificado

follow = Seguir
follow-title = Manter o piloto escolhido no centro (f)
ring = Anel
ring-title = A volta como anel (o)

details = Detalhes
details-title = Piloto, telemetria, tempo, campeonato, visão (d)
details-tabs = O que se mostra
details-shut = Fechar
details-shut-title = Fechar os detalhes (Escape)
sheet-telemetry = Telemetria
sheet-weather = Tempo
sheet-championship = Campeonato
sheet-view = Visão
detail-laps = Voltas, a última primeiro
detail-lap = Volta
detail-time = Tempo
detail-place = Posição
detail-note = Nota
detail-no-weather = Ninguém informa o tempo desta sessão.
detail-last-hour = A última hora
detail-minutes-ago = Há min
detail-air = Ar
detail-track = Pista
detail-humidity = Umidade
detail-wind = Vento
detail-rain = Chuva
detail-now = Agora
detail-gear = Marcha
detail-to-lap = À volta, s
detail-if-now = Se a corrida terminasse como está agora.
detail-no-standings = Aqui não se sabe como estava a temporada antes desta corrida, ou esta sessão não dá pontos.
detail-drivers = Pilotos
detail-constructors = Construtores
detail-team = Equipe
detail-won = Ganho
detail-points = Pontos
gaps-to = A { $driver }
detail-ideal = Volta ideal { $time }
detail-ideal-quicker = Volta ideal { $time }, { $seconds } s mais rápida que a melhor
detail-tyres = Pneus: { $list }
detail-set-lap = { $tyre }, volta { NUMBER($lap) }
detail-set-laps = { $tyre }, voltas { NUMBER($first) } a { NUMBER($last) }
detail-not-known = desconhecido
detail-stop = A parada na volta { NUMBER($lap) } custou { $seconds } s
note-best = melhor
note-pit = box
weather-now = Agora: { $sky }, ar { $air }, pista { $track }, umidade { NUMBER($humidity) }%, vento { $wind } de { $from }.
weather-change = Nos últimos { NUMBER($minutes) } minutos: ar { $air }, pista { $track }, umidade { NUMBER($humidity) } pontos.
brake-on = sim
minutes-now = agora
weather-rain = chuva
weather-dry = seco
places-up = sobe { NUMBER($places) }
places-down = desce { NUMBER($places) }
favourite = Um dos meus favoritos
view-board = Tabela (v)
view-full = Completa: todas as colunas que couberem
view-compact = Compacta: tabela estreita e mapa maior
view-favourites = Favoritos primeiro
view-gaps = Diferenças para o piloto escolhido (g)
view-still = As linhas não deslizam
view-alerts = Alertas
view-sound = Som com alertas da direção de prova
traces-described = Velocidade, acelerador e freio por distância; os números estão na tabela abaixo
traces-beside = Ao lado do piloto escolhido, três no máximo
traces-best = Contra a melhor volta vista, ou a anterior

moment-behind = { $length } atrás do ao vivo
delay-none = nenhum
not-shown = ainda não mostrado
bar-time = Tempo
bar-moment = Momento mostrado
bar-pause = Pausar (k)
bar-play = Reproduzir (k)
bar-lap-back = Uma volta atrás (,)
bar-lap-on = Uma volta à frente (.)
bar-event-back = Ao evento anterior ([)
bar-event-on = Ao próximo evento (])
bar-rate = Velocidade de reprodução
bar-rate-keys = Mais lento (<), mais rápido (>)
bar-live = Ao vivo
bar-live-key = Voltar ao vivo (l)
bar-link = Link para este momento
bar-charts = Gráficos
bar-charts-tell = Gráficos da corrida toda: revelam o resultado
delay-short = Atraso
delay-tv = Atraso da TV
delay-tv-is = Atraso da TV: { $delay }
delay-waits = Tudo aqui espera sua TV: mapa, tabela, bandeiras e mensagens.
delay-field = Atraso em segundos, de 0 a 300
delay-second-less = Um segundo a menos
delay-tenth-less = Um décimo a menos
delay-tenth-more = Um décimo a mais
delay-second-more = Um segundo a mais
delay-tap = Toque quando o líder cruzar a linha na TV, ou as luzes se apagarem
delay-tap-none = Nenhuma volta começou nos últimos cinco minutos. Toque na próxima.
delay-tap-found = Definido. Se a imagem estiver uma volta fora, escolha outro:
delay-give = Para seus outros aparelhos: este link, ou o mesmo número lá
delay-others = Seus outros aparelhos
delay-code-give = Dar um código a eles
delay-code-take = Código de outro aparelho
delay-code-picture = Código QR desta página, com o atraso
delay-code-follow = Aparelhos com este código têm este atraso e acompanham quando um deles o muda.
delay-code-leave = Sair
delay-code-none = Nenhum aparelho deu este código.
delay-code-unanswered = Aqui não há códigos. O link passa o atraso como está agora.
recordings = Gravações
recordings-title = Gravações · Gridcast
recordings-spoil-nothing = Cada uma abre no início e fica parada. Nada aqui diz como terminou.
recordings-none = Ainda sem gravações. Uma sessão aparece aqui desde o primeiro minuto.
recordings-going-on = em curso
recordings-charts = Gráficos (revelam o resultado)
recordings-home = Gridcast, ao vivo
pill-no-recording = Gravação inexistente
pill-loading = Carregando
pill-this-moment = este momento
pill-the-recording = a gravação
pill-paused = Em pausa
pill-behind-as-set = de atraso, como definido

## A phone's fourth panel: time, and this device

tab-time = Tempo
tab-events-new = novos: { NUMBER($n) }
device = Este aparelho
awake = Ecrã ligado enquanto a sessão decorre
lite = Leve: só a tabela, poupa bateria
lite-short = Leve
lite-rests = No modo leve o mapa descansa.
lite-end = Mostrar tudo
lite-offer-battery = Bateria a { NUMBER($pct) }%. O modo leve mostra só a tabela e poupa-a.
lite-offer-slow = Este aparelho desenha devagar. O modo leve mostra só a tabela.
lite-take = Usar leve
lite-decline = Agora não

## Colours

view-colours = Cores
view-palette = Para daltónicos
view-contrast = Alto contraste

## Which panels there are

panels = Painéis: quais e por que ordem
panel-strip = Segundos
panel-advance = { $panel }: subir

## The overlay of keys

keys = Teclas
keys-choose = Escolher piloto
keys-nobody = Não escolher ninguém, fechar
keys-view = Tabela: completa, compacta, favoritos
keys-gaps = Diferenças para o piloto escolhido
keys-zoom = Aproximar, afastar o mapa
keys-pan = Mover o mapa
keys-stand = Pausa, reproduzir
keys-seconds = Dez segundos atrás, à frente
keys-lap = Uma volta atrás, à frente
keys-event = Ao que houve antes, depois
keys-rate = Mais lento, mais rápido
keys-theme = Escuro ou claro
keys-say = Dizer como está a corrida

## How the race stands, read out. Never a number of seconds: who listens would hear them counted.

view-aloud = Ler em voz alta como está a corrida, uma vez por volta
digest-none = Ainda não há corrida.
digest-lap = Volta { NUMBER($lap) } de { NUMBER($laps) }.
digest-word = { $word }.
digest-leads = { $first } lidera.
digest-order = { $first } lidera, depois { $others }.
digest-fastest = O mais rápido é { $first }, depois { $others }.
digest-battle = { $driver } está colado a { $other } pela P{ NUMBER($place) }.
digest-own = { $driver } é P{ NUMBER($place) }.
digest-own-closing = { $driver } é P{ NUMBER($place) } e aproxima-se de { $other }.
digest-own-losing = { $driver } é P{ NUMBER($place) } e perde terreno para { $other }.
digest-own-out = { $driver } está fora.
