// The wall page: first posts, then live ones above and older ones below.

import { chatUrl, fillEmpty } from './empty.js';
import { Feed } from './feed.js';
import { counted, filled, text, translate } from './texts.js';
import { refreshTimes } from './times.js';
import { follow, page } from './wall.js';

const RANGE = 20;
const NEAR_TOP = 240;
const AHEAD = 600;
const MOST_PENDING = 100;
const MOST_SHOWN = 500;
const RETRY = 3_000;

const at = (id) => document.getElementById(id);
const feed = new Feed(at('feed'));
let pending = [];
let missed = 0;
let total = 0;
let complete = false;
let loading = false;

function show() {
  const fresh = pending.length + missed;
  at('count').textContent = feed.isEmpty && total === 0 ? '' : counted('posts', total);
  at('empty').hidden = !(complete && feed.isEmpty && fresh === 0);
  at('older').hidden = complete;
  at('end').hidden = !complete || feed.isEmpty;
  at('pill').hidden = fresh === 0;
  at('pill').textContent = fresh === 0 ? '' : `↑ ${counted('fresh', fresh)}`;
  document.title = (fresh === 0 ? '' : `(${fresh}) `) + text('title');
}

// Posts that nobody looks at are kept only up to a point, and so is what stands on the page: a wall has no end.
function arrived(post) {
  if (feed.has(post.id) || pending.some((waiting) => waiting.id === post.id)) {
    return;
  }
  total += 1;
  at('news').textContent = filled('arrived', 'author', post.user);
  if (scrollY < NEAR_TOP && !document.hidden) {
    feed.add([post]);
    if (feed.trim(MOST_SHOWN)) {
      complete = false;
    }
  } else {
    pending.push(post);
    if (pending.length > MOST_PENDING) {
      pending.shift();
      missed += 1;
    }
  }
  show();
}

async function removed(id) {
  pending = pending.filter((post) => post.id !== id);
  feed.remove(id);
  try {
    total = (await page(1)).total;
  } catch {
    // The next page that is read brings the right number.
  }
  show();
}

// After a long absence the newest page is read afresh instead of everything in between.
async function showPending() {
  const posts = pending;
  const tooMany = missed > 0;
  pending = [];
  missed = 0;
  scrollTo({ top: 0, behavior: 'smooth' });
  if (tooMany) {
    feed.clear();
    complete = false;
    await load();
  } else {
    feed.add(posts);
  }
  show();
}

// Reads the next older page, and again until it works.
async function load() {
  if (loading || complete) {
    return;
  }
  loading = true;
  feed.busy(true);
  let found = await attempt();
  while (!found) {
    at('trouble').textContent = text('trouble');
    at('trouble').hidden = false;
    await new Promise((again) => setTimeout(again, RETRY));
    found = await attempt();
  }
  at('trouble').hidden = true;
  feed.add(found.posts);
  total = found.total;
  complete = found.posts.length < RANGE;
  loading = false;
  feed.busy(false);
  show();
  if (!complete && at('older').getBoundingClientRect().top < innerHeight + AHEAD) {
    await load();
  }
}

async function attempt() {
  try {
    return await page(RANGE, feed.oldest);
  } catch {
    return null;
  }
}

function connected(yes) {
  const live = at('live');
  live.hidden = false;
  live.textContent = text(yes ? 'live' : 'waiting');
  live.className = yes ? 'live good' : 'live waiting';
}

async function start() {
  translate(document);
  at('feed').setAttribute('aria-label', text('feed'));
  fillEmpty(at('empty'));
  if (chatUrl) {
    at('write').href = chatUrl;
    at('write').hidden = false;
  }
  at('pill').addEventListener('click', showPending);
  at('older').addEventListener('click', load);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && scrollY < NEAR_TOP && pending.length > 0) {
      showPending();
    }
  });
  setInterval(() => refreshTimes(document), 30_000);
  await load();
  // From the oldest on the page: what was still on its way between the posts that came, arrives now.
  follow(feed.oldest, { post: arrived, removed, connected });
  new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && load(), {
    rootMargin: `${AHEAD}px`,
  }).observe(at('older'));
}

start();
