// The stream of what happens in the chats that are open here. It reconnects by itself and tells when it did.

const RETRY = 1000;

export class Feed {
  #source = null;
  #watched = '';
  #timer = 0;
  #away = false;

  /** @param handle called with (kind, data) for each event; kinds "open" and "away" are the feed's own. */
  constructor(handle) {
    this.handle = handle;
  }

  /** Watches exactly these chats from now on. */
  watch(keys) {
    const watched = [...new Set(keys)].sort().join(',');
    if (this.#source && watched === this.#watched) return;
    this.#watched = watched;
    this.#connect();
  }

  #connect() {
    clearTimeout(this.#timer);
    this.#source?.close();
    const source = new EventSource('/simulator/page/feed?' + new URLSearchParams({watch: this.#watched}));
    this.#source = source;
    source.addEventListener('hello', event => {
      const back = this.#away;
      this.#away = false;
      this.handle('open', {...JSON.parse(event.data), back});
    });
    for (const kind of ['posted', 'edited', 'deleted', 'answered', 'action', 'block', 'bot', 'people', 'chats', 'forgotten']) {
      source.addEventListener(kind, event => this.handle(kind, JSON.parse(event.data)));
    }
    source.onerror = () => {
      if (this.#source !== source) return;
      source.close();
      if (!this.#away) this.handle('away', {});
      this.#away = true;
      this.#timer = setTimeout(() => this.#connect(), RETRY);
    };
  }
}
