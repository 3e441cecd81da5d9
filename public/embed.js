// <gridcast-embed>: a panel or a chart of Gridcast in a page of another site. docs/embed.md is its manual.
//
// <script src="https://gridcast.example/embed.js" async></script>
// <gridcast-embed panel="map" theme="dark"></gridcast-embed>
//
// The frame is made when it comes near to what is seen, is as high as what is in it wants to be, and speaks by
// postMessage: {gridcast: 1, kind, …}. Only messages of that frame's own window and of the site that this script came
// from are heard.
(() => {
  'use strict';
  const VERSION = 1;
  // What an address says; `page` and what concerns the frame itself are none of it.
  const SAID = ['panel', 'drivers', 'theme', 'lang', 'units', 'delay', 'sync'];
  // Whoever changes these once the frame is there only sends a message.
  const TOLD = ['drivers', 'theme'];
  const FRAMING = ['page', 'sandbox', 'height', 'title'];
  const [LEAST_PX, MOST_PX] = [120, 4000];
  const home = new URL('.', document.currentScript.src);

  class GridcastEmbed extends HTMLElement {
    static observedAttributes = [...SAID, ...FRAMING];
    #frame = null;
    #near = null;
    #ready = false;
    /** Who is chosen in the frame, as it said last; null before it has said so. */
    #drivers = null;
    /** Who was chosen by the frame's address, while a wish of since then has not arrived: what says so is older. */
    #older = null;

    connectedCallback() {
      this.style.display ||= 'block';
      this.#size(Number(this.getAttribute('height')) || 360);
      addEventListener('message', this.#heard);
      // The page around may be long: what is never reached is never loaded.
      this.#near = new IntersectionObserver((seen) => {
        if (seen.some((one) => one.isIntersecting)) this.#load();
      }, { rootMargin: '400px' });
      this.#near.observe(this);
    }

    disconnectedCallback() {
      removeEventListener('message', this.#heard);
      this.#near?.disconnect();
      this.#drop();
    }

    attributeChangedCallback(name, before, now) {
      if (!this.#frame || before === now) return;
      if (name === 'title') this.#frame.title = now ?? '';
      else if (name === 'height') this.#size(Number(now) || 360);
      else if (name === 'drivers' && (now ?? '') === this.#drivers) return;
      // The reader's own theme is no message, but what a frame begins with.
      else if (TOLD.includes(name) && (now || name !== 'theme')) this.#ready && this.#send(name, now ?? '');
      else {
        this.#drop();
        this.#load();
      }
    }

    /** Chooses drivers by their codes; nobody for none. */
    choose(...codes) {
      this.setAttribute('drivers', codes.flat().join(','));
    }

    /** Where the frame leads. */
    get src() {
      const address = new URL(this.getAttribute('page') ?? '', home);
      for (const name of SAID) {
        const value = this.getAttribute(name);
        if (value) address.searchParams.set(name, value);
      }
      address.searchParams.set('parent', location.origin);
      return address.href;
    }

    #load() {
      if (this.#frame) return;
      this.#near?.disconnect();
      const frame = document.createElement('iframe');
      frame.title = this.getAttribute('title') ?? 'Gridcast';
      frame.allow = 'fullscreen';
      frame.style.cssText = 'display:block;width:100%;height:100%;border:0';
      if (this.hasAttribute('sandbox')) frame.sandbox = 'allow-scripts';
      frame.src = this.src;
      this.#frame = frame;
      this.append(frame);
    }

    #drop() {
      this.#frame?.remove();
      this.#frame = null;
      [this.#ready, this.#drivers, this.#older] = [false, null, null];
    }

    #size(px) {
      this.style.height = `${Math.min(Math.max(px, LEAST_PX), MOST_PX)}px`;
    }

    #send(kind, value) {
      // A sandboxed frame has no origin that could be named.
      const to = this.hasAttribute('sandbox') ? '*' : home.origin;
      const message = kind === 'theme' ? { theme: value } : { drivers: value.split(',').filter(Boolean) };
      this.#frame.contentWindow.postMessage({ gridcast: VERSION, kind, ...message }, to);
    }

    #heard = ({ source, origin, data }) => {
      if (!this.#frame || source !== this.#frame.contentWindow) return;
      if (origin !== (this.hasAttribute('sandbox') ? 'null' : home.origin)) return;
      if (data?.gridcast !== VERSION) return;
      if (data.kind === 'ready') {
        this.#ready = true;
        // What was wished since the frame's address was made.
        for (const name of TOLD) {
          const said = new URL(this.#frame.src).searchParams.get(name) ?? '';
          const wished = this.getAttribute(name) ?? '';
          if (wished === said) continue;
          if (name === 'drivers') this.#older = said;
          this.#send(name, wished);
        }
      } else if (data.kind === 'height') {
        if (!this.hasAttribute('height') && Number.isFinite(data.px)) this.#size(data.px);
      } else if (data.kind === 'drivers' && Array.isArray(data.drivers)) {
        const drivers = data.drivers.join(',');
        if (this.#older !== null && (drivers === '' || drivers === this.#older)) return;
        this.#older = null;
        // The attribute goes along, so that the next wish is compared with what is.
        this.#drivers = drivers;
        this.setAttribute('drivers', this.#drivers);
      } else return;
      this.dispatchEvent(new CustomEvent(`gridcast-${data.kind}`, { detail: data, bubbles: true }));
    };
  }

  customElements.get('gridcast-embed') ?? customElements.define('gridcast-embed', GridcastEmbed);
})();
