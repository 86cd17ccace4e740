// What the page says, in English and Russian.

const TEXTS = {
  en: {
    title: 'Postwall: chat', tabs: 'Conversations', newTab: 'New conversation', closeTab: 'Close the conversation',
    sideBySide: 'Side by side', wall: 'The wall', language: 'Language', names: 'Alex,Mary,Sam,Kate,Leo,Nina,Tom,Eve',
    start: 'Start', startHint: 'Say hello: press Start, as in Telegram.', message: 'Message', send: 'Send',
    attach: 'Attach a file', commands: 'Commands', keyboard: 'Keyboard', toEnd: 'To the newest message',
    edited: 'edited', edit: 'Edit', reply: 'Reply', cancel: 'Cancel', save: 'Save', ok: 'OK', editing: 'Editing',
    replyingTo: 'Reply to {name}', typing: 'typing…', busy: 'busy…', bot: 'bot',
    block: 'Block the bot', unblock: 'Unblock', blockedByYou: 'You have blocked this bot.', editPerson: 'Name and language…',
    group: 'group', supergroup: 'group', channel: 'channel', onlyAdmins: 'Only administrators write here.',
    who: 'Who are you?', newPerson: 'A new person', firstName: 'First name', lastName: 'Last name (optional)',
    username: 'User name (optional)', appLanguage: 'Language of the app', with: 'Chat with', open: 'Open',
    noBots: 'No bot has come by yet.', noBotsHint: 'Make one by POST /simulator/bots, or start a program with a bot token; this page will notice.',
    noTabs: 'No conversation is open.', today: 'Today', yesterday: 'Yesterday', older: 'Older messages',
    photo: 'Photo', video: 'Video', animation: 'Animation', document: 'File', audio: 'Audio', voice: 'Voice message',
    sticker: 'Sticker', video_note: 'Video message', other: 'Message', caption: 'Caption', sendAs: 'Send as', newFile: 'Send a file',
    forwardedFrom: 'Forwarded from {name}', spoiler: 'Hidden text, press to show', showMore: 'Show all', showLess: 'Show less',
    offline: 'The simulator is away. Waiting for it…', online: 'The simulator is back.', failed: 'That did not work: {why}',
    gone: 'This button is gone.', notThere: '{name} is not there. Waiting…', noAnswer: 'The bot did not answer.', copied: 'Copied', unsupported: 'This kind of button works only in Telegram.',
    unread: '{n} new', openLink: 'Open', forgotten: 'The simulator was reset.', tooLarge: 'The file is larger than 50 MB.',
    sees: 'What can this bot do?', unknownUser: 'Unknown',
  },
  ru: {
    title: 'Postwall: чат', tabs: 'Беседы', newTab: 'Новая беседа', closeTab: 'Закрыть беседу',
    sideBySide: 'Рядом', wall: 'Стена', language: 'Язык', names: 'Саша,Маша,Боря,Катя,Лёва,Нина,Толя,Ева',
    start: 'Запустить', startHint: 'Поздоровайтесь: нажмите «Запустить», как в Telegram.', message: 'Сообщение', send: 'Отправить',
    attach: 'Прикрепить файл', commands: 'Команды', keyboard: 'Клавиатура', toEnd: 'К последнему сообщению',
    edited: 'изменено', edit: 'Изменить', reply: 'Ответить', cancel: 'Отмена', save: 'Сохранить', ok: 'Понятно', editing: 'Изменение',
    replyingTo: 'Ответ: {name}', typing: 'печатает…', busy: 'занят…', bot: 'бот',
    block: 'Заблокировать бота', unblock: 'Разблокировать', blockedByYou: 'Вы заблокировали этого бота.', editPerson: 'Имя и язык…',
    group: 'группа', supergroup: 'группа', channel: 'канал', onlyAdmins: 'Здесь пишут только администраторы.',
    who: 'Кто вы?', newPerson: 'Новый человек', firstName: 'Имя', lastName: 'Фамилия (необязательно)',
    username: 'Имя пользователя (необязательно)', appLanguage: 'Язык приложения', with: 'С кем беседа', open: 'Открыть',
    noBots: 'Пока не появился ни один бот.', noBotsHint: 'Создайте бота запросом POST /simulator/bots или запустите программу с токеном; страница это заметит.',
    noTabs: 'Нет открытых бесед.', today: 'Сегодня', yesterday: 'Вчера', older: 'Более ранние сообщения',
    photo: 'Фото', video: 'Видео', animation: 'Анимация', document: 'Файл', audio: 'Аудио', voice: 'Голосовое сообщение',
    sticker: 'Стикер', video_note: 'Видеосообщение', other: 'Сообщение', caption: 'Подпись', sendAs: 'Отправить как', newFile: 'Отправка файла',
    forwardedFrom: 'Переслано от: {name}', spoiler: 'Скрытый текст, нажмите, чтобы показать', showMore: 'Показать всё', showLess: 'Свернуть',
    offline: 'Симулятор недоступен. Ждём его…', online: 'Симулятор снова доступен.', failed: 'Не получилось: {why}',
    gone: 'Этой кнопки больше нет.', notThere: '{name}: пока нет. Ждём…', noAnswer: 'Бот не ответил.', copied: 'Скопировано', unsupported: 'Такая кнопка работает только в Telegram.',
    unread: 'новых: {n}', openLink: 'Открыть', forgotten: 'Симулятор сброшен.', tooLarge: 'Файл больше 50 МБ.',
    sees: 'Что умеет этот бот?', unknownUser: 'Неизвестный',
  },
};

export const LANGUAGES = {en: 'English', ru: 'Русский'};

let language = 'en';

/** Chooses the page's language: the one kept from before, else the browser's. */
export function chooseLanguage(kept) {
  const wanted = kept || navigator.language || 'en';
  language = wanted.toLowerCase().startsWith('ru') ? 'ru' : 'en';
  document.documentElement.lang = language;
  return language;
}

export function currentLanguage() {
  return language;
}

/** A text of the page, with {names} filled in. */
export function t(key, values = {}) {
  return (TEXTS[language][key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

/** A name for somebody new: the first one that nobody has. */
export function freshName(people) {
  const names = t('names').split(',');
  return names.find(name => !people.some(person => person.first_name === name)) ?? names[0];
}
