import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import createMarkdown, { type MarkdownIt, type Token } from 'markdown-it';
import { breakCells } from '../../src/portal/markdown.ts';
import { pictureAt, readStyle, root, type Source } from './sources.ts';

type Heading = { id: string; level: number; text: string };
/** Page numbers by the id of a heading; empty on the first pass. */
export type Numbers = ReadonlyMap<string, number>;

const owner = '衛生福利部中央健康保險署';
const system = '健保資訊網服務系統 (VPN)';
const types: Record<string, string> = { '.png': 'image/png', '.svg': 'image/svg+xml' };
/** Headings below this level are too many for a table of contents. */
const lowestListed = 4;

/** The Markdown as the document shows it: without the table of contents that the page has of its own. */
const readText = ({ markdown }: Source): string =>
  readFileSync(join(root, markdown), 'utf8')
    .replace(/^## 目次\n[\s\S]*?(?=^## )/m, '')
    .replaceAll(/^目次：.+\n\n/gm, '答覆：');

/** A heading's anchor, as links within the text name it. */
const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
    .replaceAll(' ', '-');

const createRenderer = (source: Source, headings: Heading[]): MarkdownIt => {
  const markdown = createMarkdown({ html: false });
  breakCells(markdown);
  const { escapeHtml } = markdown.utils;
  markdown.renderer.rules['image'] = (tokens, index) => {
    const token = tokens[index];
    const file = pictureAt(source.markdown, String(token?.attrGet('src') ?? ''));
    const data = readFileSync(file).toString('base64');
    return `<img src="data:${types[extname(file)]};base64,${data}" alt="${escapeHtml(token?.content ?? '')}">`;
  };
  // Links to other files lead nowhere from a PDF; those within it lead to a heading.
  markdown.renderer.rules['link_open'] = (tokens, index) => {
    const address = decodeURIComponent(String(tokens[index]?.attrGet('href') ?? ''));
    const target = headings.find(({ text }) => `#${anchorOf(text)}` === address);
    const to = target ? `#${target.id}` : address;
    return /^(#h-|https:)/.test(to) ? `<a href="${escapeHtml(to)}">` : '<a>';
  };
  return markdown;
};

/** Gives every heading an id, and answers them. */
const markHeadings = (tokens: readonly Token[]): Heading[] =>
  tokens.flatMap((token, index) => {
    if (token.type !== 'heading_open' || token.tag === 'h1') return [];
    const id = `h-${index}`;
    token.attrSet('id', id);
    const text = (tokens[index + 1]?.children ?? []).map((child) => child.content).join('');
    return [{ id, level: Number(token.tag.slice(1)), text }];
  });

const contents = (headings: readonly Heading[], numbers: Numbers, toHtml: (text: string) => string): string =>
  `<nav><h2 class="contents">目　次</h2><ul>${headings
    .filter(({ level }) => level <= lowestListed)
    .map(
      ({ id, level, text }) =>
        `<li class="level-${level}"><a href="#${id}"><span>${toHtml(text)}</span><span class="dots"></span><span>${numbers.get(id) ?? ''}</span></a></li>`,
    )
    .join('')}</ul></nav>`;

/** A document as a page that Chromium prints: title, introduction, contents, then the chapters. */
export const toPage = (source: Source, numbers: Numbers): { title: string; page: string } => {
  const headings: Heading[] = [];
  const markdown = createRenderer(source, headings);
  const tokens = markdown.parse(readText(source), {});
  headings.push(...markHeadings(tokens));
  const title = tokens[1]?.content ?? '';
  const first = tokens.findIndex((token: Token) => token.type === 'heading_open' && token.tag === 'h2');
  const render = (part: Token[]): string => markdown.renderer.render(part, markdown.options, {});
  const { escapeHtml } = markdown.utils;
  return {
    title,
    page: `<!doctype html><html lang="zh-TW"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<style>${readStyle()}</style></head><body>
<header><p>${owner}</p><p>${system}</p></header>
<h1>${escapeHtml(title)}</h1>
${render(tokens.slice(3, first))}
${contents(headings, numbers, escapeHtml)}
<main>${render(tokens.slice(first))}</main>
</body></html>`,
  };
};

/** What stands at the foot of every page. */
export const footer = (title: string): string =>
  `<div style="width:100%;margin:0 18mm;padding-top:2mm;border-top:0.2mm solid #7d8b8b;display:flex;justify-content:space-between;font:8pt 'Noto Sans CJK TC','Noto Sans TC',sans-serif;color:#455252"><span>${title}</span><span>第 <span class="pageNumber"></span> 頁，共 <span class="totalPages"></span> 頁</span></div>`;
