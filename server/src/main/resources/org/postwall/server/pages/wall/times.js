// Times as a reader says them: "5 minutes ago" today, a local date and time before that.

import { language, text } from './texts.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const relative = new Intl.RelativeTimeFormat(language, { numeric: 'always' });
const short = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const long = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
const full = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long' });

// A timestamp comes as its author sent it; what no Date understands is shown as it stands.
export function timeElement(timestamp) {
  const element = document.createElement('time');
  const at = new Date(timestamp);
  if (Number.isNaN(at.getTime())) {
    element.textContent = timestamp;
    return element;
  }
  element.dateTime = timestamp;
  element.title = full.format(at);
  element.textContent = words(at);
  return element;
}

export function refreshTimes(root) {
  for (const element of root.querySelectorAll('time[datetime]')) {
    const now = words(new Date(element.dateTime));
    if (element.textContent !== now) {
      element.textContent = now;
    }
  }
}

function words(at) {
  const age = Date.now() - at.getTime();
  if (age < -MINUTE || age >= DAY) {
    return (at.getFullYear() === new Date().getFullYear() ? short : long).format(at);
  }
  if (age < MINUTE) {
    return text('now');
  }
  return age < HOUR
    ? relative.format(-Math.floor(age / MINUTE), 'minute')
    : relative.format(-Math.floor(age / HOUR), 'hour');
}
