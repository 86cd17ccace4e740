// Times as a messenger shows them: hours and minutes beside a message, days between them.

import {currentLanguage, t} from './texts.js';

export function clock(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString(currentLanguage(), {hour: '2-digit', minute: '2-digit'});
}

export function full(seconds) {
  return new Date(seconds * 1000).toLocaleString(currentLanguage());
}

export function iso(seconds) {
  return new Date(seconds * 1000).toISOString();
}

export function dayOf(seconds) {
  return new Date(seconds * 1000).toDateString();
}

export function dayName(seconds) {
  const day = new Date(seconds * 1000);
  const now = new Date();
  if (day.toDateString() === now.toDateString()) return t('today');
  if (day.toDateString() === new Date(now.getTime() - 86_400_000).toDateString()) return t('yesterday');
  return day.toLocaleDateString(currentLanguage(), {
    day: 'numeric', month: 'long', year: day.getFullYear() === now.getFullYear() ? undefined : 'numeric',
  });
}
