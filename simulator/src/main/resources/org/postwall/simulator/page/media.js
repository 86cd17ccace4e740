// Photos, videos, sounds, stickers and files of messages.

import {api} from './api.js';
import {el, svg} from './dom.js';
import {t} from './texts.js';

const KINDS = ['photo', 'animation', 'video', 'audio', 'voice', 'sticker', 'video_note', 'document'];

/** What kind of medium a message carries, if any. */
export function kindOf(message) {
  return KINDS.find(kind => message[kind]);
}

/** Whether a medium fills its bubble like a picture. */
export function isVisual(message) {
  return ['photo', 'animation', 'video'].includes(kindOf(message));
}

function size(bytes) {
  if (!bytes) return '';
  const [value, unit] = bytes < 1024 ? [bytes, 'B'] : bytes < 1 << 20 ? [bytes / 1024, 'KB'] : [bytes / (1 << 20), 'MB'];
  return `${value < 10 && unit !== 'B' ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

function fileRow(name, href, detail) {
  return el('a', {class: 'file', href, download: name, target: '_blank', rel: 'noopener'},
    el('span', {class: 'file-sign'}, svg('file')),
    el('span', {class: 'file-name'}, el('span', {dir: 'auto'}, name), el('small', {}, detail)));
}

function cover(node) {
  const button = el('button', {type: 'button', class: 'cover', 'aria-label': t('spoiler'), onclick: () => button.remove()});
  return el('span', {class: 'covered'}, node, button);
}

/** Keeps the place of a picture before it has come, so that nothing jumps. */
function sized(node, file) {
  if (file.width && file.height) {
    node.setAttribute('width', file.width);
    node.setAttribute('height', file.height);
  }
  return node;
}

/** The medium of a message as a node; `viewer` is the bot whose file ids the message carries. */
export function medium(message, viewer) {
  const kind = kindOf(message);
  if (!kind) return null;
  const file = kind === 'photo' ? message.photo.at(-1) : message[kind];
  const src = api.file(viewer, file.file_id);
  const name = file.file_name ?? t(kind);
  const still = kind === 'photo' || (kind === 'animation' && file.mime_type?.startsWith('image/'));
  let node;
  switch (still ? 'photo' : kind) {
    case 'photo':
      node = el('a', {href: src, target: '_blank', rel: 'noopener', class: 'picture'},
        sized(el('img', {src, alt: message.caption || t(kind)}), file));
      break;
    case 'sticker':
      return el('img', {src, class: 'sticker', alt: file.emoji ? `${t('sticker')} ${file.emoji}` : t('sticker')});
    case 'animation': case 'video': case 'video_note':
      node = sized(el('video', {src, controls: true, loop: kind === 'animation', preload: 'metadata', class: 'picture', 'aria-label': t(kind)}), file);
      node.addEventListener('error', () => {
        node.closest('.bubble')?.classList.remove('visual');
        node.replaceWith(fileRow(name, src, size(file.file_size)));
      }, {once: true});
      break;
    case 'audio': case 'voice':
      node = el('audio', {src, controls: true, preload: 'metadata', 'aria-label': name});
      node.addEventListener('error', () => node.parentElement.replaceWith(fileRow(name, src, size(file.file_size))), {once: true});
      return el('div', {class: 'sound'}, kind === 'audio' && el('small', {dir: 'auto'}, file.title ?? name), node);
    default:
      return fileRow(name, src, size(file.file_size));
  }
  return message.has_media_spoiler ? cover(node) : node;
}
