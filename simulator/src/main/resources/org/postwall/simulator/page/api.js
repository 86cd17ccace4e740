// Talking to the simulator.

const BASE = '/simulator/page/';

/** A refusal, with the simulator's sentence. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** No answer: the simulator is away. The feed says so and tells when it is back. */
export class Away extends Error {}

/** For a catch: being away is no news, anything else is. */
export function unlessAway(error) {
  if (!(error instanceof Away)) throw error;
}

async function request(method, path, query, options = {}) {
  const url = BASE + path + (query ? '?' + new URLSearchParams(query) : '');
  const response = await fetch(url, {method, cache: 'no-store', ...options}).catch(error => {
    throw new Away(error.message);
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, answer.error ?? response.statusText);
  return answer;
}

function send(method, path, body) {
  return request(method, path, null, {headers: {'content-type': 'application/json'}, body: JSON.stringify(body)});
}

/** Who acts where: a person in the chat with a bot, or in a group or channel. */
function place(person, target) {
  return target.bot ? {from: person, bot: target.bot} : {from: person, chat_id: target.chat};
}

export const api = {
  state: () => request('GET', 'state'),
  chat: (person, target, before) => request('GET', 'chat', {
    person: person.id,
    language: person.language_code ?? '',
    ...(target.bot ? {bot: target.bot} : {chat_id: target.chat}),
    ...(before ? {before} : {}),
  }),
  meet: person => send('POST', 'people', person),
  write: (person, target, text, replyTo) =>
    send('POST', 'messages', {...place(person, target), text, ...(replyTo ? {reply_to: replyTo} : {})}),
  edit: (person, target, messageId, text) =>
    send('PATCH', 'messages', {...place(person, target), message_id: messageId, text}),
  tap: (person, target, messageId, data) =>
    send('POST', 'taps', {...place(person, target), message_id: messageId, data}),
  block: (person, bot, blocked) => send('POST', 'blocks', {from: person, bot, blocked}),
  upload: (person, target, file, kind, caption) => request('POST', 'uploads', {
    from: JSON.stringify(person),
    ...(target.bot ? {bot: target.bot} : {chat_id: target.chat}),
    kind, caption, name: file.name,
  }, {headers: {'content-type': 'application/octet-stream'}, body: file}),
  file: (viewer, id) => BASE + 'files?' + new URLSearchParams({bot: viewer, id}),
};
