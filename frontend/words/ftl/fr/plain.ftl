### What stands in the page's place where its program cannot run (frontend/plain).

plain-none = Ce navigateur n'a pas WebAssembly, dans lequel Gridcast est écrit.
plain-old = Le WebAssembly de ce navigateur est trop ancien pour Gridcast.
plain-file = Un fichier de cette page manque ou est arrivé endommagé : { $file }. Rechargez la page ; si cela ne suffit pas, c'est le site qu'il faut réparer.
plain-browsers = Gridcast est fait pour { $browsers }. Voici en texte ce qu'il y a.
plain-delayed = Quand un décalage TV est réglé, le classement n'est pas montré ici : il serait en avance sur la télé.

## Heads of columns, and what lapped cars are behind by

plain-place = Place
plain-driver = Pilote
plain-gap = Écart
plain-time = Temps
plain-lap = Tour
plain-laps = Tours
plain-points = Points
plain-one-lap-behind = 1 tour
plain-laps-behind = { $laps } tours
