// Short notices that go by themselves, and alerts that wait to be closed.

import {el} from './dom.js';
import {t} from './texts.js';

const SHOWN = 4000;
const area = el('div', {class: 'toasts', role: 'status', 'aria-live': 'polite'});

export function mountNotices() {
  document.body.append(area);
}

/** Shows a notice for some seconds. */
export function toast(...content) {
  const node = el('div', {class: 'toast', dir: 'auto'}, ...content);
  area.append(node);
  setTimeout(() => node.remove(), SHOWN);
}

/** Says what went wrong. */
export function failed(error) {
  toast(t('failed', {why: error.message}));
}

/** Opens a dialog made of `content`; it goes when it is closed. */
export function openDialog(label, ...content) {
  const dialog = el('dialog', {'aria-label': label}, ...content);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', event => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Shows a text until it is closed. */
export function alertBox(title, text) {
  const dialog = openDialog(title, el('form', {method: 'dialog', class: 'sheet alert'},
    el('h2', {dir: 'auto'}, title),
    el('p', {dir: 'auto', class: 'alert-text'}, text),
    el('div', {class: 'buttons'}, el('button', {class: 'main', autofocus: true}, t('ok')))));
  return dialog;
}
