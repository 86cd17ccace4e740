// What the page says, in English and Russian.

const LANGUAGES = {
  en: {
    title: 'The wall',
    skip: 'Skip to the posts',
    write: 'Write',
    docs: 'API',
    feed: 'Posts',
    older: 'Older posts',
    end: 'This is where the wall begins.',
    live: 'live',
    waiting: 'reconnecting…',
    trouble: 'The wall can’t be reached right now. Trying again…',
    now: 'just now',
    more: 'Show all',
    less: 'Show less',
    posts: { one: '{n} post', other: '{n} posts' },
    fresh: { one: '{n} new post', other: '{n} new posts' },
    arrived: 'New post by {author}',
    emptyTitle: 'Nothing here yet',
    emptyChat: 'Open the chat, tap “Add message” and write the first post. It will appear here by itself.',
    emptyOpen: 'Write the first post from a terminal. It will appear here by itself.',
    emptyToken:
      'Write the first post from a terminal. It will appear here by itself. ./run token wall prints the token.',
    openChat: 'Open the chat',
    openDocs: 'See the API',
    sample: 'Hello, wall!',
  },
  ru: {
    title: 'Стена',
    skip: 'К сообщениям',
    write: 'Написать',
    docs: 'API',
    feed: 'Сообщения',
    older: 'Более ранние',
    end: 'Здесь стена начинается.',
    live: 'на связи',
    waiting: 'соединяемся…',
    trouble: 'Стена сейчас недоступна. Пробуем снова…',
    now: 'только что',
    more: 'Показать целиком',
    less: 'Свернуть',
    posts: { one: '{n} сообщение', few: '{n} сообщения', many: '{n} сообщений', other: '{n} сообщения' },
    fresh: {
      one: '{n} новое сообщение',
      few: '{n} новых сообщения',
      many: '{n} новых сообщений',
      other: '{n} нового сообщения',
    },
    arrived: 'Новое сообщение, автор {author}',
    emptyTitle: 'Здесь пока пусто',
    emptyChat: 'Откройте чат, нажмите «Добавить сообщение» и напишите первое. Оно появится здесь само.',
    emptyOpen: 'Напишите первое сообщение из терминала. Оно появится здесь само.',
    emptyToken:
      'Напишите первое сообщение из терминала. Оно появится здесь само. Токен печатает команда ./run token wall.',
    openChat: 'Открыть чат',
    openDocs: 'Посмотреть API',
    sample: 'Привет, стена!',
  },
};

export const language = (navigator.language || 'en').toLowerCase().startsWith('ru') ? 'ru' : 'en';

const texts = LANGUAGES[language];
const plural = new Intl.PluralRules(language);
const number = new Intl.NumberFormat(language);

export const text = (key) => texts[key];

export const counted = (key, n) => texts[key][plural.select(n)].replace('{n}', number.format(n));

// Replaces by a function: a name may hold "$&", which replace() would expand.
export const filled = (key, name, value) => texts[key].replace(`{${name}}`, () => value);

export function translate(root) {
  root.documentElement.lang = language;
  root.title = texts.title;
  for (const element of root.querySelectorAll('[data-text]')) {
    element.textContent = texts[element.dataset.text];
  }
}
