### What stands in the page's place where its program cannot run (frontend/plain).

plain-none = This browser has no WebAssembly, in which Gridcast is written.
plain-old = This browser's WebAssembly is too old for Gridcast.
plain-file = A file of this page is missing or came damaged: { $file }. Load the page again; if that does not help, the site has to be mended.
plain-browsers = Gridcast is meant for { $browsers }. Here is what there is, as text.
plain-delayed = With a TV delay set, the board is not shown here: it would be ahead of the TV.

## Heads of columns, and what lapped cars are behind by

plain-place = Place
plain-driver = Driver
plain-gap = Gap
plain-time = Time
plain-lap = Lap
plain-laps = Laps
plain-points = Points
plain-one-lap-behind = 1 lap
plain-laps-behind = { $laps } laps
