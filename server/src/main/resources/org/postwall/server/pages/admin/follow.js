// Keeps the page informed: by the stream, and while there is none by asking.

import { Refusal, read, stream } from './api.js';

const ASKING = 4_000;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

const over = (pause) => new Promise((done) => setTimeout(done, pause));

// Calls on.outbox with every outbox, on.state with 'live', 'waiting', 'asking' or 'lost', and on.refused, once, when the
// server wants another token. Answers a function that ends it.
export function follow(on) {
  const end = new AbortController();
  const { signal } = end;
  let state = '';

  function tell(now) {
    if (!signal.aborted) {
      state = now;
      on.state(now);
    }
  }

  function show(outbox, now) {
    if (!signal.aborted) {
      on.outbox(outbox);
      tell(now);
    }
  }

  function failed(failure) {
    const refused = failure instanceof Refusal && [401, 403].includes(failure.status);
    if (refused && !signal.aborted) {
      end.abort();
      on.refused(failure);
    }
  }

  async function listen() {
    let pause = FIRST_PAUSE;
    const arrived = (outbox) => {
      pause = FIRST_PAUSE;
      show(outbox, 'live');
    };
    while (!signal.aborted) {
      await stream(arrived, signal).catch(failed);
      if (state === '' || state === 'live') {
        tell('waiting');
      }
      await over(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  }

  async function ask() {
    let pause = ASKING;
    const arrived = (outbox) => {
      pause = ASKING;
      if (state !== 'live') {
        show(outbox, 'asking');
      }
    };
    const lost = (failure) => {
      failed(failure);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      if (state !== 'live') {
        tell('lost');
      }
    };
    while (!signal.aborted) {
      await over(pause);
      if (state !== 'live' && !signal.aborted) {
        await read(signal).then(arrived).catch(lost);
      }
    }
  }

  listen();
  ask();
  return () => end.abort();
}
