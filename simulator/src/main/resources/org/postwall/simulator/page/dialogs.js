// The sheets in which one chooses who talks to whom, changes a name, and looks at a file before it is sent.

import {avatar, el} from './dom.js';
import {memory, newPersonId} from './memory.js';
import {nameOf} from './bubble.js';
import {failed, openDialog, toast} from './notices.js';
import {currentLanguage, freshName, LANGUAGES, t} from './texts.js';

const LARGEST = 50 * 1024 * 1024;

function field(label, input) {
  return el('label', {class: 'field'}, el('span', {}, label), input);
}

function languageChoice(chosen) {
  const codes = new Set([...Object.keys(LANGUAGES), chosen].filter(Boolean));
  return el('select', {name: 'language_code'}, [...codes].map(code =>
    el('option', {value: code, selected: code === chosen}, LANGUAGES[code] ?? code)));
}

function personFields(person) {
  return [
    field(t('firstName'), el('input', {name: 'first_name', required: true, maxlength: 64, value: person.first_name, autocomplete: 'off'})),
    field(t('lastName'), el('input', {name: 'last_name', maxlength: 64, value: person.last_name, autocomplete: 'off'})),
    field(t('username'), el('input', {name: 'username', maxlength: 32, pattern: '[A-Za-z][A-Za-z0-9_]{3,31}', value: person.username, autocomplete: 'off'})),
    field(t('appLanguage'), languageChoice(person.language_code ?? currentLanguage())),
  ];
}

function personFrom(form, id) {
  const value = name => form.elements[name].value.trim() || undefined;
  return {
    id, first_name: value('first_name'), last_name: value('last_name'),
    username: value('username'), language_code: value('language_code'),
  };
}

function buttons(main, dialog) {
  return el('div', {class: 'buttons'},
    el('button', {type: 'button', onclick: () => dialog().close()}, t('cancel')),
    el('button', {class: 'main'}, main));
}

/** Changes how a person is called; `done` gets the person. */
export function editPerson(person, done) {
  let dialog = null;
  const form = el('form', {class: 'sheet', onsubmit: event => {
    event.preventDefault();
    dialog.close();
    done(memory.keepPerson(personFrom(form, person.id)));
  }}, el('h2', {}, t('editPerson').replace('…', '')), personFields(person), buttons(t('save'), () => dialog));
  dialog = openDialog(t('editPerson'), form);
}

function choice(name, value, checked, sign, title, detail) {
  return el('label', {class: 'choice'},
    el('input', {type: 'radio', name, value, checked, required: true}),
    sign, el('span', {class: 'choice-text'}, el('strong', {dir: 'auto'}, title), detail && el('small', {dir: 'auto'}, detail)));
}

/** Lets one choose a person and a bot, group or channel; `done` gets both. */
export function newConversation(state, done) {
  const people = [...memory.people, ...state.people.filter(person => !memory.person(person.id))];
  const fresh = {id: newPersonId(), first_name: freshName(people), language_code: currentLanguage()};
  // Those who talk to the first bot already are not who is wanted.
  const free = people.findIndex(person => !memory.tabs.some(tab => tab.person === person.id && tab.bot === state.bots[0]?.username));
  const fields = el('fieldset', {class: 'fields', hidden: true, disabled: true}, personFields(fresh));
  let dialog = null;
  const form = el('form', {class: 'sheet', onsubmit: event => {
    event.preventDefault();
    const who = form.elements.person.value;
    const person = who === 'new' ? personFrom(form, fresh.id) : people.find(known => String(known.id) === who);
    const where = form.elements.target.value;
    dialog.close();
    done(memory.keepPerson(person), where.startsWith('@') ? {bot: where.slice(1)} : {chat: Number(where)});
  }},
  el('h2', {}, t('newTab')),
  el('fieldset', {class: 'choices'}, el('legend', {}, t('who')),
    people.map((person, i) => choice('person', person.id, i === free, avatar(nameOf(person), person.id, true), nameOf(person), (person.language_code ?? '').toUpperCase())),
    choice('person', 'new', free < 0, avatar('', 3, true), t('newPerson'))),
  fields,
  el('fieldset', {class: 'choices'}, el('legend', {}, t('with')),
    state.bots.map((bot, i) => choice('target', '@' + bot.username, i === 0, avatar(bot.first_name, bot.id, true), bot.first_name, '@' + bot.username)),
    state.chats.map((chat, i) => choice('target', chat.id, state.bots.length === 0 && i === 0, avatar(chat.title, chat.id, true), chat.title, t(chat.type))),
    state.bots.length + state.chats.length === 0 && el('p', {}, t('noBots'))),
  buttons(t('open'), () => dialog));
  const choosePerson = () => {
    const isNew = form.elements.person.value === 'new';
    fields.hidden = fields.disabled = !isNew;
    if (isNew) form.elements.first_name.select();
  };
  for (const radio of form.querySelectorAll('input[name=person]')) radio.addEventListener('change', choosePerson);
  dialog = openDialog(t('newTab'), form);
  choosePerson();
}

function kindsFor(file) {
  if (file.type.startsWith('image/') && file.type !== 'image/svg+xml') return ['photo', 'sticker', 'document'];
  if (file.type.startsWith('video/')) return ['video', 'animation', 'document'];
  if (file.type.startsWith('audio/')) return ['audio', 'voice', 'document'];
  return ['document'];
}

/** Shows a file before it is sent; `send` gets the kind of medium and the caption. */
export function newFile(file, caption, send) {
  if (file.size > LARGEST) {
    toast(t('tooLarge'));
    return;
  }
  const kinds = kindsFor(file);
  const url = kinds[0] === 'photo' ? URL.createObjectURL(file) : null;
  let dialog = null;
  const form = el('form', {class: 'sheet', onsubmit: async event => {
    event.preventDefault();
    const {kind, caption: text} = form.elements;
    dialog.close();
    try {
      await send(kind.value, text.value.trim());
    } catch (error) {
      failed(error);
    }
  }},
  el('h2', {}, t('newFile')),
  url ? el('img', {src: url, alt: file.name, class: 'preview'}) : el('p', {class: 'file-name', dir: 'auto'}, file.name),
  field(t('sendAs'), el('select', {name: 'kind'}, kinds.map(kind => el('option', {value: kind}, t(kind))))),
  field(t('caption'), el('input', {name: 'caption', maxlength: 1024, value: caption, dir: 'auto', autocomplete: 'off'})),
  buttons(t('send'), () => dialog));
  dialog = openDialog(t('newFile'), form);
  dialog.addEventListener('close', () => url && URL.revokeObjectURL(url));
}
