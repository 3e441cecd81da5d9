### What both pages say. English is what the other languages are held against: docs in ARCHITECTURE.md, "Words".

## Putting together. Lists are made of a first and a next, the last pair by "and".

# A word and what is to be added to it: "Safety car, NOR stopped".
with-detail = { $word }, { $detail }
list-more = { $list }, { $next }
list-last = { $list } and { $last }

## Figures

# Behind the leader, or by so many laps: "2 laps".
laps-count =
    { NUMBER($laps) ->
        [one] { NUMBER($laps) } lap
       *[other] { NUMBER($laps) } laps
    }
# A place: "11th".
place =
    { NUMBER($place, type: "ordinal") ->
        [one] { NUMBER($place) }st
        [two] { NUMBER($place) }nd
        [few] { NUMBER($place) }rd
       *[other] { NUMBER($place) }th
    }
# A time of day by a clock of twelve hours; the numbers are texts such as "4:08:56".
clock-am = { $time } am
clock-pm = { $time } pm

## Where the wind comes from

wind-north = north
wind-north-east = north-east
wind-east = east
wind-south-east = south-east
wind-south = south
wind-south-west = south-west
wind-west = west
wind-north-west = north-west

## Tyres, within a sentence. Letters (S, M, H, I, W) are the same everywhere.

tyre-soft = soft
tyre-medium = medium
tyre-hard = hard
tyre-intermediate = intermediate
tyre-wet = wet
tyre-unknown = tyre not known

## Kinds of sessions

session-race = Race
session-sprint = Sprint
session-qualifying = Qualifying
session-sprint-qualifying = Sprint qualifying
session-practice = Practice

## Keys and settings

theme-light = Light theme (t)
theme-dark = Dark theme (t)
settings = Settings
setting-language = Language
language-failed = Its words did not arrive; the page stays as it is.
setting-speed = Speed
setting-clock = Clock
setting-temperature = Temperature
clock-of-24 = 24 hours
clock-of-12 = 12 hours
