// The wall's API as this page uses it: pages of posts, and the stream of new ones.

const ADDRESS = '/api/v1/messages';
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

export async function page(range, before) {
  const query = new URLSearchParams({ range: String(range) });
  if (before) {
    query.set('before', String(before));
  }
  const answer = await fetch(`${ADDRESS}?${query}`, { headers: { Accept: 'application/json' } });
  if (!answer.ok) {
    throw new Error(`status ${answer.status}`);
  }
  const { messages, total_count: total } = await answer.json();
  return { posts: messages, total };
}

// Calls on.post, on.removed and on.connected until the page is left. The browser reconnects by itself after a lost
// connection, telling the last number; after a refusal it gives up, so then this starts anew from that number.
export function follow(after, on) {
  let last = after;
  let pause = FIRST_PAUSE;
  const open = () => {
    const source = new EventSource(`${ADDRESS}/stream?lastEventId=${last}`);
    source.onopen = () => {
      pause = FIRST_PAUSE;
      on.connected(true);
    };
    source.onmessage = (event) => {
      last = Number(event.lastEventId) || last;
      on.post(JSON.parse(event.data));
    };
    source.addEventListener('removed', (event) => on.removed(JSON.parse(event.data).id));
    source.onerror = () => {
      on.connected(false);
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(open, pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE);
      }
    };
  };
  open();
}
