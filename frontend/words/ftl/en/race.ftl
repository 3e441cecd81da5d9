### What the page after the race says.

## The page

skip = Skip to the page
no-page = No such page
no-page-words = Pages are named like /race/2025/1, /race/2025/1/qualifying and /season/2025.
pages = Pages
main-navigation = Main
go-live = Live
go-race = Race
go-season = Season
newest-race = Newest race
unofficial = Unofficial. Not affiliated with Formula 1.
after-the-race = After the race
no-race-yet = No race yet. Races come here once they are driven.
list-broken = The list of races arrived incomplete. Load the page again.
list-unreachable = The list of races did not arrive. Check the connection, then load the page again.
palette-key = Colours for colour-blind eyes (p)
# A page's name in the window's title.
window-title = { $page } · Gridcast

## The list of races

races = Races
race-of-list = Race:
choose-race = Choose a race
race-here = { $season }, round { $round }
race-here-extra = { $season }, extra race
season-of = Season { $season }
no-race-in-list = No race yet.
schedule-and-standings = Schedule and standings
race-extra = extra
race-simulated = simulated
nothing-yet = , nothing yet

## Sessions, as names and within a sentence

practice-1 = Practice 1
practice-2 = Practice 2
practice-3 = Practice 3
sprint-qualifying-within = sprint qualifying
sprint-within = sprint
qualifying-within = qualifying
practice-1-within = practice 1
practice-2-within = practice 2
practice-3-within = practice 3
none-race = No race { $season }, round { $round }.
none-sprint = No sprint { $season }, round { $round }.
none-qualifying = No qualifying { $season }, round { $round }.
none-sprint-qualifying = No sprint qualifying { $season }, round { $round }.
none-practice = No practice { $n } { $season }, round { $round }.
choose-another = Choose another race above, or look at { $season }.
round-of-season = Round { $round }
sessions-of-weekend = Sessions of this weekend
# Why is in the warehouse's own words.
held-back-none = Held back: { $reason }. It is shown once that is corrected.
held-back-old = Held back: { $reason }. What is shown was published before.
simulated-notice = Simulated: this race was made by the simulator.
some-unreachable = Some documents did not arrive. What came is shown.
try-again = Try again

## Documents that are not there

missing-result = No result for this session.
missing-drivers = No list of drivers for this session.
missing-laps = No laps for this session.
missing-stints = No stints for this session.
missing-pit-stops = No pit stops for this session.
missing-qualifying = No parts of qualifying for this session.
missing-long-runs = No long runs for this session.
missing-pace = No pace for this session.
missing-bests = No best sectors and speeds for this session.
missing-track = No track outline for this session.
missing-telemetry = No telemetry for this session.
missing-chosen-telemetry = No telemetry of the chosen laps for this session.
missing-schedule = No schedule for this season.
missing-standings = No standings for this season.
# What is one of document-….
document-broken = The { $what } arrived incomplete. The rest of the page is unaffected.
document-unreachable = The { $what } did not arrive. Check the connection, then try again.
document-result = result
document-drivers = list of drivers
document-laps = laps
document-stints = stints
document-pit-stops = pit stops
document-qualifying = parts of qualifying
document-long-runs = long runs
document-pace = pace
document-bests = best sectors and speeds
document-track = track outline
document-telemetry = telemetry
document-chosen-telemetry = telemetry of the chosen laps
document-schedule = schedule
document-standings = standings
no-telemetry-of-drivers = No telemetry of the highlighted drivers. Choose others, or a lap.

## The race in a sentence

won-by = { $winner } won by { $gap } s from { $second }.
won-by-laps =
    { NUMBER($laps) ->
        [one] { $winner } won by a lap from { $second }.
       *[other] { $winner } won by { NUMBER($laps) } laps from { $second }.
    }
won-from = { $winner } won from { $second }.
won = { $winner } won.
red-flags =
    { NUMBER($n) ->
        [one] { NUMBER($n) } red flag
       *[other] { NUMBER($n) } red flags
    }
safety-cars =
    { NUMBER($n) ->
        [one] { NUMBER($n) } safety car
       *[other] { NUMBER($n) } safety cars
    }
virtual-safety-cars =
    { NUMBER($n) ->
        [one] { NUMBER($n) } virtual safety car
       *[other] { NUMBER($n) } virtual safety cars
    }
cars-out =
    { NUMBER($n) ->
        [one] { NUMBER($n) } car out
       *[other] { NUMBER($n) } cars out
    }
disqualified-count =
    { NUMBER($n) ->
        [one] { NUMBER($n) } disqualified
       *[other] { NUMBER($n) } disqualified
    }
not-started-count =
    { NUMBER($n) ->
        [one] { NUMBER($n) } did not start
       *[other] { NUMBER($n) } did not start
    }
# A list of the above as a sentence.
counted = { $list }.
all-finished = Every car finished.
pole-by = { $winner } took pole by { $gap } s from { $second }.
pole = { $winner } took pole.
sprint-pole-by = { $winner } took pole for the sprint by { $gap } s from { $second }.
sprint-pole = { $winner } took pole for the sprint.
fastest-by = { $winner } was fastest by { $gap } s from { $second }.
fastest = { $winner } was fastest.

## The facts

fact-fastest-lap = Fastest lap, { $driver }
fact-fastest-lap-of = Fastest lap, { $driver }, lap { NUMBER($lap) }
fact-laps = Laps
fact-laps-time = Laps, { $time }
fact-laps-of = Laps of { NUMBER($laps) }
fact-safety-car = Laps with the safety car out
fact-stops = Stops
fact-pole = Pole, { $driver }
fact-pole-of = Pole, { $driver }, lap { NUMBER($lap) }
fact-best = Best lap, { $driver }
fact-best-of = Best lap, { $driver }, lap { NUMBER($lap) }
fact-all-laps = Laps of all cars

## The result

result = Result
result-note-race = Places gained or lost from the grid. A name highlights its driver in all charts.
result-note-qualifying = A broken line where cars were out after a part. A name highlights its driver in all charts.
result-note-practice = A name highlights its driver in all charts.
head-position = Pos
head-against-grid = Places against the grid
head-grid = Grid
head-laps = Laps
head-stops = Stops
head-time = Time
head-best = Best lap
head-points = Pts
head-gap = Gap
head-team = Team
head-driver = Driver
# Of a session's parts.
lap-of = lap { NUMBER($lap) }
no-time = no time
by-timing = { $place } by the timing
grid-pit-lane = pit lane
grid-place = grid { $place }
stops-count =
    { NUMBER($stops) ->
        [one] { NUMBER($stops) } stop
       *[other] { NUMBER($stops) } stops
    }
best-on-lap = best on lap { NUMBER($lap) }
place-gained = up
place-lost = down
deleted-laps = Deleted laps
deleted-lap = { $driver }, lap { NUMBER($lap) }
deleted-lap-time = { $driver }, lap { NUMBER($lap) }, { $time }
ending-no-start = no start
ending-disqualified = disqualified
ending-out = out, lap { NUMBER($lap) }
# Why is in the officials' own words.
ending-out-why = out, lap { NUMBER($lap) }, { $why }
ending-laps =
    { NUMBER($laps) ->
        [one] +{ NUMBER($laps) } lap
       *[other] +{ NUMBER($laps) } laps
    }
changes-of-result = Changes of the result
timing-and-official = Timing and official result
of-driver = { $driver }: { $what }
disagreement = { $timing } by the timing, { $official } officially.
said-nothing = nothing
outcome-finished = finished
outcome-retired = retired
outcome-not-started = did not start
outcome-disqualified = disqualified
outcome-classified = classified
outcome-unknown = unknown
place-short = P{ NUMBER($place) }
not-classified = not classified
points-count = { $points } points
correction = { $now } (was { $before })
corrections-of = { $driver } { $changes }
result-changed = Result changed { $when }: { $what }.

## What is chosen for all charts

parts-of-page = Parts of this page
charts-key = Charts
# Keys stand in quotes.
keys-told = Keys on a chart: "←" "→" lap, "↑" "↓" driver, "+" "−" "0" zoom, "f" full screen. Everywhere: "t" theme, "p" palette.
highlighted-drivers = Highlighted drivers
highlighted = Highlighted
drivers-to-highlight = Drivers to highlight
choose-drivers = Choose drivers
remove-driver = { $driver }: highlighted; press to remove
cursor = Cursor
cursor-back = Cursor a lap back
cursor-on = Cursor a lap on
cursor-away = Take the cursor away
cursor-none = No lap
cursor-lap = Lap { NUMBER($lap) }
filter-for-pace = Which laps count for pace
dots = Dots
dots-title = Every lap as a dot
pace = Pace
pace-title = Pace to measure against
pace-example = A lap, such as 1:28.5 or 88.5
pace-measure = Measure
measured-against = Measured against
winners-mean = Winner's mean pace
pace-a-lap = { $time } a lap
laps-of-driver = Laps of { $driver }
map-shows = The map shows
map-speed = Speed
map-gear = Gear
round-by-round = Round by round
progress-points = Points
progress-places = Places
compared-laps = Compared laps
laps-to-compare = Laps to compare
choose-laps = Choose laps
compared-lap = { $driver }, lap { NUMBER($lap) }: compared; press to remove
lap-of-driver = { $driver }, lap { NUMBER($lap) }
driver-of-laps = Driver of the laps to choose from
tyres = Tyres
tyre-soft = Soft
tyre-medium = Medium
tyre-hard = Hard
tyre-intermediate = Intermediate
tyre-wet = Wet

## A chart's tools

link-to-chart = Link to this chart
tool-link = { $chart }: link
watch-lap = Watch lap { NUMBER($lap) }
tool-watch-lap = { $chart }: watch lap { NUMBER($lap) } in the replay
picture = Picture (PNG)
tool-picture = { $chart }: picture
numbers = Numbers (CSV)
tool-numbers = { $chart }: numbers
full-screen = Full screen (f)
tool-full-screen = { $chart }: full screen
chart-role = chart
chart-and-summary = { $chart }. { $summary }
chart-table = { $chart }, table
chart-in-numbers = { $chart } in numbers
share-link = Link
share-frame = Frame for your page
copy = Copy
copied = Copied
selected = Selected
# What is share-link or share-frame; state is copy, copied or selected.
copy-what = { $what }: { $state }
on-gridcast = { $page } on Gridcast

## Every lap

every-lap = Every lap
every-lap-note = As the timing had it. A head sorts; words filter, and all must fit.
filter = Filter
filter-example = NOR, 44, pit, safety car, I
highlighted-only = Highlighted only
laps-scrollable = Laps, scrollable
column-lap = Lap
column-time = Time
column-gap = Gap
column-interval = Interval
column-tyre = Tyre
column-age = Age
column-stint = Stint
column-pit = Pit
column-status = Status
column-trap = Trap
column-line = Line
title-position = Position at the line
title-time = Lap time
title-gap = Behind the leader, s
title-interval = Behind the car ahead, s
title-sector = Sector { $n }, s
title-compound = Compound
title-age = Laps on the set
title-pit = Ended or began in the pits
title-status = Track status, and whether the lap was deleted
title-trap = Speed trap, { $unit }
title-line = Speed at the finish line, { $unit }
pit-in = in
pit-out = out
pit-in-out = in, out
status-red = red flag
status-safety-car = safety car
status-virtual = virtual
status-yellow = yellow
status-deleted = deleted

## The season

no-season = No season { $season }.
look-at-newest = Look at the newest season
champion = { $first } is champion, { $points } points ahead of { $second }.
leads = { $first } leads { $second } by { $points } points after round { NUMBER($round) }.
level = { $first } and { $second } are equal on points after round { NUMBER($round) }.
constructors-won = { $team } won the constructors' championship.
constructors-lead = { $team } leads the constructors.
schedule = Schedule
times-are-yours = Times are yours: { $zone }.
browsers-zone = the browser's zone
no-race-scheduled = No race is scheduled yet.
head-round = Round
head-race = Race
head-qualifying = Qualifying
head-start = Start
first-practice = First practice
second-practice = Second practice
third-practice = Third practice
live-now = live now
now = now
countdown-days = { NUMBER($days) } d { $clock }
sprint-at = sprint { $when }
qualifying-at = qualifying { $when }
drivers = Drivers
constructors = Constructors
after-round = After round { NUMBER($round) }.
against-round = Against the round before
head-wins = Wins
head-behind = Behind
head-possible = Possible
head-possible-title = Points when every race and sprint left is won
cannot-win = , cannot win any more
