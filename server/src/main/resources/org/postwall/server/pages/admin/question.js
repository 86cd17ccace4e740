// The question before what can't be taken back.

const at = (id) => document.getElementById(id);
const dialog = at('question');

at('no').addEventListener('click', () => dialog.close());
at('yes').addEventListener('click', () => dialog.close('yes'));

// Answers whether the reader wants it. The safe answer has the focus, and Escape means it.
export function question(title, words, yes) {
  at('question-title').textContent = title;
  at('question-words').textContent = words;
  at('yes').textContent = yes;
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener('close', () => answer(dialog.returnValue === 'yes'), { once: true });
  });
}

export const dismiss = () => dialog.close();
