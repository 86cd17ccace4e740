// Taps on inline buttons that wait for their bot's answer.

import {alertBox, failed, toast} from './notices.js';
import {link} from './entities.js';
import {t} from './texts.js';

const PATIENCE = 30_000;

export class Taps {
  #waiting = new Map(); // "message data" -> callback id, or null until the simulator has named it
  #early = new Map(); // answers that came before their tap's own response

  /** @param botName whose alerts these are; @param redraw called with the message whose buttons look different now */
  constructor(botName, redraw) {
    this.botName = botName;
    this.redraw = redraw;
  }

  isBusy(messageId, data) {
    return this.#waiting.has(`${messageId} ${data}`);
  }

  /** Taps a button; `send` gives the tap's callback id. */
  async tap(messageId, data, send) {
    const key = `${messageId} ${data}`;
    if (this.#waiting.has(key)) return;
    this.#waiting.set(key, null);
    this.redraw(messageId);
    try {
      const {callback_query_id: id} = await send();
      this.#waiting.set(key, id);
      const early = this.#early.get(id);
      this.#early.clear();
      if (early) this.answered(early);
      else setTimeout(() => this.#waiting.get(key) === id && (this.#end(key), toast(t('noAnswer'))), PATIENCE);
    } catch (error) {
      this.#end(key);
      if (error.status === 409) toast(t('gone'));
      else failed(error);
    }
  }

  /** The bot has answered: {callback_query_id, text?, show_alert?, url?}. */
  answered(answer) {
    const key = [...this.#waiting].find(([, id]) => id === answer.callback_query_id)?.[0];
    if (!key) {
      if ([...this.#waiting.values()].includes(null)) this.#early.set(answer.callback_query_id, answer);
      return;
    }
    this.#end(key);
    if (answer.text && answer.show_alert) alertBox(this.botName(), answer.text);
    else if (answer.text) toast(answer.text);
    if (answer.url) toast(link(answer.url, t('openLink')));
  }

  #end(key) {
    this.#waiting.delete(key);
    this.redraw(Number(key.slice(0, key.indexOf(' '))));
  }
}
