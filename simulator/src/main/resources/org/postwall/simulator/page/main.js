// The page as a whole: which conversations are open, which one is in front, and what the feed says to them.

import {api, unlessAway} from './api.js';
import {newConversation} from './dialogs.js';
import {el, iconButton, svg} from './dom.js';
import {Feed} from './feed.js';
import {memory, newPersonId} from './memory.js';
import {failed, mountNotices, toast} from './notices.js';
import {Pane} from './pane.js';
import {Tabs} from './tabs.js';
import {chooseLanguage, currentLanguage, freshName, LANGUAGES, t} from './texts.js';

const LOOK_AGAIN = 2000;

chooseLanguage(memory.language);
document.title = t('title');

const panes = [];
const tabs = new Tabs({select: index => select(index), close: index => close(index), open: () => openDialog()});
const stage = el('main', {class: 'stage'});
let closedAll = false;
const away = el('p', {class: 'away', role: 'status', hidden: true}, t('offline'));
const feed = new Feed((kind, event) => hear(kind, event));

function header() {
  const columns = iconButton('columns', t('sideBySide'), () => {
    memory.sideBySide = !memory.sideBySide;
    memory.save();
    draw();
  }, {class: 'icon columns', 'aria-pressed': String(memory.sideBySide)});
  const language = el('select', {class: 'language', 'aria-label': t('language'), onchange: () => {
    memory.language = language.value;
    memory.save();
    location.reload();
  }}, Object.entries(LANGUAGES).map(([code, name]) => el('option', {value: code, selected: code === currentLanguage(), 'aria-label': name}, code.toUpperCase())));
  const wall = el('a', {class: 'wall-link', hidden: true, target: '_blank', rel: 'noopener'}, svg('wall'), el('span', {}, t('wall')));
  return {node: el('header', {class: 'top'}, tabs.node, el('div', {class: 'top-side'}, wall, columns, language)), columns, wall};
}

const top = header();

function addPane(tab) {
  const pane = new Pane(tab, {
    changed: () => tabs.draw(panes, memory.active),
    unread: told => {
      if (!document.hidden && told.node.offsetParent !== null) return;
      told.unread = (told.unread ?? 0) + 1;
    },
    touched: touched => {
      if (touched === panes[memory.active]) return;
      memory.active = panes.indexOf(touched);
      memory.save();
      draw();
    },
  });
  panes.push(pane);
  stage.append(pane.node);
  return pane;
}

function remember() {
  memory.tabs = panes.map(pane => pane.tab);
  memory.save();
}

function select(index) {
  memory.active = Math.max(0, Math.min(index, panes.length - 1));
  memory.save();
  draw();
  panes[memory.active]?.shown();
}

function close(index) {
  panes.splice(index, 1)[0].node.remove();
  closedAll = panes.length === 0;
  remember();
  watch();
  select(memory.active > index || memory.active >= panes.length ? memory.active - 1 : memory.active);
}

function draw() {
  const side = memory.sideBySide && panes.length > 1;
  stage.classList.toggle('side-by-side', side);
  top.columns.hidden = panes.length < 2;
  top.columns.setAttribute('aria-pressed', String(side));
  panes.forEach((pane, i) => {
    pane.node.classList.toggle('front', i === memory.active);
    if (i === memory.active || side) pane.unread = 0;
  });
  tabs.draw(panes, memory.active);
  empty.hidden = panes.length > 0;
}

function watch() {
  feed.watch(panes.map(pane => pane.key));
}

/** Opens a conversation, or comes back to it. */
function open(tab) {
  const same = panes.findIndex(pane => pane.tab.person === tab.person && pane.tab.bot === tab.bot && pane.tab.chat === tab.chat);
  if (same >= 0) {
    select(same);
    return;
  }
  const pane = addPane(tab);
  remember();
  watch();
  pane.load();
  select(panes.length - 1);
}

async function openDialog() {
  try {
    newConversation(await api.state(), (person, target) => {
      api.meet(person).then(() => open({person: person.id, ...target}), failed);
    });
  } catch (error) {
    failed(error);
  }
}

const empty = el('div', {class: 'nothing', hidden: true},
  el('h2', {}, t('noTabs')), el('p', {class: 'nothing-hint'}),
  el('button', {type: 'button', class: 'big', onclick: () => openDialog()}, t('newTab')));

/** A newcomer finds a person of their own, already talking to the wall bot. */
async function welcome() {
  if (panes.length > 0 || closedAll) return;
  const {bots, wall} = await api.state();
  showWall(wall);
  const bot = bots.find(known => known.username === 'wall_bot') ?? bots[0];
  empty.querySelector('.nothing-hint').textContent = bot ? '' : `${t('noBots')} ${t('noBotsHint')}`;
  if (!bot) {
    setTimeout(() => welcome().catch(unlessAway), LOOK_AGAIN);
    return;
  }
  const person = memory.people[0] ?? memory.keepPerson({
    id: newPersonId(), first_name: freshName([]), language_code: currentLanguage(),
  });
  open({person: person.id, bot: bot.username});
}

function showWall(url) {
  top.wall.hidden = !url;
  if (url) top.wall.href = url;
}

async function reload() {
  showWall((await api.state()).wall);
  await Promise.all(panes.map(pane => pane.load()));
}

function hear(kind, event) {
  switch (kind) {
    case 'open':
      away.hidden = true;
      if (event.back) toast(t('online'));
      reload().then(welcome).catch(unlessAway);
      break;
    case 'away':
      away.hidden = false;
      break;
    case 'forgotten':
      // It is also forgotten when the simulator stops; then the reload fails and the feed says that it is away.
      reload().then(welcome).then(() => toast(t('forgotten')), unlessAway);
      break;
    case 'people':
      if (memory.person(event.person.id)) memory.keepPerson(event.person);
      tabs.draw(panes, memory.active);
      break;
    case 'bot':
      for (const pane of panes) if (pane.tab.bot === event.bot) pane.hear(kind, event);
      break;
    default:
      for (const pane of panes) if (pane.key === event.chat) pane.hear(kind, event);
  }
}

document.addEventListener('visibilitychange', () => {
  if (!document.hidden && panes[memory.active]) {
    panes[memory.active].unread = 0;
    tabs.draw(panes, memory.active);
  }
});

document.body.replaceChildren(top.node, away, stage);
stage.append(empty);
mountNotices();
for (const tab of memory.tabs) {
  if (tab && (tab.bot || tab.chat) && memory.person(tab.person)) addPane(tab);
}
memory.active = Math.max(0, Math.min(memory.active, panes.length - 1));
draw();
watch();
reload().then(welcome).then(() => panes[memory.active]?.shown()).catch(unlessAway);
