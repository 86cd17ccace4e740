// One source: how far it is, what went wrong, and its buttons.

import { timeElement } from '/wall/times.js';
import { deliveries, order, Refusal } from './api.js';
import { element, fill, say } from './elements.js';
import { length, number, percent, rate } from './numbers.js';
import { done, GRAVE, makesSense, messageOf, ORDERS, standing } from './orders.js';
import { question } from './question.js';
import { filled, text, word } from './texts.js';

const STATES = ['queued', 'sending', 'retry', 'sent', 'failed', 'unknown', 'cancelled', 'recalled'];

let cards = 0;

export class Card {
  #title = element('h3', { id: `source-${++cards}` });
  #state = element('span', { className: 'state' });
  #progress = element('progress');
  #share = element('span', { className: 'share' });
  #pace = element('p', { className: 'pace' });
  #counts = element('dl', { className: 'counts' });
  #errors = element('ul', { className: 'errors' });
  #trouble = element('p', { className: 'trouble', hidden: true });
  #buttons = new Map();
  #save = this.#button('csv', text('csv'), () => this.#download());
  #busy = false;
  #locked;

  constructor(source, locked) {
    this.#locked = locked;
    this.#trouble.setAttribute('role', 'alert');
    this.#progress.setAttribute('aria-labelledby', this.#title.id);
    this.#title.textContent = source.id;
    for (const verb of ORDERS) {
      this.#buttons.set(verb, this.#button(verb, word('orders', verb), () => this.#order(verb)));
    }
    this.element = element(
      'article',
      { className: 'source', tabIndex: -1 },
      element('header', {}, this.#title, this.#state, timeElement(source.at)),
      element('div', { className: 'bar' }, this.#progress, this.#share),
      this.#pace,
      this.#counts,
      this.#errors,
      this.#trouble,
      element('p', { className: 'orders' }, ...this.#buttons.values(), this.#save),
    );
    this.element.setAttribute('aria-labelledby', this.#title.id);
    this.#errors.setAttribute('aria-label', text('errors'));
    this.show(source);
  }

  show(source) {
    this.source = source;
    const state = standing(source);
    say(this.#state, word('standings', state));
    this.element.dataset.state = state;
    this.#showProgress(source);
    const counts = Object.entries(source.counts).filter(([, n]) => n > 0);
    counts.sort(([a], [b]) => STATES.indexOf(a) - STATES.indexOf(b));
    fill(this.#counts, counts, ([name, n]) =>
      element('div', {}, element('dt', {}, word('states', name)), element('dd', {}, number(n))),
    );
    fill(this.#errors, source.errors ?? [], ({ reason, count }) =>
      element('li', {}, element('b', {}, `${number(count)} ×`), ' ', element('bdi', { textContent: reason })),
    );
    this.#showButtons(source);
  }

  #showProgress(source) {
    const all = Math.max(source.total, done(source));
    this.#progress.max = all || 1;
    this.#progress.value = all ? done(source) : Number(source.finished);
    say(this.#share, percent(this.#progress.value / this.#progress.max));
    const words = [filled('of', { done: number(done(source)), all: number(all) })];
    if (!source.finished && source.rate > 0) {
      words.push(filled('rate', { n: rate(source.rate) }));
    }
    if (!source.finished && source.seconds_left !== undefined) {
      words.push(filled('left', { time: length(source.seconds_left) }));
    }
    say(this.#pace, words.join(' · '));
  }

  #showButtons(source) {
    const held = document.activeElement;
    this.#save.hidden = messageOf(source) === undefined;
    this.#buttons.forEach((button, verb) => {
      button.hidden = !makesSense(verb, source);
    });
    // Pause becomes Resume under the finger; a button that went away leaves the focus with the card.
    if (held?.hidden && this.element.contains(held)) {
      const twin = { pause: 'resume', resume: 'pause' }[held.dataset.order];
      const next = this.#buttons.get(twin);
      (next && !next.hidden ? next : this.element).focus({ preventScroll: true });
    }
  }

  #button(verb, words, act) {
    const button = element('button', { type: 'button', textContent: words });
    button.className = GRAVE.includes(verb) ? 'plain grave' : 'plain';
    button.dataset.order = verb;
    button.setAttribute('aria-describedby', this.#title.id);
    button.addEventListener('click', act);
    return button;
  }

  async #order(verb) {
    if (GRAVE.includes(verb) && !(await this.#sure(verb))) {
      return;
    }
    await this.#attempt(async () => {
      const message = await order(messageOf(this.source), verb);
      this.show({ ...this.source, ...message, id: this.source.id });
    });
  }

  #sure(verb) {
    const { id, counts, total } = this.source;
    const n = verb === 'recall' ? counts.sent : Math.max(0, total - done(this.source));
    const title = filled(`${verb}Title`, { id });
    return question(title, filled(`${verb}Words`, { n: number(n) }), text(`${verb}Yes`));
  }

  // A link would come without the token.
  #download() {
    return this.#attempt(async () => {
      const message = messageOf(this.source);
      const address = URL.createObjectURL(await deliveries(message));
      element('a', { href: address, download: `broadcast-${message}.csv` }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    });
  }

  async #attempt(work) {
    if (this.#busy) {
      return;
    }
    this.#wait(true);
    this.#complain('');
    try {
      await work();
    } catch (failure) {
      if (!this.#locked(failure)) {
        this.#complain(failure instanceof Refusal ? filled('says', { detail: failure.message }) : text('noAnswer'));
      }
    } finally {
      this.#wait(false);
    }
  }

  // Not "disabled", which would take the focus away.
  #wait(yes) {
    this.#busy = yes;
    this.element.setAttribute('aria-busy', String(yes));
    for (const button of [...this.#buttons.values(), this.#save]) {
      button.setAttribute('aria-disabled', String(yes));
    }
  }

  #complain(words) {
    say(this.#trouble, words);
    this.#trouble.hidden = words === '';
  }
}
