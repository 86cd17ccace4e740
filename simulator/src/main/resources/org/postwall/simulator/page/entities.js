// A text with Bot API entities as DOM nodes.

import {el} from './dom.js';
import {t} from './texts.js';

const BLOCKS = new Set(['pre', 'blockquote', 'expandable_blockquote']);
const SAFE = /^(https?|mailto|tel):/i;

/** A link that leaves the page; one with an unsafe or unknown scheme is only shown. */
export function link(href, ...children) {
  return SAFE.test(href)
    ? el('a', {href, target: '_blank', rel: 'noopener noreferrer'}, ...children)
    : el('span', {class: 'name', title: href}, ...children);
}

function spoiler(children) {
  const node = el('span', {class: 'spoiler', role: 'button', tabindex: 0, 'aria-label': t('spoiler')}, children);
  const show = event => {
    if (event.type === 'keydown' && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    node.replaceWith(...node.childNodes);
  };
  node.addEventListener('click', show);
  node.addEventListener('keydown', show);
  return node;
}

function expandable(children) {
  const quote = el('blockquote', {class: 'folded'}, children);
  const toggle = el('button', {type: 'button', class: 'fold', 'aria-expanded': 'false', onclick: () => {
    const folded = quote.classList.toggle('folded');
    toggle.textContent = t(folded ? 'showMore' : 'showLess');
    toggle.setAttribute('aria-expanded', String(!folded));
  }}, t('showMore'));
  return el('div', {class: 'quote'}, quote, toggle);
}

/** One entity around its children; `text` is what it covers, `act` what commands and such can do. */
function wrap(entity, text, children, act) {
  switch (entity.type) {
    case 'bold': return el('strong', {}, children);
    case 'italic': return el('em', {}, children);
    case 'underline': return el('u', {}, children);
    case 'strikethrough': return el('s', {}, children);
    case 'spoiler': return spoiler(children);
    case 'code': return el('code', {}, children);
    case 'pre': return el('pre', {'data-language': entity.language, tabindex: 0}, el('code', {}, children));
    case 'blockquote': return el('blockquote', {}, children);
    case 'expandable_blockquote': return expandable(children);
    case 'text_link': return link(entity.url, children);
    case 'url': return link(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : 'http://' + text, children);
    case 'email': return link('mailto:' + text, children);
    case 'phone_number': return link('tel:' + text.replace(/[^+\d]/g, ''), children);
    case 'bot_command': return el('button', {type: 'button', class: 'command', onclick: () => act.command(text)}, children);
    case 'date_time': return el('time', {datetime: new Date(entity.unix_time * 1000).toISOString(), title: new Date(entity.unix_time * 1000).toLocaleString()}, children);
    case 'mention': case 'text_mention': case 'hashtag': case 'cashtag': return el('span', {class: 'name'}, children);
    default: return el('span', {}, children);
  }
}

/** The nodes of `text` between two offsets; `entities` are sorted and nested. */
function nodes(text, from, to, entities, act) {
  const out = [];
  let at = from;
  for (let i = 0; i < entities.length;) {
    const entity = entities[i];
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    let next = i + 1;
    while (next < entities.length && entities[next].offset < end) next++;
    if (end > start) {
      if (start > at) out.push(document.createTextNode(text.slice(at, start)));
      const inner = nodes(text, start, end, entities.slice(i + 1, next), act);
      out.push(wrap(entity, text.slice(start, end), inner, act));
      // A block ends its line by itself; its line feed would be an empty line more.
      at = BLOCKS.has(entity.type) && text[end] === '\n' && end < to ? end + 1 : end;
    }
    i = next;
  }
  if (at < to) out.push(document.createTextNode(text.slice(at, to)));
  return out;
}

/** A formatted text, ready to be shown. */
export function formatted(text, entities = [], act = {command: () => {}}) {
  return nodes(text, 0, text.length, entities, act);
}
