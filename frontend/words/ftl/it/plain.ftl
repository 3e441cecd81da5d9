### What stands in the page's place where its program cannot run (frontend/plain).

plain-none = Questo browser non ha WebAssembly, in cui Gridcast è scritto.
plain-old = Il WebAssembly di questo browser è troppo vecchio per Gridcast.
plain-file = Un file di questa pagina manca o è arrivato danneggiato: { $file }. Ricarica la pagina; se non serve, va riparato il sito.
plain-browsers = Gridcast è pensato per { $browsers }. Ecco come testo quello che c'è.
plain-delayed = Con un ritardo TV impostato, qui la classifica non si mostra: sarebbe più avanti della TV.

## Heads of columns, and what lapped cars are behind by

plain-place = Posizione
plain-driver = Pilota
plain-gap = Distacco
plain-time = Tempo
plain-lap = Giro
plain-laps = Giri
plain-points = Punti
plain-one-lap-behind = 1 giro
plain-laps-behind = { $laps } giri
