// The strip of open conversations. Arrow keys move along it (WAI-ARIA Authoring Practices, "Tabs").

import {avatar, el, iconButton} from './dom.js';
import {nameOf} from './bubble.js';
import {t} from './texts.js';

export class Tabs {
  #parts = new Map(); // pane -> its nodes
  #active = null;

  /** @param act select(index), close(index), open() */
  constructor(act) {
    this.act = act;
    this.list = el('div', {class: 'tabs', role: 'tablist', 'aria-label': t('tabs'), onkeydown: event => this.#key(event)});
    this.node = el('nav', {class: 'strip', 'aria-label': t('tabs')}, this.list, iconButton('plus', t('newTab'), () => act.open(), {class: 'icon new-tab'}));
  }

  /** Shows one tab per pane. Tabs stay the same nodes, so that neither focus nor a click is lost. */
  draw(panes, active) {
    for (const [pane, parts] of this.#parts) {
      if (panes.includes(pane)) continue;
      parts.node.remove();
      this.#parts.delete(pane);
    }
    panes.forEach((pane, i) => {
      if (!this.#parts.has(pane)) this.#add(pane);
      this.#update(pane, i, i === active);
    });
    if (this.#active !== panes[active]) {
      this.#active = panes[active];
      this.#parts.get(this.#active)?.tab.scrollIntoView({block: 'nearest', inline: 'nearest'});
    }
  }

  #add(pane) {
    const parts = {
      sign: el('span', {class: 'sign'}),
      person: el('span', {class: 'tab-person', dir: 'auto'}),
      chat: el('span', {class: 'tab-chat', dir: 'auto'}),
      badge: el('span', {class: 'badge'}),
      index: 0,
    };
    parts.tab = el('button', {type: 'button', role: 'tab', onclick: () => this.act.select(parts.index)},
      parts.sign, el('span', {class: 'tab-names'}, parts.person, parts.chat), parts.badge);
    parts.close = iconButton('close', t('closeTab'), () => this.act.close(parts.index), {class: 'icon close-tab'});
    parts.node = el('div', {class: 'tab', role: 'presentation'}, parts.tab, parts.close);
    this.#parts.set(pane, parts);
    this.list.append(parts.node);
  }

  #update(pane, index, selected) {
    const parts = this.#parts.get(pane);
    const name = nameOf(pane.person);
    const unread = pane.unread ?? 0;
    parts.index = index;
    parts.tab.id = `tab-${index}`;
    pane.node.id = `pane-${index}`;
    pane.node.setAttribute('aria-labelledby', parts.tab.id);
    parts.tab.setAttribute('aria-controls', pane.node.id);
    parts.tab.setAttribute('aria-selected', String(selected));
    parts.tab.tabIndex = selected ? 0 : -1;
    parts.node.classList.toggle('selected', selected);
    if (parts.person.textContent !== name) parts.sign.replaceChildren(avatar(name, pane.person.id, true));
    parts.person.textContent = name;
    parts.chat.textContent = pane.title;
    parts.badge.hidden = unread === 0;
    parts.badge.textContent = String(unread);
    parts.badge.setAttribute('aria-label', t('unread', {n: unread}));
    parts.close.setAttribute('aria-label', `${t('closeTab')}: ${name}, ${pane.title}`);
  }

  #key(event) {
    const tabs = [...this.list.querySelectorAll('[role=tab]')];
    const at = tabs.indexOf(document.activeElement);
    if (at < 0) return;
    const next = {ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1}[event.key];
    if (event.key === 'Delete') this.act.close(at);
    if (next === undefined) return;
    event.preventDefault();
    this.act.select((next + tabs.length) % tabs.length);
    this.list.querySelector('[aria-selected=true]')?.focus();
  }
}
