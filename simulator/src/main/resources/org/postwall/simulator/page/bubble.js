// One message as a bubble.

import {avatar, el, iconButton} from './dom.js';
import {formatted} from './entities.js';
import {inlineKeyboard} from './keyboards.js';
import {isVisual, kindOf, medium} from './media.js';
import {t} from './texts.js';
import {clock, full, iso} from './time.js';

const DESCRIBED = ['new_chat_members', 'left_chat_member', 'new_chat_title', 'pinned_message', 'location', 'contact', 'poll', 'dice', 'venue'];

export function nameOf(user) {
  return [user?.first_name ?? user?.title, user?.last_name].filter(Boolean).join(' ') || t('unknownUser');
}

/** A message in a few words, for quotes and notices. */
export function summary(message) {
  const kind = kindOf(message);
  return message.text || message.caption || (kind ? t(kind) : t('other'));
}

function forwarded(message) {
  const origin = message.forward_origin;
  if (!origin) return null;
  const name = origin.sender_user_name ?? nameOf(origin.sender_user ?? origin.sender_chat ?? origin.chat);
  return el('p', {class: 'forwarded'}, t('forwardedFrom', {name}));
}

function quoted(message, act) {
  const answered = message.reply_to_message;
  if (!answered) return null;
  return el('button', {type: 'button', class: 'quoted', onclick: () => act.show(answered.message_id)},
    el('strong', {dir: 'auto'}, nameOf(answered.from ?? answered.sender_chat)),
    el('span', {dir: 'auto'}, summary(answered)));
}

function unusual(message) {
  const field = DESCRIBED.find(name => message[name]);
  const detail = field === 'dice' ? `${message.dice.emoji} ${message.dice.value}`
    : field === 'location' ? `${message.location.latitude}, ${message.location.longitude}`
      : field === 'contact' ? `${nameOf(message.contact)} ${message.contact.phone_number}`
        : field === 'poll' ? message.poll.question : t('other');
  return el('p', {class: 'unusual'}, detail);
}

function meta(message) {
  return el('span', {class: 'meta'},
    message.edit_date && el('span', {class: 'edited', title: full(message.edit_date)}, t('edited')),
    el('time', {datetime: iso(message.date), title: full(message.date)}, clock(message.date)));
}

function tools(message, mine, act) {
  return el('span', {class: 'tools'},
    act.canWrite && iconButton('reply', t('reply'), () => act.reply(message)),
    mine && !message.forward_origin && kindOf(message) !== 'sticker' && iconButton('edit', t('edit'), () => act.edit(message)));
}

/** What a bubble is filled with: one medium, the media of an album, or a file below the other. */
function media(messages, viewer) {
  if (messages.length === 1) return medium(messages[0], viewer);
  return el('div', {class: isVisual(messages[0]) ? `album of-${Math.min(messages.length, 4)}` : 'files'},
    messages.map(message => el('div', {'data-part': message.message_id}, medium(message, viewer))));
}

/**
 * The list item of a message, or of an album: several messages with one media_group_id.
 *
 * @param context mine: written by this person; viewer: the bot whose file ids count; named: whether to show who wrote
 * @param act what can be done with the message: tap, isBusy, copy, unsupported, command, show, reply, edit, canWrite
 */
export function bubble(messages, {mine, viewer, named}, act) {
  const [message] = messages;
  const told = messages.find(each => each.caption) ?? message;
  const text = told.text ?? told.caption ?? '';
  const entities = told.entities ?? told.caption_entities ?? [];
  const kind = kindOf(message);
  const author = message.from ?? message.sender_chat;
  const content = el('div', {class: 'bubble' + (isVisual(message) ? ' visual' : '') + (kind === 'sticker' ? ' bare' : '')},
    named && el('p', {class: `author c${Math.abs(author?.id ?? 0) % 7}`, dir: 'auto'}, nameOf(author)),
    forwarded(message),
    quoted(message, act),
    media(messages, viewer),
    text && el('div', {class: 'text', dir: 'auto'}, formatted(text, entities, act)),
    !text && !kind && unusual(message),
    meta(messages.findLast(each => each.edit_date) ?? message));
  return el('li', {class: 'message ' + (mine ? 'out' : 'in'), 'data-ids': messages.map(each => each.message_id).join(' ')},
    named && avatar(nameOf(author), author?.id, true),
    el('div', {class: 'stack'},
      el('div', {class: 'line'}, content, tools(told, mine, act)),
      inlineKeyboard(message, act)));
}
