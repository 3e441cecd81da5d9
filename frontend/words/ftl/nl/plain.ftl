### What stands in the page's place where its program cannot run (frontend/plain).

plain-none = Deze browser heeft geen WebAssembly, waarin Gridcast is geschreven.
plain-old = Het WebAssembly van deze browser is te oud voor Gridcast.
plain-file = Een bestand van deze pagina ontbreekt of kwam beschadigd aan: { $file }. Laad de pagina opnieuw; helpt dat niet, dan moet de site hersteld worden.
plain-browsers = Gridcast is gemaakt voor { $browsers }. Hier staat als tekst wat er is.
plain-delayed = Zolang er een tv-vertraging is ingesteld, staat het klassement hier niet: het zou voorlopen op uw tv.

## Heads of columns, and what lapped cars are behind by

plain-place = Plaats
plain-driver = Coureur
plain-gap = Achterstand
plain-time = Tijd
plain-lap = Ronde
plain-laps = Ronden
plain-points = Punten
plain-one-lap-behind = 1 ronde
plain-laps-behind = { $laps } ronden
