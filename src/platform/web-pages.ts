import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { agentAddress } from '../../agent/protocol.ts';

const dist = fileURLToPath(new URL('../../web/dist/', import.meta.url));
const nonceMark = /__CSP_NONCE__/g;

/** Scripts and styles of ours only; the nonce is for the style element that Mantine writes. */
const policyFor = (nonce: string): string =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    // The card agent on the same computer.
    `connect-src 'self' ${agentAddress}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ].join('; ');

/** The application's page for each of its addresses, with a nonce per answer, and its assets for a year. */
export const addWebPages = async (app: FastifyInstance, paths: readonly string[]): Promise<void> => {
  const page = await readFile(join(dist, 'index.html'), 'utf8').catch(() => {
    throw new Error('The web pages are not built yet: run "npm run prepare" first.');
  });
  await app.register(fastifyStatic, {
    root: join(dist, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    index: false,
    // The build lays .br and .gz beside each asset.
    preCompressed: true,
    cacheControl: true,
  });
  for (const path of paths)
    app.get(path, { schema: { hide: true } }, async (_request, reply) => {
      const nonce = randomBytes(18).toString('base64');
      return (
        reply
          .header('content-security-policy', policyFor(nonce))
          .header('cache-control', 'no-store')
          // The agent's own window answers the page that opened it.
          .header('cross-origin-opener-policy', 'same-origin-allow-popups')
          .type('text/html; charset=utf-8')
          .send(page.replace(nonceMark, nonce))
      );
    });
};
