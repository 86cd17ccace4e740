// Where one writes: the text field with its buttons, the list of commands, what is being edited or answered.

import {el, iconButton} from './dom.js';
import {newFile} from './dialogs.js';
import {formatted} from './entities.js';
import {replyKeyboard} from './keyboards.js';
import {summary} from './bubble.js';
import {t} from './texts.js';

export class Composer {
  #commands = [];
  #mode = null; // {edit: message} or {reply: message}
  #keyboard = null;

  /** @param act write(text, replyTo), edit(messageId, text), upload(file, kind, caption), lastOwn() */
  constructor(act) {
    this.act = act;
    this.field = el('textarea', {
      rows: 1, maxlength: 4096, placeholder: t('message'), 'aria-label': t('message'), dir: 'auto', enterkeyhint: 'send',
      oninput: () => this.#typed(), onkeydown: event => this.#key(event), onpaste: event => this.#pasted(event),
    });
    this.send = iconButton('send', t('send'), () => this.#submit(), {class: 'icon send', type: 'submit'});
    this.file = el('input', {type: 'file', hidden: true, tabindex: -1, 'aria-label': t('attach'), onchange: () => {
      if (this.file.files[0]) this.offer(this.file.files[0]);
      this.file.value = '';
    }});
    this.slash = iconButton('slash', t('commands'), () => this.#toggleCommands(), {class: 'icon slash', 'aria-expanded': 'false', hidden: true});
    this.toggle = iconButton('keyboard', t('keyboard'), () => this.#toggleKeyboard(), {hidden: true, 'aria-expanded': 'true'});
    this.menu = el('div', {class: 'commands', hidden: true, role: 'listbox', 'aria-label': t('commands')});
    this.banner = el('div', {class: 'banner', hidden: true});
    this.keys = el('div', {class: 'reply-area', hidden: true});
    this.node = el('form', {class: 'composer', onsubmit: event => {
      event.preventDefault();
      this.#submit();
    }},
    this.menu, this.banner,
    el('div', {class: 'write'},
      iconButton('attach', t('attach'), () => this.file.click()), this.file, this.slash,
      this.field, this.toggle, this.send),
    this.keys);
    this.#typed();
  }

  /** Takes the focus, except where that would bring up a keyboard on the screen. */
  focus() {
    if (!matchMedia('(pointer: coarse)').matches) this.field.focus({preventScroll: true});
  }

  /** The commands that the bot has set: [{command, description}]. */
  setCommands(commands) {
    this.#commands = commands;
    this.slash.hidden = commands.length === 0;
    if (commands.length === 0) this.#closeCommands();
  }

  /** The keyboard the bot shows instead of letters, or null. */
  setKeyboard(keyboard) {
    if (keyboard?.messageId === this.#keyboard?.messageId) return;
    this.#keyboard = keyboard;
    this.toggle.hidden = !keyboard;
    this.keys.replaceChildren();
    if (keyboard) {
      this.keys.append(replyKeyboard(keyboard, text => {
        this.act.write(text);
        if (keyboard.one_time_keyboard) this.#showKeyboard(false);
      }));
    }
    this.field.placeholder = keyboard?.input_field_placeholder || t('message');
    this.#showKeyboard(Boolean(keyboard));
  }

  startEdit(message) {
    this.#begin({edit: message}, t('editing'), message);
    this.field.value = message.text ?? message.caption ?? '';
    this.#typed();
  }

  startReply(message, name) {
    this.#begin({reply: message}, t('replyingTo', {name}), message);
  }

  /** Shows a file that was chosen, dropped or pasted before it is sent. */
  offer(file) {
    const caption = this.field.value.trim();
    newFile(file, caption, async (kind, text) => {
      await this.act.upload(file, kind, text);
      if (caption) this.#clear();
    });
  }

  #begin(mode, title, message) {
    this.#mode = mode;
    this.banner.replaceChildren(
      el('span', {class: 'banner-text'}, el('strong', {dir: 'auto'}, title), el('span', {dir: 'auto'}, formatted(summary(message)))),
      iconButton('close', t('cancel'), () => this.#end()));
    this.banner.hidden = false;
    this.field.focus();
  }

  #end() {
    const edited = this.#mode?.edit;
    this.#mode = null;
    this.banner.hidden = true;
    if (edited) this.#clear();
    this.field.focus();
  }

  #clear() {
    this.field.value = '';
    this.#typed();
  }

  #typed() {
    this.field.style.height = 'auto';
    const border = this.field.offsetHeight - this.field.clientHeight;
    this.field.style.height = `${this.field.scrollHeight + border}px`;
    this.send.disabled = this.field.value.trim() === '';
    const start = this.field.value.match(/^\/(\S*)$/);
    if (start && !this.#mode?.edit) this.#openCommands(start[1].toLowerCase());
    else this.#closeCommands();
  }

  #key(event) {
    if (event.isComposing) return;
    if (!this.menu.hidden && this.#keyInCommands(event)) {
      event.preventDefault();
    } else if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      this.#submit();
    } else if (event.key === 'Escape' && this.#mode) {
      this.#end();
    } else if (event.key === 'ArrowUp' && this.field.value === '') {
      const own = this.act.lastOwn();
      if (own) {
        event.preventDefault();
        this.startEdit(own);
      }
    }
  }

  #pasted(event) {
    const file = event.clipboardData?.files[0];
    if (file) {
      event.preventDefault();
      this.offer(file);
    }
  }

  #submit() {
    const text = this.field.value;
    if (text.trim() === '') return;
    const mode = this.#mode;
    this.#mode = null;
    this.banner.hidden = true;
    this.#clear();
    this.field.focus();
    if (mode?.edit) this.act.edit(mode.edit.message_id, text);
    else this.act.write(text, mode?.reply?.message_id);
  }

  #toggleCommands() {
    if (this.menu.hidden) this.#openCommands('');
    else this.#closeCommands();
    this.field.focus();
  }

  #openCommands(prefix) {
    const shown = this.#commands.filter(({command}) => command.startsWith(prefix));
    if (shown.length === 0) {
      this.#closeCommands();
      return;
    }
    this.menu.replaceChildren(...shown.map(({command, description}, i) => el('button', {
      type: 'button', role: 'option', tabindex: -1, 'aria-selected': String(i === 0), 'data-command': command,
      onclick: () => this.#choose(command),
    }, el('strong', {}, '/' + command), el('span', {dir: 'auto'}, description))));
    this.menu.hidden = false;
    this.slash.setAttribute('aria-expanded', 'true');
  }

  #closeCommands() {
    this.menu.hidden = true;
    this.slash.setAttribute('aria-expanded', 'false');
  }

  #keyInCommands(event) {
    const options = [...this.menu.children];
    const at = options.findIndex(option => option.getAttribute('aria-selected') === 'true');
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const next = (at + (event.key === 'ArrowDown' ? 1 : options.length - 1)) % options.length;
      options.forEach((option, i) => option.setAttribute('aria-selected', String(i === next)));
      options[next].scrollIntoView({block: 'nearest'});
      return true;
    }
    if (event.key === 'Enter' || event.key === 'Tab') {
      this.#choose(options[at].dataset.command);
      return true;
    }
    if (event.key === 'Escape') {
      this.#closeCommands();
      return true;
    }
    return false;
  }

  #choose(command) {
    this.#closeCommands();
    this.#clear();
    this.field.focus();
    this.act.write('/' + command);
  }

  #toggleKeyboard() {
    this.#showKeyboard(this.keys.hidden);
  }

  #showKeyboard(shown) {
    this.keys.hidden = !shown;
    this.toggle.setAttribute('aria-expanded', String(shown));
  }
}
