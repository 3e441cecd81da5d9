### What the charts say. Codes of drivers, names of teams and the officials' own words are put in as they are.

## Headings

title-tyres = Tyres
title-team-pace = Team pace
title-driver-pace = Driver pace
title-lap-chart = Lap chart
title-gap = Gap to the leader
title-trace = Race trace
title-lap-times = Lap times
title-parts = Parts of qualifying
title-best-laps = Best laps compared
title-long-runs = Long runs
title-sectors = Sector bests
title-speed-traps = Speed traps
title-pit-stops = Pit stops
title-telemetry = Telemetry
title-dominance = Track dominance
title-track-map = Speed and gears on the track
title-driver-standings = Drivers' championship
title-constructor-standings = Constructors' championship
title-driver-contention = What drivers can still reach
title-constructor-contention = What constructors can still reach

## Axes, and heads of tables that several charts have

lap = Lap
grid = Grid
driver = Driver
team = Team
laps = Laps
stint = Stint
compound = Compound
first-lap = First lap
last-lap = Last lap
age-at-start = Age at start
laps-that-count = Laps that count
sector = Sector { $n }
sector-seconds = Sector { $n }, s
best-lap = Best lap
distance-metres = Distance, m
gear = Gear

## Why there is nothing to see, or not all

missing-race = The race has not been loaded.
missing-laps = There are no laps of this session.
missing-gaps = There are no gaps of this session.
missing-times-at-line = There are no times at the line of this session.
missing-lap-times = There are no lap times here.
# Which laps count is one of filter-…-within.
missing-counted-laps = There are no laps that count: { $filter }.
missing-track-status = Nobody tells the track's status of this session, so no lap is known to be green: choose all laps.
missing-single-laps = Single laps have not been loaded.
missing-laps-of-stints = Laps have not been loaded; these are the stints alone.
missing-tyres = There are no tyres of this session.
missing-bests = There are no best sectors and speeds of this session.
missing-parts = There are no times of the parts of this session.
missing-long-runs = Nobody drove five laps in a row at one pace.
missing-speeds = There are no speeds of this session.
missing-pit-stops = There are no pit stops of this session.
missing-any-stop = Nobody stopped.
missing-laps-to-compare = Choose two to four laps to compare.
missing-lap-to-show = Choose a lap to see it on the track.
missing-telemetry = There is no telemetry of these laps.
missing-some-telemetry = Not all of these laps have telemetry.
missing-outline = The outline of this circuit is not known.
missing-standings = The standings have not been loaded.
missing-any-standing = There are no standings yet.
missing-chosen-driver = Choose a driver to see stints and what the tyres lose.

## Which laps count: as a name, and within a sentence

filter-all = All laps
filter-green = Green-flag laps
filter-dry = Green-flag laps on slicks
filter-wet = Green-flag laps on rain tyres
filter-all-within = all laps
filter-green-within = green-flag laps
filter-dry-within = green-flag laps on slicks
filter-wet-within = green-flag laps on rain tyres
whole-lap = Whole lap

## What laps were driven under: in full, in short, and within a sentence

period-safety-car = Safety car
period-virtual = Virtual SC
period-red = Red flag
period-yellow = Yellow
period-safety-car-short = SC
period-virtual-short = VSC
period-red-short = Red
period-yellow-short = Y
period-safety-car-within = safety car
period-virtual-within = virtual SC
period-red-within = red flag
period-yellow-within = yellow

tyre-unknown = unknown
pace-unreadable = Not a lap time: write 1:28.5 or 88.5.
pace-out-of-range = A lap takes from 30 seconds to 10 minutes.

## Best laps compared

best-laps = What every driver's best lap lost to the quickest, in seconds, sector by sector. Left of it: gained. Diamond: best of all; hollow: a team's second car.
best-laps-gap = Gap, s
best-laps-tyres = Tyres
# What is compared is "sector 1" or "lap", within a sentence; tyre is one of the compounds.
best-laps-slower = { $driver }, { $what }: { $seconds } s slower than the quickest lap, lap { NUMBER($lap) }, { $tyre }
best-laps-quicker = { $driver }, { $what }: { $seconds } s quicker than the quickest lap, lap { NUMBER($lap) }, { $tyre }
best-laps-equal = { $driver }, { $what }: as the quickest lap, lap { NUMBER($lap) }, { $tyre }
sector-within = sector { $n }
lap-within = lap
best-laps-first-two = Quickest: { $driver }, { $time }, { $seconds } s before { $second }.
best-laps-first = Quickest: { $driver }, { $time }.

## Best sectors and highest speeds

bests-sectors = Every driver's best three sectors, the lap they would make, and the best lap really driven. Diamond: best of all; hollow: a team's second car.
bests-speeds = Every driver's highest speeds, { $unit }. Diamond: best of all; hollow: a team's second car.
bests-lap-of-it = Lap of it
bests-ideal = Ideal lap
bests-ideal-within = ideal lap
bests-best-within = best lap
bests-trap = Speed trap
bests-line = Finish line
bests-split-1 = First split
bests-split-2 = Second split
bests-trap-within = speed trap
bests-line-within = finish line
bests-split-1-within = first split
bests-split-2-within = second split
# A head with its unit: "Speed trap, km/h".
with-unit = { $head }, { $unit }
# A time or a speed under its head: "NOR, sector 1: 26.123".
bests-figure = { $driver }, { $what }: { $figure }
bests-figure-of-lap = { $driver }, { $what }: { $figure }, lap { NUMBER($lap) }
bests-summary-sector = sector { $n } { $driver } { $time }
bests-summary-ideal = ideal lap { $driver } { $time }
bests-summary = Best of all: { $list }.
bests-fastest = Fastest through the speed trap: { $driver }, { $speed }, lap { NUMBER($lap) }.

## What can still be reached in a championship

reach-name = Name
reach-points = Points
reach-most = At most
reach-best = Best place
reach-worst = Worst place
reach-drivers = Points now, and dashed what is left; whoever's bar does not reach the line cannot win the title. { $assumptions }
races-left =
    { NUMBER($races) ->
        [one] { NUMBER($races) } race
       *[other] { NUMBER($races) } races
    }
sprints-left =
    { NUMBER($sprints) ->
        [one] { NUMBER($sprints) } sprint
       *[other] { NUMBER($sprints) } sprints
    }
# Races and sprints are as races-left and sprints-left say.
reach-assumed-drivers = At most 25 for a win, 8 in a sprint; { $races } and { $sprints } are left. Best place: the others score nothing more. Equal points count as reached.
reach-assumed-drivers-fastest = At most 25 for a win, 1 for its fastest lap, 8 in a sprint; { $races } and { $sprints } are left. Best place: the others score nothing more. Equal points count as reached.
reach-assumed-teams = At most 43 for first and second, 15 in a sprint; { $races } and { $sprints } are left. Best place: the others score nothing more. Equal points count as reached.
reach-assumed-teams-fastest = At most 43 for first and second, 1 for its fastest lap, 15 in a sprint; { $races } and { $sprints } are left. Best place: the others score nothing more. Equal points count as reached.
# Places are as common.ftl counts them: "1st to 4th".
reach-places = { $best } to { $worst }
reach-row = { $name }: { $points } points, { $most } at most, { $places }
reach-open = The title is still open to { $list }.

## Track dominance

dominance = The lap in { NUMBER($pieces) } pieces of equal length, each in the colour and the breaks of whoever takes least time for it.
dominance-legend = { $name }: { NUMBER($won) } of { NUMBER($pieces) }
dominance-piece = Piece { NUMBER($piece) }: { $name } fastest by { $margin }
dominance-head-piece = Piece
dominance-head-fastest = Fastest
dominance-head-by = By, s
dominance-won = { $name } in { NUMBER($won) }
dominance-summary = Fastest: { $list }.

## Gaps

gap = Seconds at the line behind whoever leads; down is behind. Rings are stops, crosses cars out. Lines leave below +{ NUMBER($most) } s.
gap-leads = leads
gap-lap-leads = { $driver }, lap { NUMBER($lap) }: leads
gap-lap-behind = { $driver }, lap { NUMBER($lap) }: { $seconds } s behind { $leader }
gap-the-leader = the leader
gap-led = Laps led: { $list }.
gap-nearest = After lap { NUMBER($lap) } { $driver } is nearest, { $seconds } s behind.

## The lap chart

lap-chart = Position at the line. Rings are stops, crosses cars out, triangles places won on the track; a diamond is a penalty, or places lost after the flag. Dashes are a team's second car.
lap-chart-why = Why
lap-chart-place = { $driver }, lap { NUMBER($lap) }: { $place }
lap-chart-in-pits = in the pits
lap-chart-passed = passed { $list }
lap-chart-passed-by = passed by { $list }
lap-chart-stopped = { $list } stopped
lap-chart-out = { $list } out
lap-chart-then-out = then out
lap-chart-driver-passed = { $driver } passed { $list }
lap-chart-served = { $penalty } served
lap-chart-given = { $driver } { $penalties }
lap-chart-started = { $driver } started { $start } and was { $end } after lap { NUMBER($lap) }.
lap-chart-was = { $driver } was, after lap { NUMBER($first) }, { $start } and was { $end } after lap { NUMBER($lap) }.
lap-chart-won-most =
    { NUMBER($places) ->
        [one] { $driver } won most: { NUMBER($places) } place.
       *[other] { $driver } won most: { NUMBER($places) } places.
    }

## Penalties; what for is in the stewards' own words

penalty-seconds = { NUMBER($seconds) } s penalty
penalty-time = time penalty
penalty-drive-through = drive-through penalty
penalty-stop-and-go = stop-and-go penalty
penalty-stop-and-go-seconds = { NUMBER($seconds) } s stop-and-go penalty

## Lap times

lap-times = Lap times; slower laps leave above. Squares are deleted laps. Shaded: stints of the first chosen. Straight lines: what a set loses, fitted to { $filter }, with its standard error; fuel is not taken out.
lap-times-loss = Loss, s a lap
lap-times-error = Standard error, s a lap
# Tyres as in common.ftl; the age is laps-old or age-unknown.
lap-times-lap = { $driver }, lap { NUMBER($lap) }: { $time }, { $tyre } tyres, { $age }
lap-times-deleted-lap = { $driver }, lap { NUMBER($lap) }: { $time }, deleted, { $tyre } tyres, { $age }
laps-old =
    { NUMBER($laps) ->
        [one] { NUMBER($laps) } lap old
       *[other] { NUMBER($laps) } laps old
    }
age-unknown = age unknown
lap-times-deleted = { $time } deleted
lap-times-slope = { $slope } ± { $error } s a lap
lap-times-fastest = Fastest lap: { $driver }, { $time }, lap { NUMBER($lap) }.
# Laps as laps-count of common.ftl.
lap-times-fit = { $driver }, stint { NUMBER($stint) }: { $slope } over { $laps }.

## Long runs

long-runs = Five laps and more on one set of tyres at one pace: the average, and what a lap took longer than the one before. Fuel is nobody's to know. Diamond: best of all; hollow: a team's second car.
long-runs-average = Average
long-runs-change = Change a lap, s
long-runs-tyres = Tyres
long-runs-from = From lap
long-runs-to = To lap
long-runs-best = Best
long-runs-run = { $driver }, laps { NUMBER($first) } to { NUMBER($last) }, { $tyre }: { $laps }, { $time } on average
long-runs-quickest = Quickest long run: { $driver }, { $laps }, { $tyre }, { $time } on average.

## Box plots

pace-median = Median
pace-first-quartile = First quartile
pace-third-quartile = Third quartile
pace-low-whisker = Low whisker
pace-high-whisker = High whisker
pace-beyond = Laps beyond the axis
pace-row = { $name }: median { $median }, middle half { $low } to { $high }, { $laps }
pace-lap = { $driver }, lap { NUMBER($lap) }, { $time }, { $tyre }
pace-lap-old = { $driver }, lap { NUMBER($lap) }, { $time }, { $tyre }, { $age }
pace-value = lap { NUMBER($lap) } { $time }
pace-value-of = { $driver } lap { NUMBER($lap) } { $time }
# Which laps is one of filter-….
pace = { $filter }, without first, in- and out-laps. Box: the middle half; bar: median; whiskers: laps within 1.5 boxes.
pace-all = { $filter }. Box: the middle half; bar: median; whiskers: laps within 1.5 boxes.
pace-dots-of-teams = Dots: laps, hollow for the second car, +7: so many beyond the edge.
pace-dots = Dots: laps, +7: so many beyond the edge.
pace-behind = { $name } { $seconds } s
pace-first = { $name } { $time }
pace-fastest = Fastest by median: { $list }.
two-sentences = { $first } { $second }

## Parts of qualifying

parts = Every driver's best lap in each part. The broken line is the slowest time that was enough to go on. Diamond: best of the part; hollow: a team's second car.
parts-to-cut-off = To the cut-off, s
parts-time = { $driver }, { $part }: { $time }
parts-lap = lap { NUMBER($lap) }
parts-behind = { $seconds } s behind the best
parts-cut-off = the cut-off
parts-too-slow = { $seconds } s too slow to go on
parts-within = { $seconds } s within the cut-off
parts-needed-in = { $time } in { $part }
parts-needed = Needed to go on: { $list }.

## Pit stops

pit-stops = Seconds lost by each stop: in- and out-lap against the driver's own green median on those tyres. Hatched: behind a safety car or under a red flag. Dashed: only the time in the lane is known.
pit-stops-cut = Cut: longer than { $seconds } s.
pit-stops-stop = Stop
pit-stops-lost = Lost, s
pit-stops-lane = In the lane, s
pit-stops-official = Official, s
pit-stops-off = Off
pit-stops-on = On
pit-stops-under = Under
pit-stops-lap = lap { NUMBER($lap) }
pit-stops-of-lap = { $driver }, lap { NUMBER($lap) }
pit-stops-of-lap-lost = { $driver }, lap { NUMBER($lap) }: lost { $seconds } s
pit-stops-in-lane = { $seconds } s in the lane
pit-stops-change = { $on } for { $off }
pit-stops-count =
    { NUMBER($stops) ->
        [one] { NUMBER($stops) } stop.
       *[other] { NUMBER($stops) } stops.
    }
pit-stops-cheapest = Cheapest under green: { $driver }, lap { NUMBER($lap) }, { $seconds } s.

## Standings

standings-round = Round
standings-points = Points after each round. Dashes: the lower placed of a team.
standings-places = Places after each round. Dashes: the lower placed of a team.
standings-points-after = { $name } after round { NUMBER($round) }: { $points } points
standings-place-after = { $name } after round { NUMBER($round) }: { $place }
standings-constructor = Constructor
standings-head = Round { NUMBER($round) }
# A place in short: "P3".
place-short = P{ NUMBER($place) }
standings-cell = { $points } ({ $place })
standings-summary =
    { NUMBER($rounds) ->
        [one] After { NUMBER($rounds) } round: { $list }.
       *[other] After { NUMBER($rounds) } rounds: { $list }.
    }

## Telemetry; names of laps are "NOR 43"

telemetry = By distance from the line. Time: seconds behind the first lap; above is behind. Dashes tell laps apart where colours may not.
telemetry-turn = Turn
telemetry-speed = Speed, { $unit }
telemetry-throttle = Throttle, %
telemetry-brake = Brake
telemetry-behind = Time, s behind { $first }
telemetry-head-behind = { $name } behind { $first }, s
telemetry-head-time = { $name } time, s
telemetry-head-speed = { $name } speed, { $unit }
telemetry-head-throttle = { $name } throttle, %
telemetry-head-brake = { $name } brake
telemetry-head-gear = { $name } gear
telemetry-head-drs = { $name } DRS
telemetry-open-throttle = throttle { NUMBER($percent) } %
telemetry-braking = braking
telemetry-braking-throttle = braking, throttle { NUMBER($percent) } %
telemetry-drs-open = DRS open
# At so many metres; pedals as above.
telemetry-sample = { $name } at { NUMBER($metres) } m: { $speed }, gear { NUMBER($gear) }, { $pedals }
telemetry-lap = { $name }: { $time }, up to { $speed }
telemetry-summary = { $laps }.

## The race trace

trace-winner = the winner's mean lap, { $time }
trace-winner-without-red = the winner's mean lap without red flags, { $time }
trace-pace = laps of { $time }
trace-driver = { $driver }, lap by lap
trace = Seconds ahead of { $reference }; up is ahead. Rings are stops, crosses cars out.
trace-stands = Seconds ahead of { $reference }; up is ahead. Under a red flag the reference takes as long as the leader. Rings are stops, crosses cars out.
trace-lap-behind = { $driver }, lap { NUMBER($lap) }: { $seconds } s behind the reference
trace-lap-ahead = { $driver }, lap { NUMBER($lap) }: { $seconds } s ahead of the reference
trace-end = { $driver } { $seconds } s after lap { NUMBER($lap) }
trace-summary = Against { $reference }: { $list }.

## The map of speed and gears

track-map-speed-dark = Speed of { $name } along the track: the wider and lighter, the higher; figures: slowest in corners and fastest on straights, { $unit }
track-map-speed-light = Speed of { $name } along the track: the wider and darker, the higher; figures: slowest in corners and fastest on straights, { $unit }
track-map-gear-dark = Gear of { $name } along the track: the wider and lighter, the higher; figures: gears
track-map-gear-light = Gear of { $name } along the track: the wider and darker, the higher; figures: gears
track-map-plain = { $sentence }.
track-map-turns = { $sentence }; pale: turns.
track-map-gear = gear { NUMBER($gear) }
track-map-sample = { $name } at { NUMBER($metres) } m: { $speed }, gear { NUMBER($gear) }
track-map-summary =
    { NUMBER($figures) ->
        [one] { $name }: { $least } to { $most }, { NUMBER($figures) } figure.
       *[other] { $name }: { $least } to { $most }, { NUMBER($figures) } figures.
    }

## Tyres

tyres = Sets of tyres in order of the result; letter and pattern are the compound, the number is laps on the set. M+3 is a used set that was three laps old, M? one of unknown age.
tyres-set = Set
tyres-used = used
tyres-new = new
tyres-no-start = did not start
tyres-no-lap = out before a lap was complete
tyres-unknown = no laps known
tyres-stint = { $driver }, laps { NUMBER($first) } to { NUMBER($last) }: { $tyre }
tyres-used-old =
    { NUMBER($laps) ->
        [one] used, { NUMBER($laps) } lap old
       *[other] used, { NUMBER($laps) } laps old
    }
tyres-to-lap = { $tyre } to lap { NUMBER($lap) }
tyres-winner = { $driver }: { $list }.
tyres-longest = Longest: { $driver } with { $laps } on { $tyre }.
