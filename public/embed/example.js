// What a page does to link embeds: whom one of them tells, the others are told.
const embeds = document.querySelectorAll('gridcast-embed');
addEventListener('gridcast-drivers', ({ target, detail }) => {
  for (const other of embeds) {
    if (other !== target) other.choose(detail.drivers);
  }
  document.getElementById('chosen').textContent = detail.drivers.length ? `${detail.drivers} is chosen.` : 'Nobody is chosen.';
});

// The page shows this file.
fetch(document.querySelector('script[src$="example.js"]').src)
  .then((answer) => answer.text())
  .then((text) => (document.getElementById('script').textContent = text.split('\n\n')[0]));
