import Type, { type Static } from 'typebox';
import { SiteKindName } from '../access/contract.ts';
import { Closed, contract, Day, Instant, RequestId } from '../platform/contract.ts';

/**
 * What the portal shows and HQ (署) keeps: 系統公告, 常見問答, 聯絡窗口, 下載專區, 友善連結, 舊版 link.
 *
 * One manner for all of them. A piece of content has an `id` that the editor's browser makes (UUIDv7) before
 * it sends, so that sending twice saves once. `version` in a request is the one that the editor has on screen,
 * 0 for something new; when somebody else has saved meanwhile the answer is 409 `content_changed`, and the
 * editor loads the list again. Nothing is deleted: `offerContent` takes a piece off the pages and puts it
 * back, and `listContentVersions` shows everything it has ever been, with who and when. Texts called
 * Markdown may hold paragraphs, lists, tables, bold, links and our own pictures; HTML in them is shown as
 * typed. `previewContent` answers what the pages will show.
 */

/** The kinds as they stand in addresses of the API. */
export const ContentKind = Type.Enum([
  'announcement',
  'faq',
  'contact_line',
  'contact_desk',
  'download',
  'link',
]);
export type ContentKind = Static<typeof ContentKind>;

/** The kinds that stand in an order of their own: all but announcements, which go by date. */
export const OrderedKind = Type.Enum(['faq', 'contact_line', 'contact_desk', 'download', 'link']);
export type OrderedKind = Static<typeof OrderedKind>;

// Controls and marks that turn the direction of writing could make a page say what its source does not.
const unseen =
  '\\u0000-\\u0008\\u000B-\\u001F\\u007F-\\u009F\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069';
/** One line with something on it. */
const Line = (maxLength: number, description?: string) =>
  Type.String({
    minLength: 1,
    maxLength,
    pattern: `^[^\\n\\t${unseen}]*[^\\s${unseen}][^\\n\\t${unseen}]*$`,
    ...(description !== undefined && { description }),
  });
/** One line that may be empty. */
const MaybeLine = (maxLength: number) => Type.String({ maxLength, pattern: `^[^\\n\\t${unseen}]*$` });
const Markdown = Type.String({
  minLength: 1,
  maxLength: 20_000,
  pattern: `^[^${unseen}]*[^\\s${unseen}][^${unseen}]*$`,
  description: 'Markdown; HTML in it is shown as typed',
});
const Version = Type.Integer({
  minimum: 0,
  maximum: 1_000_000,
  description: 'the version on the editor’s screen, 0 for something new',
});
const WebAddress = Type.String({
  maxLength: 500,
  pattern: '^https?://[!-~]+$',
  description: 'address of a page elsewhere, http or https',
});
const MailAddress = Type.String({ maxLength: 100, pattern: '^([!-?A-~]+@[!-?A-~]+)?$' });

/** What every piece of content in an editor's list has. */
const kept = {
  id: RequestId,
  version: Type.Integer(),
  offered: Type.Boolean({ description: 'false: taken off the pages' }),
  changed_at: Instant,
  changed_by: Type.Optional(Type.String({ description: 'absent: as it came with the program' })),
};
const place = { position: Type.Integer({ description: '1, 2, 3 … within its kind' }) };

const announcement = {
  title: Line(120),
  body: Markdown,
  starts_on: Day,
  /** its last day; absent: until it is withdrawn */
  ends_on: Type.Optional(Day),
  /** `public`: on the public pages and for everybody who is logged in; `institutions`: only for the latter */
  audience: Type.Enum(['public', 'institutions']),
  /** only for institutions of these kinds; empty: of every kind. A public one has none. */
  site_kinds: Type.Array(SiteKindName, { maxItems: 8, uniqueItems: true }),
};
const AnnouncementView = Closed({
  ...kept,
  ...announcement,
  state: Type.Enum(['planned', 'current', 'past', 'withdrawn'], { description: 'as of today' }),
});
export type AnnouncementView = Static<typeof AnnouncementView>;

/** 系統公告 for the editor: all of them, newest first. */
export const listAnnouncements = contract({
  method: 'GET',
  path: '/api/hq/content/announcements',
  permission: 'content:view:any',
  summary: '系統公告: every announcement, past, present, planned and withdrawn',
  answers: { 200: Closed({ today: Day, announcements: Type.Array(AnnouncementView) }) },
});

export const saveAnnouncement = contract({
  method: 'POST',
  path: '/api/hq/content/announcements',
  permission: 'content:edit:any',
  summary: '系統公告: a new announcement, or a change of one',
  body: Closed({ id: RequestId, version: Version, ...announcement }),
  answers: { 200: AnnouncementView },
});

const faq = {
  /** as the 目次 lists it */
  listed_as: Line(500),
  question: Line(500),
  answer: Markdown,
};
const FaqView = Closed({ ...kept, ...place, ...faq });
export type FaqView = Static<typeof FaqView>;

/** 常見問答: `position` is the number that people cite, Q1, Q2 …; a withdrawn one leaves its number empty. */
export const listFaq = contract({
  method: 'GET',
  path: '/api/hq/content/faq',
  permission: 'content:view:any',
  summary: '常見問答: every question with its answer, by number',
  answers: { 200: Closed({ faq: Type.Array(FaqView) }) },
});

export const saveFaq = contract({
  method: 'POST',
  path: '/api/hq/content/faq',
  permission: 'content:edit:any',
  summary: '常見問答: a new question (it comes last), or a change of one',
  body: Closed({ id: RequestId, version: Version, ...faq }),
  answers: { 200: FaqView },
});

const contactLine = {
  text: Line(200),
  /** for the English frame; empty: the Chinese line stands there too */
  text_en: MaybeLine(200),
};
const contactDesk = {
  /** what one asks about: a service, cards, the network */
  service: Line(100),
  /** who answers: a unit or a function, not a person */
  desk: Line(100),
  phone: MaybeLine(60),
  mail: MailAddress,
  hours: MaybeLine(100),
};
const ContactLineView = Closed({ ...kept, ...place, ...contactLine });
const ContactDeskView = Closed({ ...kept, ...place, ...contactDesk });
export type ContactLineView = Static<typeof ContactLineView>;
export type ContactDeskView = Static<typeof ContactDeskView>;

/** 聯絡窗口: the lines of the block under the menu (R004), and 網頁諮詢服務 with whom to ask per service (R021). */
export const listContacts = contract({
  method: 'GET',
  path: '/api/hq/content/contacts',
  permission: 'content:view:any',
  summary: '聯絡窗口: the lines of the contact block, and whom to ask per service',
  answers: { 200: Closed({ lines: Type.Array(ContactLineView), desks: Type.Array(ContactDeskView) }) },
});

export const saveContactLine = contract({
  method: 'POST',
  path: '/api/hq/content/contact-lines',
  permission: 'content:edit:any',
  summary: '聯絡窗口: a line of the contact block under every menu',
  body: Closed({ id: RequestId, version: Version, ...contactLine }),
  answers: { 200: ContactLineView },
});

export const saveContactDesk = contract({
  method: 'POST',
  path: '/api/hq/content/contact-desks',
  permission: 'content:edit:any',
  summary: '網頁諮詢服務: whom to ask about a service',
  body: Closed({ id: RequestId, version: Version, ...contactDesk }),
  answers: { 200: ContactDeskView },
});

/** A file of a little more still arrives, so that its sender is told what is wrong with it. */
export const mostFileBytes = 5 * 1024 * 1024;
const mostBase64 = 8 * 1024 * 1024;

const download = {
  /** as it arrives on the reader's computer, `CMS_DNSSetting.pdf`; no two have the same */
  file_name: Type.String({
    maxLength: 120,
    pattern: `^[^./\\\\:*?"<>|\\n\\t${unseen}][^/\\\\:*?"<>|\\n\\t${unseen}]*\\.(pdf|zip)$`,
  }),
  title: Line(120),
  /** what it is for, a sentence */
  about: MaybeLine(500),
};
const DownloadView = Closed({
  ...kept,
  ...place,
  ...download,
  address: Type.String({ description: 'where it downloads' }),
  bytes: Type.Integer(),
  shipped: Type.Boolean({ description: 'true: the file that came with the program, false: an uploaded one' }),
});
export type DownloadView = Static<typeof DownloadView>;

export const listDownloads = contract({
  method: 'GET',
  path: '/api/hq/content/downloads',
  permission: 'content:view:any',
  summary: '下載專區: every document and component',
  answers: { 200: Closed({ downloads: Type.Array(DownloadView) }) },
});

/** Without `file` the words change and the file stays. A new document needs one. */
export const saveDownload = contract({
  method: 'POST',
  path: '/api/hq/content/downloads',
  permission: 'content:edit:any',
  summary: '下載專區: a new document, or another file or other words for one; PDF or ZIP up to 5 MB',
  bodyLimit: mostBase64 + 64 * 1024,
  body: Closed({
    id: RequestId,
    version: Version,
    ...download,
    file: Type.Optional(
      Type.String({
        minLength: 4,
        maxLength: mostBase64,
        pattern: '^[A-Za-z0-9+/]+={0,2}$',
        description: 'the file in base64, on one line',
      }),
    ),
  }),
  answers: { 200: DownloadView },
});

const link = {
  title: Line(120),
  address: WebAddress,
  /** what one finds there, a sentence */
  about: MaybeLine(300),
};
const LinkView = Closed({ ...kept, ...place, ...link });
export type LinkView = Static<typeof LinkView>;

export const listLinks = contract({
  method: 'GET',
  path: '/api/hq/content/links',
  permission: 'content:view:any',
  summary: '友善連結: every link',
  answers: { 200: Closed({ links: Type.Array(LinkView) }) },
});

export const saveLink = contract({
  method: 'POST',
  path: '/api/hq/content/links',
  permission: 'content:edit:any',
  summary: '友善連結: a new link, or a change of one',
  body: Closed({ id: RequestId, version: Version, ...link }),
  answers: { 200: LinkView },
});

/** 舊版: the link at the top of the home page while old and new platform run side by side (R041). */
const oldPlatform = {
  offered: Type.Boolean(),
  address: WebAddress,
  /** the last day on which the link stands there; absent: until it is switched off */
  ends_on: Type.Optional(Day),
};
const OldPlatformView = Closed({ version: Type.Integer(), ...oldPlatform });
export type OldPlatformView = Static<typeof OldPlatformView>;

export const viewOldPlatform = contract({
  method: 'GET',
  path: '/api/hq/content/old-platform',
  permission: 'content:view:any',
  summary: '舊版: whether the home page has the link to the old platform',
  answers: { 200: OldPlatformView },
});

export const saveOldPlatform = contract({
  method: 'POST',
  path: '/api/hq/content/old-platform',
  permission: 'content:edit:any',
  summary: '舊版: switch the link on or off',
  body: Closed({ version: Version, ...oldPlatform }),
  answers: { 200: OldPlatformView },
});

/** 預覽: nothing is stored. The fragment is safe to set into a page as it is. */
export const previewContent = contract({
  method: 'POST',
  path: '/api/hq/content/preview',
  permission: 'content:edit:any',
  summary: '預覽: the HTML that a draft in Markdown becomes',
  body: Closed({ markdown: Markdown }),
  answers: { 200: Closed({ html: Type.String() }) },
});

const OfContent = Closed({ kind: ContentKind, id: RequestId });

/** 撤下, 重新上架: of every kind alike. */
export const offerContent = contract({
  method: 'POST',
  path: '/api/hq/content/:kind/:id/offered',
  permission: 'content:edit:any',
  summary: '撤下 or 重新上架: take a piece of content off the pages, or put it back',
  params: OfContent,
  body: Closed({ version: Version, offered: Type.Boolean() }),
  answers: { 200: Closed({ version: Type.Integer() }) },
});

/** Moves to a place; the others move up or down. For FAQ this changes the numbers. */
export const moveContent = contract({
  method: 'POST',
  path: '/api/hq/content/:kind/:id/position',
  permission: 'content:edit:any',
  summary: '順序: move to another place within its kind; a place after the last is the last',
  params: Closed({ kind: OrderedKind, id: RequestId }),
  body: Closed({ position: Type.Integer({ minimum: 1, maximum: 10_000 }) }),
  answers: { 200: Closed({ position: Type.Integer() }) },
});

const ContentVersion = Closed({
  version: Type.Integer(),
  changed_at: Instant,
  changed_by: Type.Optional(Type.String({ description: 'absent: as it came with the program' })),
  offered: Type.Boolean(),
  /** the fields as that version had them; of a file its size and SHA-256 */
  fields: Type.Record(
    Type.String(),
    Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null(), Type.Array(Type.String())]),
  ),
});

export const listContentVersions = contract({
  method: 'GET',
  path: '/api/hq/content/:kind/:id/versions',
  permission: 'content:view:any',
  summary: '歷次版本: everything a piece of content has been, newest first',
  params: OfContent,
  answers: { 200: Closed({ versions: Type.Array(ContentVersion) }) },
});

/** 我的首頁: current announcements for this institution, newest first; `html` is safe to set into a page. */
export const readAnnouncements = contract({
  method: 'GET',
  path: '/api/announcements',
  permission: 'session:view:own',
  summary: '系統公告 for who is logged in: the public ones and those for institutions of this kind',
  answers: {
    200: Closed({
      announcements: Type.Array(
        Closed({
          id: RequestId,
          title: Type.String(),
          html: Type.String(),
          starts_on: Day,
          audience: Type.Enum(['public', 'institutions']),
        }),
      ),
    }),
  },
});

/** The contact block of the application's frame, also of its log-in page, and whom to ask. */
export const readContacts = contract({
  method: 'GET',
  path: '/api/contacts',
  permission: 'public',
  summary: '聯絡窗口: the lines of the block, and whom to ask per service',
  answers: {
    200: Closed({
      lines: Type.Array(Closed({ text: Type.String(), text_en: Type.String() })),
      desks: Type.Array(
        Closed({
          service: Type.String(),
          desk: Type.String(),
          phone: Type.String(),
          mail: Type.String(),
          hours: Type.String(),
        }),
      ),
    }),
  },
});
