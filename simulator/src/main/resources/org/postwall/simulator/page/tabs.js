// The strip of open conversations. Arrow keys move along it (WAI-ARIA Authoring Practices, "Tabs").

import {avatar, el, iconButton} from './dom.js';
import {nameOf} from './bubble.js';
import {t} from './texts.js';

export class Tabs {
  /** @param act select(index), close(index), open() */
  constructor(act) {
    this.act = act;
    this.list = el('div', {class: 'tabs', role: 'tablist', 'aria-label': t('tabs'), onkeydown: event => this.#key(event)});
    this.node = el('nav', {class: 'strip', 'aria-label': t('tabs')}, this.list, iconButton('plus', t('newTab'), () => act.open(), {class: 'icon new-tab'}));
  }

  /** Draws one tab per pane. */
  draw(panes, active) {
    const focused = this.list.contains(document.activeElement);
    this.list.replaceChildren(...panes.map((pane, i) => this.#tab(pane, i, i === active)));
    const selected = this.list.querySelector('[aria-selected=true]');
    selected?.scrollIntoView({block: 'nearest', inline: 'nearest'});
    if (focused) selected?.focus();
  }

  #tab(pane, index, selected) {
    const id = `tab-${index}`;
    pane.node.id = `pane-${index}`;
    pane.node.setAttribute('aria-labelledby', id);
    const unread = pane.unread ?? 0;
    return el('div', {class: 'tab' + (selected ? ' selected' : ''), role: 'presentation'},
      el('button', {
        type: 'button', role: 'tab', id, 'aria-selected': String(selected), 'aria-controls': pane.node.id,
        tabindex: selected ? 0 : -1, onclick: () => this.act.select(index),
      },
      avatar(nameOf(pane.person), pane.person.id, true),
      el('span', {class: 'tab-names'},
        el('span', {class: 'tab-person', dir: 'auto'}, nameOf(pane.person)),
        el('span', {class: 'tab-chat', dir: 'auto'}, pane.title)),
      unread > 0 && el('span', {class: 'badge', 'aria-label': t('unread', {n: unread})}, unread)),
      iconButton('close', `${t('closeTab')}: ${nameOf(pane.person)}, ${pane.title}`, () => this.act.close(index), {class: 'icon close-tab'}));
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
