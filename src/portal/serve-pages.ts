import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { agentVersionAddress } from '../../agent/protocol.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { originOf } from '../platform/http.ts';
import type { Language } from '../words/index.ts';
import { browserOf } from './browser.ts';
import { compress } from './compress.ts';
import { addressOf, agentPackageName, findAgentPackage, shippedFiles } from './files.ts';
import { toText } from './html.ts';
import { faqPage } from './pages/faq.ts';
import { helpPage } from './pages/help.ts';
import { homePage } from './pages/home.ts';
import { layOut } from './pages/layout.ts';
import { contactPage, downloadsPage, linksPage } from './pages/lists.ts';
import {
  type Asked,
  addressIn,
  type MakePage,
  type Offered,
  type SiteMapGroup,
  speak,
} from './pages/page.ts';
import { setupPage } from './pages/setup.ts';
import { siteMapPage } from './pages/site-map.ts';
import { copyrightPage, missingPage, privacyPage, professionalsPage, securityPage } from './pages/texts.ts';
import { findContent, findFile, listContent, oldPlatformId, sizesOfFiles } from './queries.ts';

export type PortalSettings = {
  db: Db;
  clock: Clock;
  /** where people find the site; `https://medvpn.nhi.gov.tw` unless set (R002) */
  publicOrigin: string | undefined;
  listSiteMap: (db: Db) => Promise<SiteMapGroup[]>;
};

/** R002, as the seed has it. */
const usualOrigin = 'https://medvpn.nhi.gov.tw';

const pages: Record<string, MakePage> = {
  '/': homePage,
  '/pages/professionals': professionalsPage,
  '/pages/downloads': downloadsPage,
  '/pages/contact': contactPage,
  '/pages/links': linksPage,
  '/pages/help': helpPage,
  '/pages/setup': setupPage,
  '/pages/faq': faqPage,
  '/pages/site-map': siteMapPage,
  '/pages/privacy': privacyPage,
  '/pages/security': securityPage,
  '/pages/copyright': copyrightPage,
};

/** Every public page by its zh-TW address; the English one stands below `/en`. */
export const publicPaths = Object.keys(pages);

/** Nothing runs, nothing comes from elsewhere; the search is the only form. */
const policy =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const unseen = /[\p{Cc}\p{Cf}]/gu;
const longestSearch = 100;

const readSearch = (query: unknown): string => {
  const q = (query as Record<string, unknown> | null)?.['q'];
  return typeof q === 'string' ? q.replaceAll(unseen, ' ').trim().slice(0, longestSearch) : '';
};

const findOffered = async (db: Db): Promise<Offered[]> => {
  const [rows, sizes] = [await listContent(db, 'download'), await sizesOfFiles(db)];
  return rows.flatMap((row) => {
    const bytes = row.sha256
      ? sizes.get(row.sha256.toString('hex'))
      : shippedFiles().get(row.file_name)?.length;
    return bytes === undefined ? [] : [{ ...row, bytes, address: addressOf(row.file_name) }];
  });
};

/** A file of ours, under an address that changes with what is in it. */
const asset = (name: string, type: string) => {
  const bytes = readFileSync(new URL(name, import.meta.url));
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 12);
  const [stem, ending] = name.split('/').at(-1)?.split('.') ?? [];
  return { address: `/pages/assets/${stem}.${hash}.${ending}`, bytes, type };
};

const addAssets = (app: FastifyInstance) => {
  const style = asset('portal.css', 'text/css; charset=utf-8');
  const mark = asset('figures/mark.svg', 'image/svg+xml');
  for (const { address, bytes, type } of [style, mark])
    app.get(address, { schema: { hide: true } }, (request, reply) =>
      reply
        .header('cache-control', 'public, max-age=31536000, immutable')
        .type(type)
        .send(compress(request, reply, bytes)),
    );
  for (const name of ['faq-3', 'faq-17']) {
    const { bytes, type } = asset(`figures/${name}.svg`, 'image/svg+xml');
    app.get(`/pages/figures/${name}.svg`, { schema: { hide: true } }, (request, reply) =>
      reply
        .header('cache-control', 'public, max-age=3600')
        .type(type)
        .send(compress(request, reply, bytes)),
    );
  }
  return { style: style.address, mark: mark.address };
};

/** The name of a file in whatever script, and one in ASCII for programs that know no other (RFC 6266). */
const dispositionOf = (name: string): string => {
  const plain = name.replaceAll(/[^ -~]|["\\%]/g, '_');
  const whole = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
};

/** The bytes of the document of that name, while it is on offer. */
const findBytes = async (db: Db, name: string): Promise<Buffer | undefined> => {
  const row = (await listContent(db, 'download')).find((each) => each.file_name === name);
  if (!row) return undefined;
  return row.sha256 ? findFile(db, row.sha256) : shippedFiles().get(name);
};

const sendFile = (name: string, bytes: Buffer, reply: FastifyReply): FastifyReply =>
  // Never `no-store` nor `no-cache`: with either, old IE deleted the file before it was saved (R023, Q19).
  reply
    .header('cache-control', 'public, max-age=3600')
    .header('content-disposition', dispositionOf(name))
    .type(name.endsWith('.zip') ? 'application/zip' : 'application/pdf')
    .send(bytes);

/** The public side of the portal: pages, their assets, and the documents; without log-in and without a script. */
export const addPortalPages = (app: FastifyInstance, settings: PortalSettings): void => {
  const { db, clock, listSiteMap } = settings;
  const origin = settings.publicOrigin ?? usualOrigin;
  const assets = addAssets(app);

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { path, language, make }: { path: string; language: Language; make: MakePage },
  ): Promise<FastifyReply> => {
    const asked: Asked = {
      ...{ db, day: clock.now().day, language, path, q: readSearch(request.query), origin, listSiteMap },
      here: originOf(request, settings.publicOrigin),
      browser: browserOf(request.headers['user-agent'] ?? ''),
      downloads: await findOffered(db),
      t: speak(language),
      to: (each) => addressIn(language, each),
    };
    const page = await make(asked);
    const lines = await listContent(db, 'contact_line');
    const oldPlatform = await findContent(db, 'old_platform', oldPlatformId);
    const text = Buffer.from(toText(layOut(asked, page, { lines, oldPlatform, ...assets })));
    const tag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
    reply
      .header('content-security-policy', policy)
      .header('cache-control', 'private, max-age=60')
      .header('etag', tag);
    if (page.status === undefined && request.headers['if-none-match'] === tag) return reply.code(304).send();
    return reply
      .code(page.status ?? 200)
      .type('text/html; charset=utf-8')
      .send(compress(request, reply, text));
  };

  const add = (address: string, language: Language, path: string, make: MakePage): void => {
    app.get(address, { schema: { hide: true } }, (request, reply) =>
      show(request, reply, { path, language, make }),
    );
  };
  for (const language of ['zh-TW', 'en'] as const) {
    for (const [path, make] of Object.entries(pages)) add(addressIn(language, path), language, path, make);
    add(addressIn(language, '/pages/*'), language, '/pages/missing', missingPage);
  }
  /** By this a page knows whether the component of its computer is the present one. */
  app.get(agentVersionAddress, { schema: { hide: true } }, (_, reply) => {
    const found = findAgentPackage();
    return reply.header('cache-control', 'no-cache').send({ version: found?.version ?? null });
  });
  app.get('/downloads/:name', { schema: { hide: true } }, async (request, reply) => {
    const name = (request.params as { name: string }).name.normalize('NFC');
    const agent = agentPackageName.test(name) ? findAgentPackage() : undefined;
    if (agent)
      return reply
        .header('cache-control', 'public, max-age=60')
        .type('application/gzip')
        .send(readFileSync(agent.file));
    const bytes = await findBytes(db, name);
    if (bytes) return sendFile(name, bytes, reply);
    return show(request, reply, { path: '/pages/missing', language: 'zh-TW', make: missingPage });
  });
};
