// The list of bots: which send, and what keeps the others from it.

import { element, fill } from './elements.js';
import { text } from './texts.js';

export class Bots {
  #root;

  constructor(root) {
    this.#root = root;
  }

  show(bots) {
    fill(this.#root, bots, ({ bot, trouble }) =>
      element(
        'li',
        { className: trouble ? 'bad' : 'good' },
        element('bdi', { className: 'name', textContent: bot }),
        ' ',
        element('bdi', { textContent: trouble || text('noTrouble') }),
      ),
    );
  }
}
