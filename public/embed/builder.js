// The builder: what is chosen becomes attributes of <gridcast-embed>, shown beside the code that makes the same.
// Which panels and charts there are, the gateway says (embed/choices.json): its grammar of addresses is the pages'.
const form = document.getElementById('choices');
const [code, preview, copy] = ['code', 'preview', 'copy'].map((id) => document.getElementById(id));
const home = new URL('.', document.baseURI);

/** The languages of the pages. */
const LANGUAGES = ['en', 'es', 'de', 'it', 'pt', 'fr', 'nl', 'ja'];
/** Pictures of the cards, by what they show. */
const CARDS = {
  map: 'M5 8C8 3 12 6 15 6S24 4 24 10S18 13 19 18S15 25 9 22S4 18 4 15S3 11 5 8Z',
  board: 'M4 7H6M10 7H24M4 14H6M10 14H24M4 21H6M10 21H24',
  events: 'M6 25V4M6 5C11 2 16 9 23 5V16C18 20 13 12 6 16',
  chart: 'M4 4V24H24M8 18L13 11L17 15L23 7',
};
/** Charts that their titles have other names for. */
const TITLES = { 'driver-reach': 'driver-contention', 'constructor-reach': 'constructor-contention' };

/** What is said of the practices, which documents have other names for. */
const PRACTICES = { fp1: 'practice-1', fp2: 'practice-2', fp3: 'practice-3' };

/** What the page says, by its keys, in its language. */
let says = {};
const say = (key, put = {}) => (says[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => put[name]);

/** What the reader has chosen on a page of this site; nothing where nothing may be kept. */
function keptHere(key) {
  try {
    return localStorage.getItem('gridcast-' + key);
  } catch {
    return null;
  }
}

const json = (path) => fetch(new URL(path, home)).then((answer) => (answer.ok ? answer.json() : null), () => null);
const option = (value, text) => new Option(text, value);
const title = (chart) => say(`title-${TITLES[chart] ?? chart}`);
const chosen = (name) => form.elements[name]?.value ?? '';

/** A choice among pictures or codes: an input that the sheet hides, in its label. */
function choice(type, name, value, isChosen, ...content) {
  const [label, input] = [document.createElement('label'), document.createElement('input')];
  Object.assign(input, { type, name, value, checked: isChosen });
  label.append(input, ...content);
  return label;
}

function picture(path) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 28 28');
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

/** The sessions that there are charts of: the page of each, and which charts it has. */
function sessions(index, charts) {
  const kinds = { qualifying: 'qualifying', 'sprint-qualifying': 'qualifying', race: 'race', sprint: 'race' };
  const found = [{ page: 'race', name: say('newest'), charts: charts.race }];
  for (const { season, rounds } of index?.seasons ?? []) {
    found.push({ page: `season/${season}`, name: say('season', { season }), charts: charts.season });
    for (const { round, event, sessions } of [...rounds].reverse()) {
      for (const { session, documents } of sessions) {
        if (!documents?.length) continue;
        const page = `race/${season}/${round}${session === 'race' ? '' : `/${session}`}`;
        const of = session === 'race' ? [] : [say(PRACTICES[session] ?? `session-${session}`)];
        const name = [`${season} ${event}`, ...of].join(' · ');
        found.push({ page, name, charts: charts[kinds[session] ?? 'practice'], result: `${season}/${round}/${session}` });
      }
    }
  }
  // Its drivers are those of the last race that there is something of.
  found[0].result = found.find(({ result }) => result?.endsWith('/race'))?.result;
  return found;
}

/** What is chosen, as attributes of the element; the empty ones are not said. */
function wanted() {
  const isChart = chosen('panel') === 'chart';
  const drivers = [...form.querySelectorAll('#drivers :checked')].map((input) => input.value).join(',');
  const said = {
    page: isChart ? chosen('session') : '',
    panel: isChart ? chosen('chart') : chosen('panel'),
    drivers,
    theme: chosen('theme'),
    lang: chosen('lang'),
    units: chosen('units'),
    delay: isChart || !form.elements.delay.checkValidity() ? '' : chosen('delay'),
    height: chosen('fit') && form.elements.height.checkValidity() ? chosen('height') : '',
    title: isChart ? title(chosen('chart')) : say(chosen('panel')),
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value));
}

const quoted = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

function address({ page = '', ...said }) {
  const url = new URL(page, home);
  for (const key of ['panel', 'drivers', 'theme', 'lang', 'units', 'delay']) {
    if (said[key]) url.searchParams.set(key, said[key]);
  }
  return url.href.replaceAll('%2C', ',');
}

function written(said, isSandboxed) {
  const sandbox = isSandboxed ? ' sandbox' : '';
  switch (document.querySelector('[name=form]:checked').value) {
    case 'frame': {
      const { height = 400, title } = said;
      const allowed = isSandboxed ? ' sandbox="allow-scripts"' : '';
      return `<iframe src="${quoted(address(said))}" title="${quoted(title)}" width="100%" height="${height}" loading="lazy"${allowed} allowfullscreen style="border:0"></iframe>`;
    }
    case 'link':
      return address(said);
    default: {
      const attributes = Object.entries(said).map(([name, value]) => ` ${name}="${quoted(value)}"`).join('');
      return `<script src="${home}embed.js" async></script>\n<gridcast-embed${attributes}${sandbox}></gridcast-embed>`;
    }
  }
}

let shown = '';
function show() {
  const isChart = chosen('panel') === 'chart';
  form.querySelector('.after').hidden = !isChart;
  form.querySelector('.live').hidden = isChart;
  form.querySelector('.fixed').hidden = !chosen('fit');
  document.getElementById('drivers-hint').textContent = say(isChart ? 'drivers-chart' : 'drivers-live');
  const [said, isSandboxed] = [wanted(), form.elements.sandbox.checked];
  code.value = written(said, isSandboxed);
  document.getElementById('form-hint').textContent = say(`hint-${document.querySelector('[name=form]:checked').value}`);
  // All of it is seen, however it is broken into lines.
  code.style.height = 'auto';
  code.style.height = `${code.scrollHeight + 2}px`;
  copy.textContent = say('copy');
  preview.style.width = document.querySelector('[name=width]:checked').value.replace(/^\d+$/, '$&px');
  const key = JSON.stringify([said, isSandboxed]);
  if (key === shown) return;
  shown = key;
  const element = document.createElement('gridcast-embed');
  for (const [name, value] of Object.entries(said)) element.setAttribute(name, value);
  element.toggleAttribute('sandbox', isSandboxed);
  preview.replaceChildren(element);
}

/** Offers the charts of the chosen session, and its drivers. */
let found = [];
async function offer() {
  const session = found.find(({ page }) => page === chosen('session'));
  const before = chosen('chart');
  form.elements.chart.replaceChildren(...session.charts.map((id) => option(id, title(id))));
  if (session.charts.includes(before)) form.elements.chart.value = before;
  const isChart = chosen('panel') === 'chart';
  const of = isChart ? session.result && (await json(`api/marts/${session.result}/result.json`)) : await json('api/live');
  const codes = of?.cars?.map(({ driver }) => driver) ?? of?.drivers?.map(({ code }) => code) ?? [];
  const kept = [...form.querySelectorAll('#drivers :checked')].map((input) => input.value);
  const chips = codes.map((driver) => choice(isChart ? 'checkbox' : 'radio', 'driver', driver, kept.includes(driver), driver));
  document.getElementById('drivers').replaceChildren(...chips);
  document.getElementById('drivers').closest('fieldset').hidden = codes.length === 0;
  show();
}

/** Says the page in the language of its address, or the reader's. */
async function speak() {
  const wished = [new URLSearchParams(location.search).get('lang'), keptHere('language'), ...navigator.languages, 'en'];
  const language = wished.map((tag) => tag?.slice(0, 2)).find((tag) => LANGUAGES.includes(tag));
  says = (await json(`words/builder-${language}.json`)) ?? {};
  document.documentElement.lang = language;
  for (const part of document.querySelectorAll('[data-say]')) part.textContent = say(part.dataset.say);
  for (const part of document.querySelectorAll('[data-label]')) part.ariaLabel = say(part.dataset.label);
  document.title = `${say('heading')} · Gridcast`;
  form.elements.delay.placeholder = say('none');
}

async function begin() {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const own = ['dark', 'light'].find((theme) => theme === keptHere('theme'));
  const theme = () => (document.documentElement.dataset.theme = own ?? (dark.matches ? 'dark' : 'light'));
  dark.addEventListener('change', theme);
  theme();
  await speak();
  const [{ live, charts }, index] = await Promise.all([json('embed/choices.json'), json('api/marts/index.json')]);
  found = sessions(index, charts);
  const cards = Object.keys(CARDS).filter((id) => live.includes(id) || (id === 'chart' && index?.seasons?.length));
  const panels = cards.map((id) => choice('radio', 'panel', id, id === 'map', picture(CARDS[id]), say(id === 'chart' ? 'chart-card' : id)));
  document.getElementById('panels').append(...panels);
  const names = (language) => new Intl.DisplayNames([language], { type: 'language' }).of(language);
  form.elements.lang.append(...LANGUAGES.map((language) => option(language, names(language))));
  form.elements.session.append(...found.map(({ page, name }) => option(page, name)));
  form.addEventListener('input', ({ target }) => (['panel', 'session'].includes(target.name) ? offer() : show()));
  form.addEventListener('submit', (event) => event.preventDefault());
  // One of the live page's drivers: a second press takes the choice back.
  form.addEventListener('click', ({ target }) => {
    if (target.name !== 'driver' || target.type !== 'radio') return;
    if (target.dataset.was) target.checked = false;
    for (const other of form.querySelectorAll('[name=driver]')) delete other.dataset.was;
    if (target.checked) target.dataset.was = 'yes';
    show();
  });
  for (const tab of document.querySelectorAll('.tabs input')) tab.addEventListener('change', show);
  addEventListener('resize', show);
  copy.addEventListener('click', async () => {
    code.select();
    // Without TLS there is no clipboard but the old one.
    const copied = await (navigator.clipboard?.writeText(code.value).then(() => true, () => false) ?? document.execCommand('copy'));
    copy.textContent = say(copied ? 'copied' : 'selected');
  });
  await offer();
}

await begin();
