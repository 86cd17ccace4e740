// Elements made from values. Strings become text nodes, never markup.

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

// Changes only what differs, so that a selection stays and screen readers hear what is new.
export function say(node, words) {
  if (node.textContent !== words) {
    node.textContent = words;
  }
}

const filledWith = new WeakMap();

// Makes the children anew when the values they show have changed.
export function fill(node, values, make) {
  const now = JSON.stringify(values);
  if (filledWith.get(node) !== now) {
    filledWith.set(node, now);
    node.replaceChildren(...values.map(make));
  }
}
