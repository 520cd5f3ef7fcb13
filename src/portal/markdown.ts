import createMarkdown, { type MarkdownIt, type StateCore, type Token } from 'markdown-it';
import { escapeHtml, type Html, trusted } from './html.ts';

/** Our own pictures only: nobody's page is loaded from elsewhere. */
const ownPicture = /^\/pages\/figures\/[a-z0-9-]+\.svg$/;
const goodLink = /^(https?:\/\/|mailto:|\/(?!\/)|#)/i;
const nextItem = / (?=\d{1,2}\. )/;

const markdown = createMarkdown({ html: false, linkify: false, breaks: true });
markdown.validateLink = (address) => goodLink.test(address);

markdown.renderer.rules['image'] = (tokens, index) => {
  const token = tokens[index];
  const source = String(token?.attrGet('src') ?? '');
  const words = escapeHtml(token?.content ?? '');
  return ownPicture.test(source) ? `<img src="${escapeHtml(source)}" alt="${words}">` : words;
};
// A wide table scrolls by itself, by keyboard too, and the page does not.
markdown.renderer.rules['table_open'] = () => '<div class="scroll" tabindex="0"><table>\n';
markdown.renderer.rules['table_close'] = () => '</table></div>\n';

const lower = (token: Token, below: number): void => {
  const level = Number(token.tag.slice(1)) + below;
  token.tag = `h${Math.min(level, 6)}`;
};

/** `1. … 2. …` in a cell of a table, which cannot hold a list: each on a line of its own. */
const breakItems = (token: Token, make: StateCore['Token']): void => {
  token.children = (token.children ?? []).flatMap((child) => {
    if (child.type !== 'text' || !nextItem.test(child.content)) return [child];
    return child.content.split(nextItem).flatMap((content, index) => {
      const text = Object.assign(new make('text', '', 0), { content });
      return index === 0 ? [text] : [new make('hardbreak', 'br', 0), text];
    });
  });
};

/** Teaches a renderer to break numbered items within a cell. */
export const breakCells = (renderer: MarkdownIt): void => {
  renderer.core.ruler.push('break_cells', (state) => {
    for (const [index, token] of state.tokens.entries())
      if (token.type === 'inline' && state.tokens[index - 1]?.type === 'td_open')
        breakItems(token, state.Token);
  });
};
breakCells(markdown);

markdown.core.ruler.push('lower_headings', (state) => {
  for (const token of state.tokens)
    if (token.type === 'heading_open' || token.type === 'heading_close')
      lower(token, (state.env as Around).below);
});

/** The headings around a text: its own stand below them, 3 being h3. */
type Around = { below: number };

/** A text of HQ's as HTML. Raw HTML in it is shown as typed; links lead to pages and mail only. */
export const fromMarkdown = (text: string, around: Around = { below: 3 }): Html =>
  trusted(markdown.render(text, around));
