import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');
const style = join(import.meta.dirname, 'style.css');

/** A document of 下載專區: its PDF, and the Markdown it is made of. */
export type Source = { pdf: string; markdown: string };

/** Every document, by the name under which it downloads. */
export const listSources = (): Source[] => [
  ...globSync('docs/downloads/*.md', { cwd: root })
    .sort()
    .map((markdown) => ({ pdf: `${basename(markdown, '.md')}.pdf`, markdown })),
  { pdf: '健保資訊網服務系統(VPN)-常見問題說明.pdf', markdown: 'db/portal/faq.md' },
  { pdf: '「防疫口罩管控系統」VPN 登錄作業使用者手冊.pdf', markdown: 'docs/manual/README.md' },
];

/** Where a picture of the text lies: beside it, or among the figures of the pages. */
export const pictureAt = (markdown: string, source: string): string =>
  source.startsWith('/pages/figures/')
    ? join(root, 'src/portal/figures', basename(source))
    : join(root, dirname(markdown), source);

export const readStyle = (): string => readFileSync(style, 'utf8');

/** Of everything that a document is made of: text, style and pictures. */
export const hashOf = ({ markdown }: Source): string => {
  const text = readFileSync(join(root, markdown), 'utf8');
  const hash = createHash('sha256').update(text).update(readStyle());
  for (const [, source = ''] of text.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g))
    hash.update(readFileSync(pictureAt(markdown, source)));
  return hash.digest('hex');
};

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** For each PDF what it was made of and what came out. */
export type Manifest = Record<string, { from: string; pdf: string }>;
export const manifestFile = join(root, 'downloads/manifest.json');
export const readManifest = (): Manifest => JSON.parse(readFileSync(manifestFile, 'utf8'));
