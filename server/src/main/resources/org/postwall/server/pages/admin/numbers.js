// Numbers as a reader says them.

import { language } from '/wall/texts.js';

const whole = new Intl.NumberFormat(language);
const tenths = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
const share = new Intl.NumberFormat(language, { style: 'percent' });

const unit = (name) => new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'short' });
const seconds = unit('second');
const minutes = unit('minute');
const hours = unit('hour');

export const number = (n) => whole.format(n);

export const rate = (n) => (n < 100 ? tenths : whole).format(n);

// Rounded down: 100 % is only said of what is done.
export const percent = (part) => share.format(Math.floor(part * 100 + 1e-9) / 100);

export function length(s) {
  if (s < 60) {
    return seconds.format(Math.ceil(s));
  }
  const m = Math.round(s / 60);
  return m < 60 ? minutes.format(m) : `${hours.format(Math.floor(m / 60))} ${minutes.format(m % 60)}`;
}
