// The admin page: asks for the outbox, and for a token where the server wants one.

import { refreshTimes } from '/wall/times.js';
import { enter, entered, leave } from './api.js';
import { Bots } from './bots.js';
import { Cards } from './cards.js';
import { say } from './elements.js';
import { follow } from './follow.js';
import { dismiss } from './question.js';
import { filled, text, translate } from './texts.js';

const at = (id) => document.getElementById(id);
const bots = new Bots(at('bots'));
const cards = new Cards(at('sources'), at('news'), locked);
let stop = () => {};

function begin() {
  stop();
  stop = follow({ outbox: show, state: connected, refused });
}

function show(outbox) {
  bots.show(outbox.bots ?? []);
  cards.show(outbox.sources ?? []);
  at('none').hidden = !cards.isEmpty;
  at('outbox').hidden = false;
  at('login').hidden = true;
  at('leave').hidden = !entered();
}

function connected(state) {
  at('live').hidden = false;
  at('live').className = state === 'live' ? 'live good' : 'live waiting';
  say(at('live'), text(state));
  at('trouble').hidden = state !== 'lost';
  say(at('trouble'), state === 'lost' ? text('unreachable') : '');
}

// The server doesn't let us in, or not any more: nothing of what it showed stays on the page.
function refused(refusal) {
  const words = refusal.status === 403 ? filled('says', { detail: refusal.message }) : text('wrongToken');
  lock(entered() || refusal.status === 403 ? words : '');
}

function locked(failure) {
  if (failure.status === 401) {
    refused(failure);
  }
  return failure.status === 401;
}

function lock(words) {
  stop();
  leave();
  dismiss();
  bots.show([]);
  cards.show([]);
  for (const id of ['outbox', 'leave', 'live', 'trouble']) {
    at(id).hidden = true;
  }
  at('login').hidden = false;
  wrong(words);
  at('token').value = '';
  at('token').focus();
}

function wrong(words) {
  say(at('wrong'), words);
  at('wrong').hidden = words === '';
  at('token').setAttribute('aria-invalid', String(words !== ''));
}

function login(event) {
  event.preventDefault();
  if (enter(at('token').value)) {
    at('token').value = '';
    wrong('');
    begin();
  } else {
    wrong(text('wrongToken'));
  }
}

translate(document);
at('login').addEventListener('submit', login);
at('leave').addEventListener('click', () => lock(''));
setInterval(() => refreshTimes(document), 30_000);
begin();
