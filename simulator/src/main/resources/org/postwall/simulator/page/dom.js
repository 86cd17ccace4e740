// Making DOM nodes. Data only ever becomes text nodes and attributes, never markup.

/** An element: attributes, "on…" listeners, and children (nodes, strings, or nothing). */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...children.flat().filter(child => child !== undefined && child !== null && child !== false));
  return node;
}

/** A button with an icon for the eye and a name for everybody else. */
export function iconButton(icon, name, onclick, attributes = {}) {
  return el('button', {type: 'button', class: 'icon', 'aria-label': name, title: name, onclick, ...attributes}, svg(icon));
}

const ICONS = {
  plus: 'M12 5v14M5 12h14',
  close: 'M6 6l12 12M18 6 6 18',
  send: 'M4 12h14M12 5l7 7-7 7',
  attach: 'M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8L10 17.2a1.7 1.7 0 0 1-2.4-2.4l7.4-7.4',
  slash: 'M14.5 5 9.5 19',
  keyboard: 'M4 7h16v10H4zM7.5 10.5h0M12 10.5h0M16.5 10.5h0M8 14h8',
  edit: 'M5 19l1-4L16.5 4.5l3 3L9 18z',
  reply: 'M10 6 4 12l6 6M4.5 12H14a6 6 0 0 1 6 6',
  down: 'M6 9.5l6 6 6-6',
  columns: 'M4 5h16v14H4zM12 5v14',
  wall: 'M4 6h16M4 12h16M4 18h16M9 6v6M15 12v6',
  block: 'M12 4a8 8 0 1 0 0 16a8 8 0 1 0 0-16zM6.5 6.5l11 11',
  file: 'M7 3.5h7l4 4v13H7zM14 3.5v4h4',
};

/** A line icon in the colour of its text. */
export function svg(name) {
  const space = 'http://www.w3.org/2000/svg';
  const node = document.createElementNS(space, 'svg');
  node.setAttribute('viewBox', '0 0 24 24');
  node.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', ICONS[name]);
  node.append(path);
  return node;
}

/** A round sign with initials, or a plus for somebody without a name; its colour belongs to the number. */
export function avatar(name, id, small = false) {
  const initials = [...String(name).matchAll(/[\p{L}\p{N}]+/gu)].slice(0, 2).map(word => [...word[0]][0]).join('');
  const colour = 'c' + (Math.abs(Number(id) || 0) % 7);
  const sign = initials ? initials.toUpperCase() : svg('plus');
  return el('span', {class: `avatar ${colour}${small ? ' small' : ''}`, 'aria-hidden': 'true'}, sign);
}
