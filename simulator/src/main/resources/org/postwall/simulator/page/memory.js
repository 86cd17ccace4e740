// What the page remembers: people, open conversations, language. Each browser tab has its own conversations
// (session storage); a new one begins with those used last (local storage).

const KEY = 'postwall.simulator.page';

function read(storage) {
  try {
    return JSON.parse(storage.getItem(KEY));
  } catch {
    return null; // Storage may be forbidden or hold something old; the page works without.
  }
}

function write(storage, value) {
  try {
    storage.setItem(KEY, JSON.stringify(value));
  } catch {
    // Private windows may refuse; then nothing survives a reload.
  }
}

const EMPTY = {people: [], tabs: [], active: 0, sideBySide: false, language: ''};
const kept = {...EMPTY, ...(read(localStorage) ?? {}), ...(read(sessionStorage) ?? {})};

export const memory = {
  ...kept,

  save() {
    const {people, tabs, active, sideBySide, language} = this;
    write(sessionStorage, {people, tabs, active, sideBySide, language});
    // Another browser tab may have met people meanwhile.
    const others = (read(localStorage)?.people ?? []).filter(other => !people.some(person => person.id === other.id));
    write(localStorage, {people: [...people, ...others], tabs, active, sideBySide, language});
  },

  person(id) {
    return this.people.find(person => person.id === id);
  },

  /** Keeps a person, or what they are called now. */
  keepPerson(person) {
    const known = this.person(person.id);
    if (known) Object.assign(known, {last_name: undefined, username: undefined, language_code: undefined}, person);
    else this.people.push({...person});
    this.save();
    return this.person(person.id);
  },
};

/** A number for a new person, as Telegram's are: positive, and below those of the simulator's bots. */
export function newPersonId() {
  return 100_000_000 + crypto.getRandomValues(new Uint32Array(1))[0] % 900_000_000;
}
