### What the live page says. Short, plain, present tense.

## The flag: its word, and beside it why or where

flag-clear = Track clear
flag-yellow = Yellow flag
flag-double-yellow = Double yellow
flag-safety-car = Safety car
flag-virtual = Virtual safety car
flag-red = Red flag
flag-finished = Finished
flag-ending = ending
flag-sector = sector { $sector }
# Sectors are numbers with commas: "3, 4".
flag-sectors = sectors { $sectors }
flag-stopped = { $driver } stopped
flag-out = { $driver } out

## The header

live-race = Live race
lap-grid = Grid
lap-now = Lap { NUMBER($lap) }
lap-of = of { NUMBER($laps) }
phase-stopped = stopped
phase-not-begun = not begun
# Beside what remains of the session, "12:08".
phase-left = left
phase-finished = finished
clock-at-track = at the track
air-and-track = air, track
wind-with-rain = { $wind }, rain
past-races = Past races
facts-turns =
    { NUMBER($turns) ->
        [one] { NUMBER($turns) } turn
       *[other] { NUMBER($turns) } turns
    }
skip-to-board = Skip to the leaderboard

## The pill: its word, and what stands after it

pill-offline = Offline
pill-reconnecting = Reconnecting
pill-connecting = Connecting
pill-connected = Connected
pill-no-race = No race yet
pill-source-away = Source away
pill-ended = Ended
pill-incomplete = Incomplete
pill-stalled = Stalled
pill-positions-stopped = Positions stopped
pill-positions-doubtful = Positions doubtful
pill-simulated = Simulated
pill-live = Live
pill-replay = Replay
pill-behind = { NUMBER($seconds) } s behind
pill-in-seconds = in { NUMBER($seconds) } s
pill-now = now
pill-restarts = gateway restarts
pill-waiting = waiting for data
pill-silent = no data for { NUMBER($seconds) } s
pill-catching-up = catching up
pill-board-live = { NUMBER($seconds) } s ago, board still live
pill-at-pace = at { $pace }×
pill-not-real = not a real race
pill-live-behind = { NUMBER($seconds, minimumFractionDigits: 1) } s behind
pill-last-data = last data { $clock }
# What cannot be read, a list: "laps, weather".
pill-missing = no { $what }
missing-cars = cars
missing-laps = laps
missing-session = session
missing-timing = timing
missing-race-control = race control
missing-weather = weather
doubt-repeated = repeated
doubt-standing = a car stands at speed
doubt-swapped = two cars swapped

## What the map says of itself; who is a list of cars

map = Track map
map-empty = Track map, no cars yet
map-described =
    { NUMBER($cars) ->
        [one] Track map, { $lap }, { NUMBER($cars) } car, led by { $first }
       *[other] Track map, { $lap }, { NUMBER($cars) } cars, led by { $first }
    }
map-whole = Whole track
map-silent = Positions stopped, no data for { NUMBER($seconds) } s
map-lost = Positions stopped, what was last seen stays
map-no-positions = No positions come; order, gaps and laps go on
map-stopped = Positions stopped { NUMBER($seconds) } s ago; speeds and board go on
map-repeated = Positions repeat themselves ({ $who }); speeds and board go on
map-standing = Positions stand still at speed ({ $who }); the board goes on
map-swapped = Positions swapped ({ $who }); the board goes on
map-no-outline = No outline yet: cars draw the track as they go
cars-count =
    { NUMBER($cars) ->
        [one] { NUMBER($cars) } car
       *[other] { NUMBER($cars) } cars
    }

## What just happened

events = What just happened
events-none = Nothing yet. Flags, passes and fastest laps come here.
event-lap = lap { NUMBER($lap) }
event-listen = Listen
event-team-radio = Team radio, { $driver }
# In place of a driver's code where nobody knows it.
event-a-car = A car
event-safety-car = Safety car deployed
event-virtual = Virtual safety car deployed
event-virtual-ending = Virtual safety car ending
event-chequered = Chequered flag
event-track-unknown = Track status not known
event-pass =
    { NUMBER($place, type: "ordinal") ->
        [one] { $driver } passes { $other } for { NUMBER($place) }st
        [two] { $driver } passes { $other } for { NUMBER($place) }nd
        [few] { $driver } passes { $other } for { NUMBER($place) }rd
       *[other] { $driver } passes { $other } for { NUMBER($place) }th
    }
event-fastest-lap = { $driver } fastest lap, { $time }
event-pit = { $driver } in the pits
event-out = { $driver } is out
event-finish =
    { NUMBER($place, type: "ordinal") ->
        [one] { $driver } finishes { NUMBER($place) }st
        [two] { $driver } finishes { NUMBER($place) }nd
        [few] { $driver } finishes { NUMBER($place) }rd
       *[other] { $driver } finishes { NUMBER($place) }th
    }

## Race control, in the forms that come often; all else stays as it was said

said-blue-flag = Blue flag for { $driver }
said-double-yellow = Double yellow, sector { $sector }
said-yellow = Yellow, sector { $sector }
said-clear = Clear in sector { $sector }
said-deleted = { $driver } loses { $time }, track limits at turn { $turn }

## The board

board = Leaderboard
head-position = Pos
head-won = Places won
head-driver = Driver
head-interval = Interval
head-trend = Trend, s a lap
head-trend-short = Trend
head-gap = Gap
head-last = Last lap
head-last-short = Last
head-best = Best
head-sectors = Sectors
head-laps = Laps
head-tyre = Tyre
head-pits = Pit
head-out = Out
row-leader = leader
row-in-pit = in pit
row-stopped = stopped
row-out = out
row-finished = finished
row-deleted = deleted
row-cut-off = cut-off
# Places won or lost, for those who do not see the triangle.
row-won = up
row-lost = down
lap-own-best = own best
lap-best-of-all = best of all
out-not-started = did not start
out-out = out
out-lap = out, lap { NUMBER($lap) }

## The duel

duel = Closest battle
duel-behind = behind { $driver }
duel-closing = Closing { $rate } s a lap
duel-losing = Losing { $rate } s a lap
duel-holding = Holding the gap
duel-age-unknown = age unknown
# Tyres are as in common.ftl; ages are "12 laps" or duel-age-unknown.
duel-tyres = On { $tyre }, { $age }; { $driver } on { $other }, { $otherage }

## The driver

driver = Driver
driver-gear = gear
driver-throttle = Throttle
driver-brake = Brake
driver-drs-open = DRS open
driver-drs-shut = DRS shut
driver-trace = Speed, the last minute and a half

## The strip and the foot

strip-behind = Seconds behind the leader
strip-slower = Seconds slower than the fastest
tabs = Panels
tab-board = Board
tab-map = Map
tab-events = Events

## In place of the map while there is no race

nothing-connecting = Loading the race so far
nothing-source-away = The source is away
nothing-incomplete = Some of the race cannot be read
nothing-offline = No network
nothing-stalled = Nothing comes
nothing-connecting-words = The circuit and the cars appear here in a moment.
nothing-no-race-words = The map and the board appear here with the first cars on the track.
nothing-source-away-words = The gateway is here, but it cannot reach the race's records. It keeps trying.
nothing-incomplete-words = The gateway is here, but it may not or cannot read all of the race's records. It keeps trying.
nothing-offline-words = This device has no network. The race goes on here as soon as it has.
nothing-reconnecting-words = The gateway does not answer. What you miss meanwhile will be filled in.
nothing-ended-words = The recording has been played to its end.
nothing-silent-words = The gateway answers, but it sends no race.
try-now = Try now
