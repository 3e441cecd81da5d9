// Within both pages: asks for the page as plain text where its program cannot begin, or a file is missing or damaged.
// Written for browsers of any age; what follows it is not.
(function () {
  var begun = false, asked = false, stays = false;
  function plain(why, file) {
    if (asked) return;
    asked = true;
    var name = (file || '').split('?')[0].split('/').pop();
    var script = document.createElement('script');
    script.id = 'plain-program';
    script.src = 'words/plain.js';
    script.setAttribute('data-why', why);
    script.setAttribute('data-file', name);
    script.onerror = function () {
      document.body.appendChild(document.createTextNode('Gridcast cannot begin: ' + (name || why) + ', words/plain.js'));
    };
    document.head.appendChild(script);
  }
  // The program runs without its looks; the sentence stays then.
  function unsightly(sheet) {
    stays = true;
    plain('file', sheet);
  }
  addEventListener('TrunkApplicationStarted', function () {
    begun = true;
    if (stays) return;
    ['plain', 'plain-program'].forEach(function (id) {
      var gone = document.getElementById(id);
      if (gone) gone.parentNode.removeChild(gone);
    });
  });
  addEventListener('error', function (event) {
    var of = event.target;
    if (of.rel === 'stylesheet') return unsightly(of.href);
    if (begun) return;
    // What extensions do within the page is none of ours; what the page's own script could not begin is the program.
    if (of === window && String(event.filename).indexOf(location.origin) === 0) {
      plain('file', /\.js$/.test(event.filename) ? event.filename : program('preload'));
    }
    if (of.tagName === 'SCRIPT') plain('file', of.src || program('modulepreload'));
  }, true);
  // The build has the page say the second, as WebKit does not say the first.
  ['unhandledrejection', 'gridcast-unbegun'].forEach(function (fault) {
    addEventListener(fault, function () {
      if (!begun) plain('file', program('preload'));
    });
  });
  addEventListener('load', function () {
    // The build ends each sheet with this; one that was cut ends before.
    var sheet = document.querySelector('link[rel=stylesheet][href*="style-"]');
    var whole = getComputedStyle(document.documentElement).getPropertyValue('--whole');
    if (sheet && !whole) unsightly(sheet.href);
  });
  function program(rel) {
    var links = document.querySelectorAll('link[rel=' + rel + ']');
    for (var i = 0; i < links.length; i++) if (/gridcast-.*\.(wasm|js)$/.test(links[i].href)) return links[i].href;
    return '';
  }
  if (typeof WebAssembly !== 'object') return plain('none');
  // The least program with all that the page's needs: a table of references, f32 to i32 without a trap, the extension
  // of a sign, filled memory.
  var least = [
    0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 4, 4, 1, 111, 0, 0, 5, 3, 1, 0, 1,
    10, 19, 1, 17, 0, 67, 0, 0, 0, 0, 252, 0, 192, 65, 0, 65, 0, 252, 11, 0, 11,
  ];
  if (!WebAssembly.validate(new Uint8Array(least))) plain('old');
})();
