// One conversation: a person in the chat with a bot, or in a group or channel.

import {api, Away, Refused} from './api.js';
import {nameOf} from './bubble.js';
import {Composer} from './composer.js';
import {editPerson} from './dialogs.js';
import {avatar, el, iconButton} from './dom.js';
import {replyKeyboardOf} from './keyboards.js';
import {memory} from './memory.js';
import {failed, toast} from './notices.js';
import {Taps} from './taps.js';
import {t} from './texts.js';
import {Timeline} from './timeline.js';

const LOOK_AGAIN = 1500;
const ACTION_SHOWN = 5500; // A chat action lasts 5 seconds at most: Bot API, sendChatAction.

export class Pane {
  #chat = null; // the simulator's answer: who and what this chat is
  #loading = false;
  #actionTimer = 0;
  #missing = 0;

  /** @param tab {person, bot} or {person, chat}; @param host changed(pane): its tab looks different now; unread(pane): a message came; touched(pane): somebody is in it */
  constructor(tab, host) {
    this.tab = tab;
    this.host = host;
    this.target = tab.bot ? {bot: tab.bot} : {chat: tab.chat};
    this.taps = new Taps(() => this.title, messageId => this.timeline.refresh(messageId));
    this.timeline = new Timeline({
      personId: tab.person, viewer: tab.bot ?? '', group: !tab.bot, act: message => this.#actsOn(message),
    }, () => this.#loadOlder());
    this.composer = new Composer({
      write: (text, replyTo) => this.#try(api.write(this.person, this.target, text, replyTo)),
      edit: (messageId, text) => this.#try(api.edit(this.person, this.target, messageId, text)),
      upload: (file, kind, caption) => api.upload(this.person, this.target, file, kind, caption).then(answer => this.put(answer.message)),
      lastOwn: () => this.timeline.messages.findLast(message => message.from?.id === tab.person && (message.text ?? message.caption)),
    });
    this.head = el('header', {class: 'pane-head'});
    this.welcome = el('div', {class: 'welcome', hidden: true});
    this.foot = el('footer', {class: 'pane-foot'});
    this.node = el('section', {class: 'pane', role: 'tabpanel', tabindex: -1}, this.head, this.timeline.node, this.welcome, this.foot);
    this.node.addEventListener('focusin', () => host.touched(this));
    this.#acceptDrops();
    this.#drawHead();
  }

  /** The name under which the feed speaks of this chat. */
  get key() {
    return this.tab.bot ? `${this.tab.person}@${this.tab.bot.toLowerCase()}` : String(this.tab.chat);
  }

  get person() {
    return memory.person(this.tab.person) ?? {id: this.tab.person, first_name: t('unknownUser')};
  }

  get title() {
    return this.#chat ? nameOf(this.#chat.bot ?? this.#chat.chat) : this.tab.bot ?? String(this.tab.chat);
  }

  get id() {
    return this.#chat?.bot?.id ?? this.#chat?.chat?.id ?? 0;
  }

  /** Asks the simulator for everything anew, e.g. after it was away. */
  async load() {
    this.timeline.beginLoading();
    try {
      this.#chat = await api.chat(this.person, this.target);
      this.timeline.context.viewer = this.#chat.viewer ?? '';
      this.timeline.reset(this.#chat.messages, this.#chat.has_older);
      this.#draw();
    } catch (error) {
      if (error instanceof Away) return; // What was shown may still be read.
      if (!(error instanceof Refused)) throw error;
      this.#chat = null;
      this.timeline.empty();
      this.#draw();
      if (error.status !== 404) failed(error);
      else this.#lookAgain();
    } finally {
      this.timeline.endLoading();
    }
  }

  /** After a restart a bot may come a moment later than the simulator. */
  #lookAgain() {
    clearTimeout(this.#missing);
    this.#missing = setTimeout(() => this.node.isConnected && !this.#chat && this.load(), LOOK_AGAIN);
  }

  /** Something happened in this chat. */
  hear(kind, event) {
    switch (kind) {
      case 'posted': case 'edited': this.put(event.message); break;
      case 'deleted': this.timeline.remove(event.message_id); this.#draw(); break;
      case 'answered': if (event.person === this.tab.person) this.taps.answered(event); break;
      case 'action': this.#showAction(event.action); break;
      default: this.load();
    }
  }

  put(message) {
    const isNew = this.timeline.put(message);
    if (isNew && message.from?.id !== this.tab.person) {
      this.#showAction(null);
      this.host.unread(this);
    }
    this.#draw();
  }

  /** Comes to the front. */
  shown() {
    if (this.timeline.stuck) this.timeline.scrollToEnd();
    this.composer.focus();
  }

  #actsOn(message) {
    return {
      canWrite: this.#canWrite(),
      command: text => this.#try(api.write(this.person, this.target, text)),
      isBusy: data => this.taps.isBusy(message.message_id, data),
      tap: data => this.taps.tap(message.message_id, data, () => api.tap(this.person, this.target, message.message_id, data)),
      copy: text => navigator.clipboard.writeText(text).then(() => toast(t('copied')), failed),
      unsupported: () => toast(t('unsupported')),
      show: messageId => this.timeline.show(messageId),
      reply: answered => this.composer.startReply(answered, nameOf(answered.from ?? answered.sender_chat)),
      edit: own => this.composer.startEdit(own),
    };
  }

  async #try(promise) {
    try {
      const answer = await promise;
      if (answer.message) this.put(answer.message);
    } catch (error) {
      failed(error);
    }
  }

  async #loadOlder() {
    const first = this.timeline.messages[0];
    if (this.#loading || !first) return;
    this.#loading = true;
    try {
      const {messages, has_older: hasOlder} = await api.chat(this.person, this.target, first.message_id);
      this.timeline.prepend(messages, hasOlder);
    } catch (error) {
      failed(error);
    } finally {
      this.#loading = false;
    }
  }

  #canWrite() {
    return Boolean(this.#chat?.can_write) && !this.#chat.blocked;
  }

  #draw() {
    this.#drawHead();
    this.composer.setCommands(this.#chat?.commands ?? []);
    this.composer.setKeyboard(replyKeyboardOf(this.timeline.messages));
    const fresh = Boolean(this.#chat?.bot) && this.timeline.messages.length === 0;
    this.welcome.hidden = !fresh;
    this.timeline.node.hidden = fresh;
    if (fresh) this.#drawWelcome();
    this.#drawFoot(fresh);
    this.host.changed(this);
  }

  #drawHead() {
    const chat = this.#chat;
    const {person} = this;
    const drawn = JSON.stringify([this.title, this.id, person, chat?.bot, chat?.chat, chat?.blocked]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.detail = chat?.bot ? `@${chat.bot.username} · ${t('bot')}` : chat ? t(chat.chat.type) : '';
    this.status = el('p', {class: 'status'}, this.detail);
    this.head.replaceChildren(
      avatar(this.title, this.id),
      el('div', {class: 'names'}, el('h2', {dir: 'auto'}, this.title), this.status),
      el('button', {type: 'button', class: 'chip', title: t('editPerson'), onclick: () => this.#editPerson()},
        avatar(nameOf(person), person.id, true),
        el('span', {class: 'chip-name', dir: 'auto'}, nameOf(person)),
        el('small', {}, (person.language_code ?? '').toUpperCase())),
      ...(chat?.bot && !chat.blocked ? [iconButton('block', t('block'), () => this.#block(true))] : []));
    this.node.setAttribute('aria-label', `${nameOf(person)}: ${this.title}`);
  }

  #editPerson() {
    editPerson(this.person, person => api.meet(person).then(() => this.load(), failed));
  }

  #drawWelcome() {
    const {bot, description} = this.#chat;
    this.welcome.replaceChildren(el('div', {class: 'card'},
      avatar(bot.first_name, bot.id),
      el('h3', {dir: 'auto'}, description ? t('sees') : bot.first_name),
      el('p', {dir: 'auto'}, description || t('startHint'))));
  }

  #drawFoot(fresh) {
    if (!this.#chat) {
      this.foot.replaceChildren(el('p', {class: 'foot-note'}, t('notThere', {name: this.tab.bot ? '@' + this.tab.bot : this.tab.chat})));
    } else if (this.#chat.blocked) {
      this.foot.replaceChildren(el('div', {class: 'foot-act'}, el('p', {}, t('blockedByYou')),
        el('button', {type: 'button', class: 'big', onclick: () => this.#block(false)}, t('unblock'))));
    } else if (fresh) {
      if (this.foot.querySelector('.start')) return;
      const start = el('button', {type: 'button', class: 'big start', onclick: async () => {
        await this.#try(api.write(this.person, this.target, '/start'));
        this.composer.focus();
      }}, t('start'));
      this.foot.replaceChildren(el('div', {class: 'foot-act'}, start));
    } else if (!this.#chat.can_write) {
      this.foot.replaceChildren(el('p', {class: 'foot-note'}, t('onlyAdmins')));
    } else if (this.foot.firstChild !== this.composer.node) {
      this.foot.replaceChildren(this.composer.node);
    }
  }

  async #block(blocked) {
    await this.#try(api.block(this.person, this.tab.bot, blocked));
    this.load();
  }

  #showAction(action) {
    clearTimeout(this.#actionTimer);
    this.head.classList.toggle('acting', Boolean(action));
    this.status.textContent = action ? t(action === 'typing' ? 'typing' : 'busy') : this.detail;
    if (action) this.#actionTimer = setTimeout(() => this.#showAction(null), ACTION_SHOWN);
  }

  #acceptDrops() {
    this.node.addEventListener('dragover', event => {
      if (this.#canWrite() && event.dataTransfer.types.includes('Files')) event.preventDefault();
    });
    this.node.addEventListener('drop', event => {
      const file = event.dataTransfer.files[0];
      if (!this.#canWrite() || !file) return;
      event.preventDefault();
      this.composer.offer(file);
    });
  }
}
