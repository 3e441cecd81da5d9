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
pill-no-stream = No stream
pill-positions-stopped = Positions stopped
pill-no-positions = No positions
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
pill-by-files = by files, { NUMBER($seconds) } s behind
pill-board-live = { NUMBER($seconds) } s ago, board still live
pill-board-still-live = board still live
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
doubt-leaping = leaping
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
zoom-in = Zoom in (+)
zoom-out = Zoom out (−)
map-silent = Positions stopped, no data for { NUMBER($seconds) } s
map-lost = Positions stopped, what was last seen stays
map-no-positions = No positions come; order, gaps and laps go on
map-no-cars = The source gives no car data and no positions; order, gaps and laps go on
map-no-token = No car data and no positions: the source has no subscriber's token; order, gaps and laps go on
map-token-refused = No car data and no positions: the source's token is refused; order, gaps and laps go on
map-token-ended = No car data and no positions: the source's token ran out; order, gaps and laps go on
map-lacking = The source does not give: { $what }
map-stopped = Positions stopped { NUMBER($seconds) } s ago; speeds and board go on
map-repeated = Positions repeat themselves ({ $who }); speeds and board go on
map-leaping = Positions leap about ({ $who }); speeds and board go on
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
# Why a car has just changed places.
change-passed = passed { $driver }
change-passed-by = passed by { $driver }
change-own-stop = pit stop
change-stop = { $driver } has stopped
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
nothing-offline-words = This device has no network. This is Gridcast as it was kept here; the race goes on as soon as the network is back.
nothing-reconnecting-words = The gateway does not answer. What you miss meanwhile will be filled in.
nothing-ended-words = The recording has been played to its end.
nothing-silent-words = The gateway answers, but it sends no race.
try-now = Try now

## The list of events by topic

topic = Which of it
topic-all = All
topic-flags = Flags
topic-stewards = Stewards
topic-places = Places
topic-pits = Pits
topic-laps = Fastest laps
topic-radio = Team radio
topic-other = Other messages
event-out-from =
    { NUMBER($place, type: "ordinal") ->
        [one] { $driver } is out, from { NUMBER($place) }st
        [two] { $driver } is out, from { NUMBER($place) }nd
        [few] { $driver } is out, from { NUMBER($place) }rd
       *[other] { $driver } is out, from { NUMBER($place) }th
    }
event-pit-out = { $driver } out of the pits
event-pit-out-place = { $driver } out of the pits, { $place }
event-pit-out-places = { $driver } out of the pits, { $from } to { $now }

## Where a car would come out of the pits

# Place is "7th" or ghost-places; beside it are facts such as ghost-behind.
ghost = If it stops now: { $what }
ghost-places = { $place } ({ $best } to { $worst })
ghost-behind = behind { $driver }
ghost-behind-by = { $seconds } s behind { $driver }
ghost-ahead = ahead of { $driver }
ghost-ahead-by = { $seconds } s ahead of { $driver }
# What a stop costs is ghost-green, ghost-virtual or ghost-safety-car; then how that is known.
ghost-green = A stop costs { $loss } s ± { $band }
ghost-virtual = A stop under the virtual safety car costs { $loss } s ± { $band }
ghost-safety-car = A stop behind the safety car costs { $loss } s ± { $band }
ghost-by-stops =
    { NUMBER($stops) ->
        [one] { $cost }, by { NUMBER($stops) } stop of this race
       *[other] { $cost }, by { NUMBER($stops) } stops of this race
    }
ghost-by-other-stops =
    { NUMBER($stops) ->
        [one] { $cost }, by { NUMBER($stops) } stop of this race under another flag
       *[other] { $cost }, by { NUMBER($stops) } stops of this race under another flag
    }
ghost-by-lane = { $cost }, by the length of the pit lane
ghost-usual = { $cost }, as at most circuits
ghost-mark = { $driver } { $place }
ghost-here = out here
ghost-mark-is = out of the pits behind it:

## The stewards on a car; the reason is in their own words

steward-noted = Incident noted
steward-investigated = Under investigation
steward-investigated-after = Investigated after the session
steward-no-action = No further action
steward-warned = Black and white flag
steward-time = { NUMBER($seconds) } s time penalty
steward-drive-through = Drive-through penalty
steward-stop-go = { NUMBER($seconds) } s stop-and-go penalty
steward-served = Penalty served
steward-disqualified = Disqualified

## The map's keys

follow = Follow
follow-title = Keep the chosen driver in the middle (f)
ring = Ring
ring-title = The lap as a ring (o)

## The sheet of details

details = Details
details-title = Driver, telemetry, weather, championship, view (d)
details-tabs = What the sheet shows
details-shut = Shut
details-shut-title = Shut the details (Escape)
sheet-telemetry = Telemetry
sheet-weather = Weather
sheet-championship = Championship
sheet-view = View
detail-laps = Laps, newest first
detail-lap = Lap
detail-time = Time
detail-place = Place
detail-note = Note
detail-no-weather = Nobody tells the weather of this session.
detail-last-hour = The last hour
detail-minutes-ago = Minutes ago
detail-air = Air
detail-track = Track
detail-humidity = Humidity
detail-wind = Wind
detail-rain = Rain
detail-now = Now
detail-gear = Gear
detail-to-lap = To lap, s
detail-if-now = If the race ended as it stands now.
detail-no-standings = How the season stood before this race is not known here, or this session gives no points.
detail-drivers = Drivers
detail-constructors = Constructors
detail-team = Team
detail-won = Won
detail-points = Points
gaps-to = To { $driver }
detail-ideal = Ideal lap { $time }
detail-ideal-quicker = Ideal lap { $time }, { $seconds } s quicker than the best one
detail-tyres = Tyres: { $list }
detail-set-lap = { $tyre }, lap { NUMBER($lap) }
detail-set-laps = { $tyre }, laps { NUMBER($first) } to { NUMBER($last) }
detail-not-known = not known
detail-stop = The stop in lap { NUMBER($lap) } cost { $seconds } s
note-best = best
note-pit = pit
weather-now = Now: { $sky }, air { $air }, track { $track }, humidity { NUMBER($humidity) }%, wind { $wind } from the { $from }.
weather-change = In the last { NUMBER($minutes) } minutes: air { $air }, track { $track }, humidity { NUMBER($humidity) } points.
brake-on = on
minutes-now = now
weather-rain = rain
weather-dry = dry
places-up = up { NUMBER($places) }
places-down = down { NUMBER($places) }
favourite = One of my favourites
view-board = Board (v)
view-full = Full: all columns that there is room for
view-compact = Compact: a narrow board and a larger map
view-favourites = Favourites first
view-gaps = Gaps to the chosen driver (g)
view-still = Rows do not slide
view-alerts = Alerts
view-sound = Sound with an alert of race control
traces-described = Speed, throttle and brake against distance; the figures stand in the table below
traces-beside = Beside the chosen driver, three at most
traces-best = Against the best lap seen, else the one before

## Time: the bar, the delay, recordings

moment-behind = { $length } behind live
delay-none = none
not-shown = not shown yet
bar-time = Time
bar-moment = Moment shown
bar-pause = Pause (k)
bar-play = Play (k)
bar-lap-back = A lap back (,)
bar-lap-on = A lap on (.)
bar-event-back = To what happened before ([)
bar-event-on = To what happened next (])
bar-rate = Rate of playing
bar-rate-keys = Slower (<), faster (>)
bar-live = Live
bar-live-key = Back to live (l)
bar-link = Link to this moment
bar-charts = Charts
bar-charts-tell = Charts of the whole race: they tell the result
delay-short = Delay
delay-tv = TV delay
# Delay is "35.0 s" or delay-none.
delay-tv-is = TV delay: { $delay }
delay-waits = Everything here waits for your TV: map, board, flags and messages.
delay-field = Delay in seconds, 0 to 300
delay-second-less = A second less
delay-tenth-less = A tenth less
delay-tenth-more = A tenth more
delay-second-more = A second more
delay-tap = Tap when the leader crosses the line on TV, or the lights go out
delay-tap-none = No lap has begun within the last five minutes. Tap at the next one.
delay-tap-found = Set. If the picture is a lap off, take another:
delay-give = For your other devices: this link, or the same number typed there
delay-others = Your other devices
delay-code-give = Give them a code
delay-code-take = Code from another device
delay-code-picture = QR code of this page, with the delay
delay-code-follow = Devices with this code have this delay, and follow when one of them changes it.
delay-code-leave = Leave
delay-code-none = No device has given this code.
delay-code-unanswered = No code can be had here. The link gives the delay as it is now.
recordings = Recordings
recordings-title = Recordings · Gridcast
recordings-spoil-nothing = Each opens at its beginning and stands there. Nothing here tells how it went.
recordings-none = No recording yet. A session is listed here from its first minute on.
recordings-going-on = going on
recordings-charts = Charts (tell the result)
recordings-home = Gridcast, live
pill-no-recording = No such recording
pill-loading = Loading
pill-this-moment = this moment
pill-the-recording = the recording
pill-paused = Paused
pill-behind-as-set = behind, as set

## A phone's fourth panel: time, and this device

tab-time = Time
tab-events-new = { NUMBER($n) } new
device = This device
awake = Keep the screen on while a session runs
lite = Lite: the board alone, saves the battery
lite-short = Lite
lite-rests = The map rests in lite mode.
lite-end = Show everything
lite-offer-battery = Battery at { NUMBER($pct) }%. Lite shows the board alone and saves it.
lite-offer-slow = This device draws slowly. Lite shows the board alone.
lite-take = Use lite
lite-decline = Not now

## Colours

view-colours = Colours
view-palette = For colour-blind eyes
view-contrast = High contrast

## Which panels there are

panels = Panels: shown, and their order
panel-strip = Seconds
# Moves a panel a place towards the beginning.
panel-advance = { $panel }: move up

## The overlay of keys

keys = Keys
keys-choose = Choose a driver
keys-nobody = Choose nobody, shut what is open
keys-view = Board: full, compact, favourites
keys-gaps = Gaps to the chosen driver
keys-zoom = Zoom the map in, out
keys-pan = Move the map
keys-stand = Pause, play
keys-seconds = Ten seconds back, on
keys-lap = A lap back, on
keys-event = To what happened before, next
keys-rate = Slower, faster
keys-theme = Dark or light
keys-say = Say how the race stands

## How the race stands, read out. Never a number of seconds: who listens would hear them counted.

view-aloud = Read out how the race stands, once a lap
digest-none = No race yet.
digest-lap = Lap { NUMBER($lap) } of { NUMBER($laps) }.
# A word alone as a sentence: "Safety car.", "Qualifying."
digest-word = { $word }.
digest-leads = { $first } leads.
# Others is a list: "PIA and VER".
digest-order = { $first } leads, then { $others }.
digest-fastest = { $first } is fastest, then { $others }.
digest-battle = { $driver } is right behind { $other } for P{ NUMBER($place) }.
digest-own = { $driver } is P{ NUMBER($place) }.
digest-own-closing = { $driver } is P{ NUMBER($place) }, closing on { $other }.
digest-own-losing = { $driver } is P{ NUMBER($place) }, losing ground to { $other }.
digest-own-out = { $driver } is out.
