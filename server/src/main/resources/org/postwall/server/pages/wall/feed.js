// The list of posts on the page, newest first, each number at most once.

import { fold, postElement } from './post.js';

export class Feed {
  #root;
  #shown = new Map();

  constructor(root) {
    this.#root = root;
  }

  get isEmpty() {
    return this.#shown.size === 0;
  }

  get oldest() {
    return this.isEmpty ? 0 : Number(this.#root.lastElementChild.dataset.id);
  }

  has(id) {
    return this.#shown.has(id);
  }

  add(posts) {
    const added = posts.filter((post) => !this.#shown.has(post.id));
    for (const post of added) {
      const article = postElement(post);
      this.#root.insertBefore(article, this.#firstOlderThan(post.id));
      this.#shown.set(post.id, article);
    }
    added.forEach((post) => fold(this.#shown.get(post.id)));
    return added.length;
  }

  remove(id) {
    const article = this.#shown.get(id);
    if (!article) {
      return false;
    }
    if (article.contains(document.activeElement)) {
      this.#root.focus({ preventScroll: true });
    }
    article.remove();
    return this.#shown.delete(id);
  }

  // Takes the oldest away until at most so many are left; says whether it had to.
  trim(most) {
    const tooMany = this.#shown.size > most;
    while (this.#shown.size > most) {
      this.remove(this.oldest);
    }
    return tooMany;
  }

  clear() {
    this.#shown.clear();
    this.#root.replaceChildren();
  }

  busy(yes) {
    this.#root.setAttribute('aria-busy', String(yes));
  }

  #firstOlderThan(id) {
    const last = this.#root.lastElementChild;
    if (!last || Number(last.dataset.id) > id) {
      return null;
    }
    let article = this.#root.firstElementChild;
    while (Number(article.dataset.id) > id) {
      article = article.nextElementSibling;
    }
    return article;
  }
}
