### What stands in the page's place where its program cannot run (frontend/plain).

plain-none = Este navegador no tiene WebAssembly, en el que está escrito Gridcast.
plain-old = El WebAssembly de este navegador es demasiado antiguo para Gridcast.
plain-file = Un archivo de esta página falta o llegó dañado: { $file }. Vuelve a cargar la página; si no sirve, hay que arreglar el sitio.
plain-browsers = Gridcast está pensado para { $browsers }. Aquí está como texto lo que hay.
plain-delayed = Con un retardo de TV fijado, aquí no se muestra la tabla: iría por delante de la TV.

## Heads of columns, and what lapped cars are behind by

plain-place = Puesto
plain-driver = Piloto
plain-gap = Diferencia
plain-time = Tiempo
plain-lap = Vuelta
plain-laps = Vueltas
plain-points = Puntos
plain-one-lap-behind = 1 vuelta
plain-laps-behind = { $laps } vueltas
