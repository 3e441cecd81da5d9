// The page as plain text: a sentence that says what is missing, and the board or the result as a table. Asked for by
// begin.js; written for browsers of any age. The build puts the sentences in: by language, in the order of plain.ftl.
(function () {
  var WORDS = {words};
  var BROWSERS = 'Chrome 111, Edge 111, Firefox 121, Safari 16.4';
  var REASONS = { none: 'plain-none', old: 'plain-old', file: 'plain-file' };
  var RENEWED_MS = 10000;
  var program = document.getElementById('plain-program');
  var language = chosenLanguage();
  var plain = document.createElement('div');
  var delayed;

  function say(key) {
    return WORDS[language][key];
  }

  function chosenLanguage() {
    var wanted = [].concat(navigator.languages || navigator.language || []);
    wanted.unshift(kept('gridcast-language'));
    wanted.unshift((/[?&]lang=([^&]+)/.exec(location.search) || [])[1]);
    for (var i = 0; i < wanted.length; i++) {
      var code = String(wanted[i] || '').slice(0, 2).toLowerCase();
      if (WORDS[code]) return code;
    }
    return 'en';
  }

  function kept(key) {
    try {
      return localStorage.getItem(key);
    } catch (_) {
      // A page in a frame may be kept from it.
      return null;
    }
  }

  // Whether a delay may be set, by the address or on the device: who is behind the present is not told it.
  function isDelayed() {
    var said = (/[?&]delay=([^&]*)/.exec(location.search) || [])[1] || '';
    var isCommon = /[?&]sync=/.test(location.search) || Boolean(kept('gridcast-delay-code'));
    return isCommon || /[1-9]/.test(said) || /[1-9]/.test(kept('gridcast-delay') || '');
  }

  function add(to, name, text) {
    var element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    return to.appendChild(element);
  }

  function ask(path, then) {
    var request = new XMLHttpRequest();
    request.open('GET', path);
    request.onload = function () {
      // In a folder of files there is no gateway; then the sentence stands alone.
      if (request.status === 200) then(JSON.parse(request.responseText));
    };
    request.send();
  }

  function seconds(ms) {
    return (ms / 1000).toLocaleString(language, { minimumFractionDigits: 3 });
  }

  function duration(ms) {
    var parts = new Date(ms).toISOString().slice(11, -1).replace(/^[0:]+/, '').split('.');
    return parts[0] + seconds(ms % 1000).slice(1);
  }

  function behind(ms, laps) {
    if (laps) return '+' + (laps === 1 ? say('plain-one-lap-behind') : say('plain-laps-behind').replace('{laps}', laps));
    return typeof ms === 'number' ? '+' + seconds(ms) : '';
  }

  function board(live) {
    // The delay may have been set while the answer was on its way.
    if (!live.session || isDelayed()) return;
    var lap = live.status && live.status.lap;
    var title = (live.session.event || '') + (lap ? ', ' + say('plain-lap') + ' ' + lap : '');
    table(title, ['plain-place', 'plain-driver', 'plain-gap', 'plain-lap'], live.cars.map(function (car) {
      var gap = car.gap || {};
      return [car.position, car.name || car.driver, behind(gap.ms, gap.laps), car.lap];
    }));
  }

  function result(document) {
    var is_race = /^(race|sprint)$/.test(document.session);
    table(document.event || '', ['plain-place', 'plain-driver', 'plain-time', 'plain-laps'], document.results.map(function (row) {
      var ms = is_race ? row.gap === null && !row.laps_behind && row.time : row.best_lap_time;
      var time = ms ? duration(ms) : is_race ? behind(row.gap, row.laps_behind) : '';
      return [row.official_position || row.position, document.drivers[row.driver].name, time, row.laps];
    }));
  }

  function standings(document) {
    table(String(document.season), ['plain-place', 'plain-driver', 'plain-points'], document.drivers.map(function (driver, i) {
      return [i + 1, driver.name, driver.points[driver.points.length - 1]];
    }));
  }

  // The newest session, of a season if one is given, that has a result.
  function newest(index, then) {
    index.seasons.forEach(function (season) {
      season.rounds.slice().reverse().forEach(function (round) {
        round.sessions.slice().reverse().forEach(function (session) {
          if (then && session.documents.indexOf('result') !== -1) {
            then(season.season + '/' + round.round + '/' + session.session);
            then = null;
          }
        });
      });
    });
  }

  function noTable() {
    var old = plain.querySelector('table');
    if (old) plain.removeChild(old);
  }

  function table(title, heads, rows) {
    noTable();
    var made = add(plain, 'table');
    made.style.borderSpacing = '12px 2px';
    add(made, 'caption', title);
    var head = add(add(made, 'thead'), 'tr');
    heads.forEach(function (key) {
      add(head, 'th', say(key)).setAttribute('scope', 'col');
    });
    var body = add(made, 'tbody');
    rows.forEach(function (cells) {
      var row = add(body, 'tr');
      cells.forEach(function (cell) {
        add(row, 'td', cell === null || cell === undefined ? '' : cell);
      });
    });
  }

  function show() {
    var base = document.baseURI.replace(/^[a-z]+:\/\/[^/]*/, '').replace(/[^/]*$/, '');
    var path = location.pathname.indexOf(base) === 0 ? location.pathname.slice(base.length) : '';
    var race = /^race\/(\d+)\/(\d+)(?:\/([a-z0-9-]+))?/.exec(path);
    var season = /^season\/(\d+)/.exec(path);
    function mart(name, then) {
      ask('api/marts/' + name + '.json', then);
    }
    function ofNewest() {
      mart('index', function (index) {
        newest(index, function (session) {
          mart(session + '/result', result);
        });
      });
    }
    if (season) return mart(season[1] + '/standings', standings);
    if (race) return mart(race[1] + '/' + race[2] + '/' + (race[3] || 'race') + '/result', result);
    if (/^(race|season)\b/.test(path)) return ofNewest();
    // Of what is played nothing is told; an export plays its session at its own address too.
    if (/^replay\b/.test(path) || document.querySelector('meta[name=gridcast-session]')) return;
    present();
  }

  // The session at present, renewed; not while a delay is set, which a page that runs without its looks may be told.
  function present() {
    delayed.textContent = isDelayed() ? say('plain-delayed') : '';
    if (isDelayed()) noTable();
    else ask('api/live', board);
    setTimeout(function () {
      if (plain.parentNode) present();
    }, RENEWED_MS);
  }

  function begin() {
    var why = REASONS[program.getAttribute('data-why')];
    document.documentElement.lang = language;
    plain.id = 'plain';
    plain.setAttribute('role', 'main');
    plain.style.cssText = 'padding:16px;max-width:60em;overflow:auto';
    add(plain, 'h1', 'Gridcast');
    add(plain, 'p', say(why).replace('{file}', program.getAttribute('data-file'))).setAttribute('role', 'alert');
    add(plain, 'p', say('plain-browsers').replace('{browsers}', BROWSERS));
    delayed = add(plain, 'p');
    document.body.insertBefore(plain, document.body.firstChild);
    show();
  }

  // The page began after all.
  if (!program) return;
  if (document.body) begin();
  else document.addEventListener('DOMContentLoaded', begin);
})();
