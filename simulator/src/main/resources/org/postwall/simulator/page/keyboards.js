// Buttons below a message, and the keyboard that replaces one's own.

import {el} from './dom.js';
import {t} from './texts.js';

function inlineButton(button, act) {
  const label = el('span', {dir: 'auto'}, button.text);
  const url = button.url ?? button.web_app?.url ?? button.login_url?.url;
  if (url && /^https?:/i.test(url)) {
    return el('a', {class: 'key leads-out', href: url, target: '_blank', rel: 'noopener noreferrer'}, label);
  }
  if (button.callback_data !== undefined) {
    const busy = act.isBusy(button.callback_data);
    return el('button', {
      type: 'button', class: 'key' + (busy ? ' waiting' : ''), 'aria-busy': busy ? 'true' : undefined,
      'data-callback': button.callback_data, onclick: () => act.tap(button.callback_data),
    }, label);
  }
  if (button.copy_text) {
    return el('button', {type: 'button', class: 'key', onclick: () => act.copy(button.copy_text.text)}, label);
  }
  return el('button', {type: 'button', class: 'key', onclick: () => act.unsupported(), title: t('unsupported')}, label);
}

/** The inline keyboard of a message, or nothing. */
export function inlineKeyboard(message, act) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return el('div', {class: 'keys'}, rows.filter(row => row.length).map(row =>
    el('div', {class: 'row'}, row.map(button => inlineButton(button, act)))));
}

/** The keyboard that the newest message with one asks for: rows of texts, a request to reply, or nothing. */
export function replyKeyboardOf(messages) {
  for (let i = messages.length - 1; i >= 0; i--) {
    const markup = messages[i].markup;
    if (markup?.remove_keyboard) return null;
    if (markup?.keyboard) return {messageId: messages[i].message_id, ...markup};
  }
  return null;
}

/** A reply keyboard as a node; a press writes the button's text. */
export function replyKeyboard(keyboard, write) {
  return el('div', {class: 'reply-keys', role: 'group', 'aria-label': t('keyboard')}, keyboard.keyboard.map(row =>
    el('div', {class: 'row'}, row.map(button => {
      const text = typeof button === 'string' ? button : button.text;
      return el('button', {type: 'button', class: 'key', dir: 'auto', onclick: () => write(text)}, text);
    }))));
}
