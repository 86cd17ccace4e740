// What the page says, in English and Russian.

import { language } from '/wall/texts.js';

const LANGUAGES = {
  en: {
    title: 'Outbox',
    skip: 'Skip to the messages',
    leave: 'Log out',
    loginTitle: 'Log in',
    loginHint:
      'Paste a token with the scope broadcast; ./run token broadcast prints one. It stays in this tab until you log out or close it.',
    token: 'Token',
    enter: 'Log in',
    wrongToken: 'The server doesn’t take this token, or its time is over.',
    bots: 'Bots',
    noTrouble: 'no trouble',
    sources: 'Messages',
    none: 'Nothing is being sent. What is, appears here by itself.',
    live: 'live',
    waiting: 'not live, reconnecting…',
    asking: 'not live, asking every few seconds',
    lost: 'not live',
    unreachable: 'The server can’t be reached, so what is shown may be out of date. Trying again…',
    standings: {
      running: 'sending',
      paused: 'paused',
      finished: 'finished',
      cancelled: 'cancelled',
      recalled: 'deleted for everyone',
    },
    of: '{done} of {all} done',
    rate: '{n} per second',
    left: '{time} left',
    states: {
      queued: 'waiting',
      sending: 'being sent',
      retry: 'tried again later',
      sent: 'sent',
      failed: 'failed',
      unknown: 'unknown',
      cancelled: 'cancelled',
      recalled: 'deleted',
    },
    errors: 'What went wrong',
    orders: {
      pause: 'Pause',
      resume: 'Resume',
      cancel: 'Cancel',
      retry: 'Retry failed',
      recall: 'Delete for everyone',
    },
    csv: 'Deliveries (CSV)',
    cancelTitle: 'Cancel {id}?',
    cancelWords: 'Not yet sent: {n}. They never will be. What was sent stays.',
    cancelYes: 'Send no more',
    recallTitle: 'Delete {id} for everyone?',
    recallWords: 'Chats that have it: {n}. It is deleted wherever Telegram still allows that, and can’t be brought back.',
    recallYes: 'Delete for everyone',
    no: 'Go back',
    says: 'The server says: {detail}',
    noAnswer: 'No answer came. It may have happened all the same: look before you try again.',
  },
  ru: {
    title: 'Исходящие',
    skip: 'К сообщениям',
    leave: 'Выйти',
    loginTitle: 'Вход',
    loginHint:
      'Вставьте токен с правом broadcast; его печатает команда ./run token broadcast. Он хранится в этой вкладке, пока вы не выйдете или не закроете её.',
    token: 'Токен',
    enter: 'Войти',
    wrongToken: 'Сервер не принимает этот токен, или его время истекло.',
    bots: 'Боты',
    noTrouble: 'без неполадок',
    sources: 'Сообщения',
    none: 'Сейчас ничего не отправляется. Что отправится, появится здесь само.',
    live: 'на связи',
    waiting: 'нет связи, соединяемся…',
    asking: 'нет связи, спрашиваем раз в несколько секунд',
    lost: 'нет связи',
    unreachable: 'Сервер недоступен, показанное могло устареть. Пробуем снова…',
    standings: {
      running: 'отправляется',
      paused: 'на паузе',
      finished: 'готово',
      cancelled: 'отменено',
      recalled: 'удалено у всех',
    },
    of: 'готово {done} из {all}',
    rate: '{n} в секунду',
    left: 'осталось {time}',
    states: {
      queued: 'ждут',
      sending: 'отправляются',
      retry: 'будут повторены',
      sent: 'отправлено',
      failed: 'не удалось',
      unknown: 'неизвестно',
      cancelled: 'отменено',
      recalled: 'удалено',
    },
    errors: 'Что не удалось',
    orders: {
      pause: 'Пауза',
      resume: 'Продолжить',
      cancel: 'Отменить',
      retry: 'Повторить неудачные',
      recall: 'Удалить у всех',
    },
    csv: 'Доставки (CSV)',
    cancelTitle: 'Отменить {id}?',
    cancelWords: 'Ещё не отправлено: {n}. Эти сообщения не уйдут. Отправленные останутся.',
    cancelYes: 'Больше не отправлять',
    recallTitle: 'Удалить {id} у всех?',
    recallWords: 'Чатов, где оно есть: {n}. Оно удаляется везде, где Telegram это ещё позволяет; вернуть его нельзя.',
    recallYes: 'Удалить у всех',
    no: 'Назад',
    says: 'Сервер отвечает: {detail}',
    noAnswer: 'Ответа не было. Возможно, всё же выполнено: посмотрите, прежде чем повторять.',
  },
};

const texts = LANGUAGES[language];

export const text = (key) => texts[key];

// The word for a value in the API; one that only a newer server knows is shown as it stands.
export const word = (group, value) => (Object.hasOwn(texts[group], value) ? texts[group][value] : value);

// Replaces by functions: a value may hold "$&", which replace() would expand.
export const filled = (key, values) => texts[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);

export function translate(root) {
  root.documentElement.lang = language;
  root.title = texts.title;
  for (const element of root.querySelectorAll('[data-text]')) {
    element.textContent = texts[element.dataset.text];
  }
}
