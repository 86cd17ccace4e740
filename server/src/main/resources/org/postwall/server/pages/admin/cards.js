// The list of sources, in the server's order, a card each.

import { Card } from './card.js';
import { standing } from './orders.js';
import { word } from './texts.js';

export class Cards {
  #root;
  #news;
  #locked;
  #shown = new Map();

  // news: where changes are read out; locked(failure): takes over when the server wants a token.
  constructor(root, news, locked) {
    this.#root = root;
    this.#news = news;
    this.#locked = locked;
  }

  get isEmpty() {
    return this.#shown.size === 0;
  }

  show(sources) {
    const held = document.activeElement;
    this.#dropAllBut(new Set(sources.map(({ id }) => id)));
    let next = this.#root.firstElementChild;
    for (const source of sources) {
      const { element } = this.#card(source);
      if (element === next) {
        next = next.nextElementSibling;
      } else {
        this.#root.insertBefore(element, next);
      }
    }
    // An element that is moved loses the focus.
    if (this.#root.contains(held) && held !== document.activeElement) {
      held.focus({ preventScroll: true });
    }
  }

  #card(source) {
    const known = this.#shown.get(source.id);
    if (known) {
      const before = standing(known.source);
      known.show(source);
      if (before !== standing(source)) {
        this.#news.textContent = `${source.id}: ${word('standings', standing(source))}`;
      }
      return known;
    }
    const card = new Card(source, this.#locked);
    this.#shown.set(source.id, card);
    return card;
  }

  #dropAllBut(ids) {
    for (const [id, { element }] of this.#shown) {
      if (!ids.has(id)) {
        if (element.contains(document.activeElement)) {
          this.#root.focus({ preventScroll: true });
        }
        element.remove();
        this.#shown.delete(id);
      }
    }
  }
}
