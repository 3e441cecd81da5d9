### What stands in the page's place where its program cannot run (frontend/plain).

plain-none = Dieser Browser hat kein WebAssembly, in dem Gridcast geschrieben ist.
plain-old = Das WebAssembly dieses Browsers ist zu alt für Gridcast.
plain-file = Eine Datei dieser Seite fehlt oder kam beschädigt an: { $file }. Laden Sie die Seite neu; hilft das nicht, ist die Website instand zu setzen.
plain-browsers = Gridcast ist für { $browsers } gemacht. Hier steht als Text, was da ist.
plain-delayed = Solange ein TV-Versatz eingestellt ist, steht hier keine Rangliste: Sie wäre dem Fernsehbild voraus.

## Heads of columns, and what lapped cars are behind by

plain-place = Platz
plain-driver = Fahrer
plain-gap = Abstand
plain-time = Zeit
plain-lap = Runde
plain-laps = Runden
plain-points = Punkte
plain-one-lap-behind = 1 Runde
plain-laps-behind = { $laps } Runden
