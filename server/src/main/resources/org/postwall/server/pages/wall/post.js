// One post as an article. Everything a person wrote goes in as text nodes, never as markup.

import { text } from './texts.js';
import { timeElement } from './times.js';

const FOLDED_HEIGHT = 420;

export function postElement(post) {
  const article = document.createElement('article');
  article.className = 'post';
  article.tabIndex = -1;
  article.dataset.id = post.id;
  article.setAttribute('aria-labelledby', `author-${post.id}`);

  const author = document.createElement('bdi');
  author.className = 'author';
  author.id = `author-${post.id}`;
  author.dir = 'auto';
  author.textContent = post.user;

  const header = document.createElement('header');
  header.append(author, timeElement(post.timestamp));

  const body = document.createElement('p');
  body.className = 'text';
  body.dir = 'auto';
  body.textContent = post.message;

  article.append(header, body);
  return article;
}

// Folds a text that would fill the screen; call it when the article is on the page and has a height.
export function fold(article) {
  const body = article.querySelector('.text');
  if (body.scrollHeight <= FOLDED_HEIGHT) {
    return;
  }
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'unfold';
  const show = (folded) => {
    body.classList.toggle('folded', folded);
    button.textContent = text(folded ? 'more' : 'less');
    button.setAttribute('aria-expanded', String(!folded));
  };
  button.addEventListener('click', () => show(!body.classList.contains('folded')));
  show(true);
  article.append(button);
}
