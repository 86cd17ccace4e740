// The server's API as this page uses it. The token stays in this tab and goes into one header only.

import { events } from './events.js';

const OUTBOX = '/api/v1/outbox';
const MESSAGES = '/api/v1/broadcast/messages';
const KEY = 'postwall.token';
const PATIENCE = 20_000;
// The stream says at least every 15 s that it is still there.
const SILENCE = 45_000;

// An answer other than a good one: its status, and the server's words.
export class Refusal extends Error {
  constructor(status, words) {
    super(words);
    this.status = status;
  }
}

let token = kept();

export const entered = () => token !== '';

// Takes a token as it was pasted; says whether it can be one at all.
export function enter(pasted) {
  const bare = pasted.trim().replace(/^bearer\s+/i, '');
  if (!/^[\x21-\x7e]+$/.test(bare)) {
    return false;
  }
  keep(bare);
  return true;
}

export const leave = () => keep('');

export async function read(signal) {
  return (await ask(OUTBOX, { signal })).json();
}

// Calls on(outbox) for everything the stream says. Ends when the stream does, and fails when it breaks or falls silent.
export async function stream(on, signal) {
  const silence = new AbortController();
  let timer = 0;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), SILENCE);
  };
  heard();
  try {
    const both = AbortSignal.any([signal, silence.signal]);
    const answer = await ask(`${OUTBOX}/stream`, { accept: 'text/event-stream', signal: both, patience: 0 });
    for await (const event of events(answer.body, heard)) {
      if (event.type === 'outbox') {
        on(JSON.parse(event.data));
      }
    }
  } finally {
    clearTimeout(timer);
  }
}

// Answers the message as it is after that.
export async function order(message, verb) {
  return (await ask(`${MESSAGES}/${message}/${verb}`, { method: 'POST' })).json();
}

export async function deliveries(message) {
  return (await ask(`${MESSAGES}/${message}/deliveries`, { accept: 'text/csv', patience: 0 })).blob();
}

async function ask(path, { method = 'GET', accept = 'application/json', signal, patience = PATIENCE } = {}) {
  const headers = { Accept: accept, ...(token && { Authorization: `Bearer ${token}` }) };
  const limits = [signal, patience > 0 && AbortSignal.timeout(patience)].filter(Boolean);
  const answer = await fetch(path, { method, headers, cache: 'no-store', signal: AbortSignal.any(limits) });
  if (!answer.ok) {
    throw new Refusal(answer.status, await words(answer));
  }
  return answer;
}

async function words(answer) {
  try {
    const { detail, title } = await answer.json();
    return String(detail ?? title);
  } catch {
    return `HTTP ${answer.status}`;
  }
}

// A browser may forbid storage; then a reload asks for the token again.
function kept() {
  try {
    return sessionStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

function keep(now) {
  token = now;
  try {
    if (now) {
      sessionStorage.setItem(KEY, now);
    } else {
      sessionStorage.removeItem(KEY);
    }
  } catch {
    // See kept().
  }
}
