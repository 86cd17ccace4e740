// The wall page: first posts, then live ones above and older ones below.

import { chatUrl, fillEmpty } from './empty.js';
import { Feed } from './feed.js';
import { counted, filled, text, translate } from './texts.js';
import { refreshTimes } from './times.js';
import { follow, page } from './wall.js';

const RANGE = 20;
const NEAR_TOP = 240;
const MOST_PENDING = 200;
const RETRY = 3_000;

const at = (id) => document.getElementById(id);
const feed = new Feed(at('feed'));
let pending = [];
let total = 0;
let complete = false;
let loading = false;

function show() {
  at('count').textContent = feed.isEmpty && total === 0 ? '' : counted('posts', total);
  at('empty').hidden = !(complete && feed.isEmpty && pending.length === 0);
  at('older').hidden = complete;
  at('end').hidden = !complete || feed.isEmpty;
  at('pill').hidden = pending.length === 0;
  at('pill').textContent = pending.length === 0 ? '' : `↑ ${counted('fresh', pending.length)}`;
  document.title = (pending.length === 0 ? '' : `(${pending.length}) `) + text('title');
}

function arrived(post) {
  if (feed.has(post.id) || pending.some((waiting) => waiting.id === post.id)) {
    return;
  }
  total += 1;
  at('news').textContent = filled('arrived', 'author', post.user);
  if (scrollY < NEAR_TOP && !document.hidden) {
    feed.add([post]);
  } else {
    pending.push(post);
  }
  show();
}

function removed(id) {
  const waiting = pending.length;
  pending = pending.filter((post) => post.id !== id);
  if (feed.remove(id) || pending.length < waiting) {
    total = Math.max(0, total - 1);
  }
  show();
}

// After a long absence the newest page is loaded afresh instead of everything in between.
async function showPending() {
  const posts = pending;
  pending = [];
  scrollTo({ top: 0, behavior: 'smooth' });
  if (posts.length > MOST_PENDING) {
    feed.clear();
    complete = false;
    await load();
  } else {
    feed.add(posts);
  }
  show();
}

async function load() {
  if (loading || complete) {
    return;
  }
  loading = true;
  feed.busy(true);
  try {
    const found = await page(RANGE, feed.oldest);
    feed.add(found.posts);
    total = found.total;
    complete = found.posts.length < RANGE;
    at('trouble').hidden = true;
  } catch {
    at('trouble').textContent = text('trouble');
    at('trouble').hidden = false;
    await new Promise((again) => setTimeout(again, RETRY));
  } finally {
    loading = false;
    feed.busy(false);
  }
  show();
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
  while (!complete && feed.isEmpty) {
    await load();
  }
  follow(feed.newest, { post: arrived, removed, connected });
  new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && load(), { rootMargin: '600px' }).observe(
    at('older'),
  );
}

start();
