import { type Kit, type KitCard, type Reader, readers } from './kit.ts';

export const isReader = (text: string): text is Reader => readers.some((each) => each === text);

const kinds: Record<KitCard['kind'], string> = {
  institution: '醫事機構卡',
  staff: '醫事人員卡',
  citizen: '自然人憑證卡',
  government: '政府單位憑證卡',
  nhi: '健保卡',
  sam: 'SAM卡',
};

const names: Record<Reader, string> = {
  nhi: '健保讀卡機, 健保卡',
  staff: '健保讀卡機, 醫事卡',
  sam: '健保讀卡機, SAM卡',
  chip: '晶片讀卡機',
};

const isWide = /[\p{Script=Han}\u2e80-\u30ff\uff00-\uff60、，。：（）]/u;
/** Chinese characters are two columns wide; user-defined ones, which no font has, are shown as 〓. */
const column = (text: string, width: number): string => {
  const shown = text.replaceAll(/\p{Co}/gu, '〓');
  const taken = [...shown].reduce((sum, each) => sum + (isWide.test(each) ? 2 : 1), 0);
  return shown + ' '.repeat(Math.max(0, width - taken));
};

/** What somebody would type who holds the card: its PIN, or the number and birth date on it. */
const secretOf = ({ pin, number, birth_date }: KitCard): string =>
  pin ? `PIN ${pin}` : number ? `${number} ${birth_date ?? ''}` : '';

const lineOf = (card: KitCard): string =>
  `    ${column(card.name, 28)}${column(secretOf(card), 23)}${column(card.holder, 24)}${card.shows}`;

const tableOf = (kit: Kit): string[] =>
  (Object.keys(kinds) as KitCard['kind'][]).flatMap((kind) => [
    `  ${kinds[kind]}`,
    ...kit.cards.filter((card) => card.kind === kind).map(lineOf),
  ]);

/** All cards by kind, then what is in which reader. */
export const listOfCards = (kit: Kit, inside: Record<Reader, string | null>): string =>
  [
    ...tableOf(kit),
    '',
    ...readers.map((each) => `  ${column(each, 7)}${column(names[each], 24)}${inside[each] ?? '-'}`),
  ].join('\n');

/** What a newcomer reads when the cards run. */
export const welcomeToCards = (kit: Kit, { origin, isNew }: { origin: string; isNew: boolean }): string =>
  [
    '',
    `  Evenhand virtual cards   ${kit.folder}`,
    '',
    ...tableOf(kit),
    '',
    '  Try first / 先試試, in another terminal',
    `    1. npm start${isNew ? ' (a server that runs already: start it again, to believe these cards)' : ''}`,
    '    2. node bin/evenhand.mjs cards insert citizen-manager',
    `    3. ${origin}: 憑證登入, 自然人憑證卡, PIN 123456; 工作站維護作業: 登錄這台電腦`,
    '    4. node bin/evenhand.mjs cards insert nhi-adult (or nhi-odd, by the day of the week)',
    '       then 防疫口罩管控系統_購買: F9, F8, Enter',
    '',
    '  Ctrl-C ends.',
    '',
  ].join('\n');
