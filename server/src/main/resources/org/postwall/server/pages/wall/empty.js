// What an empty wall shows: the next step.

import { text } from './texts.js';

const setting = (name) => document.querySelector(`meta[name="postwall-${name}"]`).content;

export const chatUrl = setting('chat');

export function fillEmpty(root) {
  const title = document.createElement('h2');
  title.textContent = text('emptyTitle');
  const words = document.createElement('p');
  const go = document.createElement('a');
  go.className = 'go';
  if (chatUrl) {
    words.textContent = text('emptyChat');
    go.href = chatUrl;
    go.textContent = text('openChat');
    root.replaceChildren(title, words, go);
    return;
  }
  const open = setting('access') === 'open';
  words.textContent = text(open ? 'emptyOpen' : 'emptyToken');
  const code = document.createElement('pre');
  code.textContent = command(open);
  code.tabIndex = 0;
  go.href = '/docs';
  go.textContent = text('openDocs');
  root.replaceChildren(title, words, code, go);
}

function command(open) {
  const body = JSON.stringify({
    user: { userId: '1', first_name: 'Ann' },
    message: { message: text('sample') },
  });
  return [
    `curl ${location.origin}/api/v1/messages`,
    ...(open ? [] : [`-H 'Authorization: Bearer TOKEN'`]),
    `-H 'Content-Type: application/json'`,
    `-d '${body}'`,
  ].join(' \\\n  ');
}
