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

  get newest() {
    return this.isEmpty ? 0 : Math.max(...this.#ends());
  }

  get oldest() {
    return this.isEmpty ? 0 : Math.min(...this.#ends());
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

  clear() {
    this.#shown.clear();
    this.#root.replaceChildren();
  }

  busy(yes) {
    this.#root.setAttribute('aria-busy', String(yes));
  }

  // The list is sorted, so only its two ends need a look.
  #ends() {
    return [Number(this.#root.firstElementChild.dataset.id), Number(this.#root.lastElementChild.dataset.id)];
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
