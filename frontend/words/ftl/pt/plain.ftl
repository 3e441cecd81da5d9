### What stands in the page's place where its program cannot run (frontend/plain).

plain-none = Este navegador não tem WebAssembly, em que o Gridcast é escrito.
plain-old = O WebAssembly deste navegador é antigo demais para o Gridcast.
plain-file = Um arquivo desta página falta ou chegou danificado: { $file }. Carregue a página de novo; se não adiantar, o site precisa de conserto.
plain-browsers = O Gridcast é feito para { $browsers }. Aqui está em texto o que há.
plain-delayed = Com um atraso da TV definido, a tabela não aparece aqui: estaria à frente da sua TV.

## Heads of columns, and what lapped cars are behind by

plain-place = Posição
plain-driver = Piloto
plain-gap = Diferença
plain-time = Tempo
plain-lap = Volta
plain-laps = Voltas
plain-points = Pontos
plain-one-lap-behind = 1 volta
plain-laps-behind = { $laps } voltas
