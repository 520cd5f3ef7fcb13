import { readFileSync } from 'node:fs';
import { windowWords } from './words.ts';

type Page = { bytes: Buffer; type: string };
/** The agent's own window: a page, its style, its program and its words, by address. */
export type Pages = ReadonlyMap<string, Page>;

/** Nothing but what this agent serves runs in the window, and no site may show it inside its own page. */
export const pageHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
} as const;

/** Reads the window's files from the folder beside the program. */
export const openPages = (folder: URL): Pages => {
  const file = (name: string): Buffer => readFileSync(new URL(name, folder));
  return new Map([
    ['/window', { bytes: file('window.html'), type: 'text/html; charset=utf-8' }],
    ['/window/window.css', { bytes: file('window.css'), type: 'text/css; charset=utf-8' }],
    ['/window/window.js', { bytes: file('window.js'), type: 'text/javascript; charset=utf-8' }],
    [
      '/window/words.json',
      { bytes: Buffer.from(JSON.stringify(windowWords)), type: 'application/json; charset=utf-8' },
    ],
  ]);
};
