// The list of messages: grows at both ends, changes in place, stays where the reader is.

import {bubble} from './bubble.js';
import {el, iconButton} from './dom.js';
import {t} from './texts.js';
import {dayName, dayOf} from './time.js';

const NEAR_END = 80; // pixels
const MOST = 600; // messages drawn at once
const TOGETHER = 300; // seconds between messages of one author that stand together

export class Timeline {
  messages = [];
  #loads = 0;
  #news = new Map(); // while loading: message id -> message, or null for a deleted one
  #unread = 0;
  #top = 0;

  /** @param context what every bubble needs: personId, viewer, group, act; @param loadOlder asks for older messages */
  constructor(context, loadOlder) {
    this.context = context;
    this.list = el('ol', {class: 'messages', role: 'log', 'aria-live': 'polite', 'aria-relevant': 'additions'});
    this.older = el('button', {type: 'button', class: 'older', hidden: true, onclick: loadOlder}, t('older'));
    this.scroller = el('div', {class: 'scroller', tabindex: 0, onscroll: () => this.#scrolled(loadOlder)}, this.older, this.list);
    this.badge = el('span', {class: 'badge', hidden: true});
    this.toEnd = iconButton('down', t('toEnd'), () => this.scrollToEnd(true), {class: 'icon to-end', hidden: true});
    this.toEnd.append(this.badge);
    this.node = el('div', {class: 'timeline'}, this.scroller, this.toEnd);
    // Pictures that come late, a smaller window or an opening keyboard must not push the newest message out of sight.
    this.stuck = true;
    const sizes = new ResizeObserver(() => this.stuck && this.scrollToEnd());
    sizes.observe(this.scroller);
    sizes.observe(this.list);
  }

  /** Until {@link endLoading} what happens is newer than what is being loaded. */
  beginLoading() {
    this.#loads++;
  }

  endLoading() {
    this.#loads--;
    if (this.#loads === 0) this.#news.clear();
  }

  /** Shows nothing any more. */
  empty() {
    this.#news.clear();
    this.reset([], false);
  }

  /** Shows these messages, corrected by what happened while they were loaded. Where nothing differs, nothing moves. */
  reset(loaded, hasOlder) {
    const messages = loaded.map(message => (this.#news.has(message.message_id) ? this.#news.get(message.message_id) : message))
      .concat([...this.#news.values()].filter(news => news && !loaded.some(message => message.message_id === news.message_id)))
      .filter(Boolean);
    const shown = messages.length ? this.messages.slice(-messages.length) : this.messages;
    if (JSON.stringify(messages) === JSON.stringify(shown)) return;
    this.messages = [...messages];
    this.older.hidden = !hasOlder;
    this.list.setAttribute('aria-live', 'off');
    this.#draw();
    this.scrollToEnd();
    requestAnimationFrame(() => this.list.setAttribute('aria-live', 'polite'));
  }

  /** Puts older messages before the others without moving what is being read. */
  prepend(messages, hasOlder) {
    const known = new Set(this.messages.map(message => message.message_id));
    this.messages.unshift(...messages.filter(message => !known.has(message.message_id)));
    this.older.hidden = !hasOlder;
    const fromEnd = this.scroller.scrollHeight - this.scroller.scrollTop;
    this.list.setAttribute('aria-live', 'off');
    this.#draw();
    this.scroller.scrollTop = this.scroller.scrollHeight - fromEnd;
    requestAnimationFrame(() => this.list.setAttribute('aria-live', 'polite'));
  }

  /** A message that is new, or says something else now. Returns whether it is new. */
  put(message) {
    if (this.#loads) this.#news.set(message.message_id, message);
    const at = this.messages.findIndex(known => known.message_id === message.message_id);
    if (at >= 0) {
      this.messages[at] = message;
      this.#redraw(at);
      return false;
    }
    const next = this.messages.findIndex(known => known.message_id > message.message_id);
    const mine = message.from?.id === this.context.personId;
    const stick = this.stuck || mine;
    if (next >= 0) {
      this.messages.splice(next, 0, message);
      this.#draw();
    } else {
      this.messages.push(message);
      this.#append(this.messages.length - 1);
    }
    if (stick) {
      this.#forgetOld();
      this.scrollToEnd();
    } else {
      this.#showUnread(this.#unread + 1);
    }
    return true;
  }

  remove(messageId) {
    if (this.#loads) this.#news.set(messageId, null);
    const at = this.messages.findIndex(message => message.message_id === messageId);
    if (at < 0) return;
    this.messages.splice(at, 1);
    this.#draw();
  }

  /** Draws a message anew, e.g. because one of its buttons waits now. */
  refresh(messageId) {
    const at = this.messages.findIndex(message => message.message_id === messageId);
    if (at >= 0) this.#redraw(at);
  }

  find(messageId) {
    return this.messages.find(message => message.message_id === messageId);
  }

  /** Brings a message into sight and marks it for a moment. */
  show(messageId) {
    const item = this.#item(messageId);
    if (!item) return;
    item.scrollIntoView({block: 'center', behavior: 'smooth'});
    item.classList.add('shown');
    setTimeout(() => item.classList.remove('shown'), 1500);
  }

  scrollToEnd(smooth = false) {
    this.stuck = true;
    this.#showUnread(0);
    this.scroller.scrollTo({top: this.scroller.scrollHeight, behavior: smooth ? 'smooth' : 'instant'});
  }

  #scrolled(loadOlder) {
    const {scrollTop, scrollHeight, clientHeight} = this.scroller;
    // Content that grows leaves the end behind; only who scrolls up wants to be elsewhere.
    if (scrollHeight - scrollTop - clientHeight < NEAR_END) this.stuck = true;
    else if (scrollTop < this.#top) this.stuck = false;
    this.#top = scrollTop;
    this.toEnd.hidden = this.stuck;
    if (this.stuck) this.#showUnread(0);
    if (scrollTop < NEAR_END && !this.older.hidden && scrollHeight > clientHeight) loadOlder();
  }

  /** A long conversation keeps only its newest messages here; older ones can be had again. */
  #forgetOld() {
    if (this.messages.length < MOST) return;
    this.messages.splice(0, this.messages.length - MOST / 2);
    this.older.hidden = false;
    this.#draw();
  }

  #showUnread(count) {
    this.#unread = count;
    this.badge.hidden = count === 0;
    this.badge.textContent = String(count);
    this.toEnd.hidden = this.stuck && count === 0;
  }

  #item(messageId) {
    return this.list.querySelector(`[data-ids~="${messageId}"]`);
  }

  /** Where the album of a message begins; any other message is alone. */
  #first(at) {
    const album = this.messages[at].media_group_id;
    let first = at;
    while (album && this.messages[first - 1]?.media_group_id === album) first--;
    return first;
  }

  #make(first) {
    const message = this.messages[first];
    const before = this.messages[first - 1];
    const album = [message];
    while (message.media_group_id && this.messages[first + album.length]?.media_group_id === message.media_group_id) {
      album.push(this.messages[first + album.length]);
    }
    const author = message.from?.id ?? message.sender_chat?.id;
    const follows = before && (before.from?.id ?? before.sender_chat?.id) === author
      && message.date - before.date < TOGETHER && dayOf(before.date) === dayOf(message.date);
    const mine = message.from?.id === this.context.personId;
    const item = bubble(album, {mine, viewer: this.context.viewer, named: this.context.group && !mine && !follows}, this.context.act(message));
    item.classList.toggle('follows', Boolean(follows));
    item.classList.toggle('indented', this.context.group && !mine);
    return item;
  }

  #day(at) {
    const {date} = this.messages[at];
    if (at > 0 && dayOf(this.messages[at - 1].date) === dayOf(date)) return null;
    return el('li', {class: 'day', role: 'separator'}, el('span', {}, dayName(date)));
  }

  /** Puts a message at the end of the list; the next one of an album joins the others. */
  #append(at) {
    if (this.#first(at) < at) {
      this.#redraw(at);
      return;
    }
    const day = this.#day(at);
    if (day) this.list.append(day);
    this.list.append(this.#make(at));
  }

  #redraw(at) {
    const first = this.#first(at);
    const old = this.#item(this.messages[first].message_id);
    const focused = old?.contains(document.activeElement) ? document.activeElement.dataset.callback : undefined;
    const item = this.#make(first);
    item.classList.add('still');
    old?.replaceWith(item);
    if (focused !== undefined) {
      const heir = [...item.querySelectorAll('.key')].find(key => key.dataset.callback === focused) ?? item.querySelector('.key');
      heir?.focus({preventScroll: true});
    }
    if (this.stuck) this.scrollToEnd();
  }

  #draw() {
    this.list.replaceChildren();
    this.messages.forEach((_, at) => {
      if (this.#first(at) === at) this.#append(at);
    });
    for (const item of this.list.children) item.classList.add('still');
  }
}
