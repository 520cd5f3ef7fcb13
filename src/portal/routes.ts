import type { SiteKindName } from '../access/contract.ts';
import type { House } from '../house.ts';
import { isoInstant } from '../platform/clock.ts';
import { isRefusal, type Refusal } from '../platform/errors.ts';
import { answer, type Route, refused, route } from '../platform/routes.ts';
import * as contract from './contract.ts';
import { addressOf, shippedFiles } from './files.ts';
import { toText } from './html.ts';
import { fromMarkdown } from './markdown.ts';
import {
  type KeptRow,
  type Kind,
  listContent,
  listKept,
  listVersions,
  oldPlatformId,
  sizesOfFiles,
} from './queries.ts';
import { isFor, stateOf } from './rules.ts';
import { saveAnnouncement } from './save-announcement.ts';
import { moveContent, offerContent, saveContent } from './save-content.ts';
import { saveDownload } from './save-download.ts';

/** When and by whom, as the wire has it. */
const shownBy = <R extends { changed_at: Date; changed_by: string | null }>({
  changed_at,
  changed_by,
  ...row
}: R) => ({
  ...row,
  changed_at: isoInstant(changed_at),
  ...(changed_by === null ? {} : { changed_by }),
});

const shownAnnouncement = (
  { ends_on, ...row }: KeptRow<'announcement'>,
  today: string,
): contract.AnnouncementView => ({
  ...shownBy(row),
  // The table's CHECK knows no other kinds.
  site_kinds: row.site_kinds as SiteKindName[],
  ...(ends_on === null ? {} : { ends_on }),
  state: stateOf({ ...row, ends_on }, today),
});

const shownDownload = (
  { sha256, ...row }: KeptRow<'download'>,
  sizes: ReadonlyMap<string, number>,
): contract.DownloadView => ({
  ...shownBy(row),
  address: addressOf(row.file_name),
  bytes: sha256 ? (sizes.get(sha256.toString('hex')) ?? 0) : (shippedFiles().get(row.file_name)?.length ?? 0),
  shipped: sha256 === null,
});

/** A piece as an editor's list has it, which is there since it was just saved. */
const getKept = async <K extends Kind>(house: House, kind: K, id: string): Promise<KeptRow<K>> => {
  const [row] = await listKept(house.db, kind, id);
  if (!row) throw new Error(`${kind} ${id} was saved and is not there`);
  return row;
};

/** Answers what was saved, or the refusal. */
const saved = async <T>(refusal: Refusal | undefined, show: () => Promise<T>) =>
  refusal ? refused(refusal) : answer(200, await show());

const shownOldPlatform = ({
  version,
  offered,
  address,
  ends_on,
}: KeptRow<'old_platform'>): contract.OldPlatformView => ({
  version,
  offered,
  address,
  ...(ends_on === null ? {} : { ends_on }),
});

const announcementRoutes = (house: House): Route[] => [
  route(contract.listAnnouncements, async () => {
    const today = house.clock.now().day;
    const rows = await listKept(house.db, 'announcement');
    return answer(200, { today, announcements: rows.map((row) => shownAnnouncement(row, today)) });
  }),

  route(contract.saveAnnouncement, async ({ session, body }) =>
    saved(await saveAnnouncement(house, session, body), async () =>
      shownAnnouncement(await getKept(house, 'announcement', body.id), house.clock.now().day),
    ),
  ),

  route(contract.previewContent, async ({ body }) =>
    answer(200, { html: toText(fromMarkdown(body.markdown)) }),
  ),

  route(contract.readAnnouncements, async ({ session }) => {
    const { day } = house.clock.now();
    const isHq = session.roles.some((role) => role.startsWith('hq_'));
    const reader = { logged_in: true, site_kind: isHq ? undefined : session.site.kind } as const;
    const current = (await listContent(house.db, 'announcement')).filter(
      (row) => stateOf(row, day) === 'current' && isFor(row, reader),
    );
    const announcements = current.map(({ id, title, body, starts_on, audience }) => ({
      id,
      title,
      html: toText(fromMarkdown(body)),
      starts_on,
      audience,
    }));
    return answer(200, { announcements });
  }),
];

const faqAndContactRoutes = (house: House): Route[] => [
  route(contract.listFaq, async () =>
    answer(200, { faq: (await listKept(house.db, 'faq')).map((row) => shownBy(row)) }),
  ),

  route(contract.saveFaq, async ({ session, body: { id, version, ...fields } }) =>
    saved(
      await saveContent(house, session, { kind: 'faq', id, version }, () => ({ id, version, fields })),
      async () => shownBy(await getKept(house, 'faq', id)),
    ),
  ),

  route(contract.listContacts, async () => {
    const lines = (await listKept(house.db, 'contact_line')).map((row) => shownBy(row));
    const desks = (await listKept(house.db, 'contact_desk')).map((row) => shownBy(row));
    return answer(200, { lines, desks });
  }),

  route(contract.saveContactLine, async ({ session, body: { id, version, ...fields } }) =>
    saved(
      await saveContent(house, session, { kind: 'contact_line', id, version }, () => ({
        id,
        version,
        fields,
      })),
      async () => shownBy(await getKept(house, 'contact_line', id)),
    ),
  ),

  route(contract.saveContactDesk, async ({ session, body: { id, version, ...fields } }) =>
    saved(
      await saveContent(house, session, { kind: 'contact_desk', id, version }, () => ({
        id,
        version,
        fields,
      })),
      async () => shownBy(await getKept(house, 'contact_desk', id)),
    ),
  ),

  route(contract.readContacts, async () => {
    const lines = (await listContent(house.db, 'contact_line')).map(({ text, text_en }) => ({
      text,
      text_en,
    }));
    const desks = (await listContent(house.db, 'contact_desk')).map(
      ({ service, desk, phone, mail, hours }) => ({ service, desk, phone, mail, hours }),
    );
    return answer(200, { lines, desks });
  }),
];

const downloadAndLinkRoutes = (house: House): Route[] => [
  route(contract.listDownloads, async () => {
    const sizes = await sizesOfFiles(house.db);
    const downloads = (await listKept(house.db, 'download')).map((row) => shownDownload(row, sizes));
    return answer(200, { downloads });
  }),

  route(contract.saveDownload, async ({ session, body }) =>
    saved(await saveDownload(house, session, body), async () =>
      shownDownload(await getKept(house, 'download', body.id), await sizesOfFiles(house.db)),
    ),
  ),

  route(contract.listLinks, async () =>
    answer(200, { links: (await listKept(house.db, 'link')).map((row) => shownBy(row)) }),
  ),

  route(contract.saveLink, async ({ session, body: { id, version, ...fields } }) =>
    saved(
      await saveContent(house, session, { kind: 'link', id, version }, () => ({ id, version, fields })),
      async () => shownBy(await getKept(house, 'link', id)),
    ),
  ),

  route(contract.viewOldPlatform, async () =>
    answer(200, shownOldPlatform(await getKept(house, 'old_platform', oldPlatformId))),
  ),

  route(contract.saveOldPlatform, async ({ session, body: { version, offered, address, ends_on } }) => {
    const id = oldPlatformId;
    const fields = { address, ends_on: ends_on ?? null };
    return saved(
      await saveContent(house, session, { kind: 'old_platform', id, version }, () => ({
        id,
        version,
        offered,
        fields,
      })),
      async () => shownOldPlatform(await getKept(house, 'old_platform', id)),
    );
  }),
];

const commonRoutes = (house: House): Route[] => [
  route(contract.offerContent, async ({ session, params, body }) => {
    const version = await offerContent(house, session, { ...params, ...body });
    return isRefusal(version) ? refused(version) : answer(200, { version });
  }),

  route(contract.moveContent, async ({ session, params, body }) => {
    const position = await moveContent(house, session, { ...params, ...body });
    return isRefusal(position) ? refused(position) : answer(200, { position });
  }),

  route(contract.listContentVersions, async ({ params: { kind, id } }) => {
    const versions = await listVersions(house.db, kind, id);
    return answer(200, { versions: versions.map((row) => shownBy(row)) });
  }),
];

export const portalRoutes = (house: House): Route[] => [
  ...announcementRoutes(house),
  ...faqAndContactRoutes(house),
  ...downloadAndLinkRoutes(house),
  ...commonRoutes(house),
];
