// The frame's side of embed.js, loaded by a page that finds itself in a frame: whether it can be seen, how high it wants
// to be, and messages with the page around it. docs/embed.md tells the messages; frontend/viewer/src/outside.rs the
// attributes by which this speaks with the page.
const VERSION = 1;
const root = document.documentElement;
/** The origin that may speak with this page; nobody may where the address names none. */
const site = new URLSearchParams(location.search).get('parent');

// Out of sight or in the background nothing is painted and no stream is held.
let isInSight = true;
const look = () => {
  const rests = !isInSight || document.hidden;
  if (rests === 'resting' in root.dataset) return;
  if (rests) root.dataset.resting = '';
  else {
    delete root.dataset.resting;
    dispatchEvent(new Event('gridcast-woken'));
  }
};
new IntersectionObserver((seen) => {
  isInSight = seen.at(-1).isIntersecting;
  look();
}).observe(root);
document.addEventListener('visibilitychange', look);

// One finger scrolls the page around; two are the map's, or the chart's, where they begin on it, and else the browser's.
const zooms = ({ target, touches }) => 1 < touches.length && target.closest('.canvases, canvas.over');
for (const kind of ['touchstart', 'touchmove']) {
  document.addEventListener(kind, (event) => zooms(event) && event.preventDefault(), { passive: false });
}

/** How high the page reads well at its width, CSS pixels; null where that is not known yet. */
function wished() {
  const chart = document.querySelector('.framed .chart');
  const plot = chart?.querySelector('.plot');
  // The plot takes what room there is; how much it wants stands in its own style.
  if (plot) return 16 + chart.offsetHeight - plot.offsetHeight + parseFloat(plot.style.height);
  const page = document.querySelector('.page.alone');
  const [map, board] = ['.map', '.board'].map((name) => page?.querySelector(name));
  if (map?.offsetHeight) return innerHeight - map.offsetHeight + Math.min(Math.max(innerWidth * 0.62, 200), 720);
  const n = Number(page?.style.getPropertyValue('--n') || board?.style.getPropertyValue('--n'));
  // One row is none yet.
  if (board?.offsetHeight) return 1 < n ? innerHeight - board.offsetHeight + 34 + n * 30 + 8 : null;
  return page ? 360 : null;
}

if (site) {
  const say = (kind, more) => {
    try {
      parent.postMessage({ gridcast: VERSION, kind, ...more }, site);
    } catch {
      // No origin: then there is nobody to speak with.
    }
  };
  addEventListener('message', ({ source, origin, data }) => {
    if (source !== parent || origin !== site || data?.gridcast !== VERSION) return;
    const take = (query) => window.gridcast?.take(query);
    if (data.kind === 'drivers' && Array.isArray(data.drivers)) take(`drivers=${data.drivers.map(encodeURIComponent)}`);
    else if (data.kind === 'theme') take(`theme=${encodeURIComponent(data.theme)}`);
  });

  const told = {};
  const tell = () => {
    const { ready, drivers } = root.dataset;
    if (ready === undefined) return;
    if (!told.isReady) say('ready');
    told.isReady = true;
    // Between races there is nobody to choose.
    if (drivers !== told.drivers) say('drivers', { drivers: drivers.split(',').filter(Boolean) });
    told.drivers = drivers;
    const px = Math.round(wished() ?? 0);
    if (px && px !== told.px) say('height', { px });
    told.px = px || told.px;
  };
  new MutationObserver(tell).observe(root, { attributes: true });
  new ResizeObserver(tell).observe(root);
  // What decides about the height comes with the page and may be built anew with its language.
  const parts = new MutationObserver(tell);
  const watch = () => {
    for (const part of document.querySelectorAll('.plot, .board')) {
      parts.observe(part, { attributes: true, attributeFilter: ['style'] });
    }
    tell();
  };
  const begin = () => {
    new MutationObserver(watch).observe(document.body, { childList: true, subtree: true });
    watch();
  };
  if (document.body) begin();
  else addEventListener('DOMContentLoaded', begin);
}
