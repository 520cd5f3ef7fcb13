import { type ProblemParams, type SiteProblem, type SiteProblemCode, siteProblem } from './problems.ts';

export type ListField =
  | 'code'
  | 'full_name'
  | 'short_name'
  | 'address'
  | 'phone'
  | 'longitude'
  | 'latitude'
  | 'ignored';

/** Our own list of sites, and the columns that matter of the public feed. */
const fieldsOfHeader = {
  plain: {
    code: 'code',
    name: 'full_name',
    short_name: 'short_name',
    address: 'address',
    phone: 'phone',
    lng: 'longitude',
    lat: 'latitude',
    coord_source: 'ignored',
  },
  feed: {
    醫事機構代碼: 'code',
    醫事機構名稱: 'full_name',
    醫事機構簡稱: 'short_name',
    醫事機構地址: 'address',
    醫事機構電話: 'phone',
    經度: 'longitude',
    緯度: 'latitude',
    成人口罩剩餘數: 'ignored',
    // the feed's name for the same column until 2020-02-14 (facts §3)
    成人口罩總剩餘數: 'ignored',
    兒童口罩剩餘數: 'ignored',
    來源資料時間: 'ignored',
  },
} as const satisfies Record<string, Record<string, ListField>>;

export type ListLayout = {
  /** how many fields each line must have */
  width: number;
  /** index and name, as the file writes it, of each column that is there */
  columns: Partial<Record<ListField, { index: number; name: string }>>;
};

/**
 * Reads the first line of a list of sites: `code,name,address,phone[,short_name][,lng,lat]` or the public
 * feed's 醫事機構代碼, 醫事機構名稱, 醫事機構地址, 醫事機構電話 …, in any order. Unknown columns are a
 * warning and are not read. Without a layout nothing can be read: the problems say why.
 */
export const readListHeader = (
  headers: readonly string[] | undefined,
): { layout: ListLayout | undefined; problems: SiteProblem[] } => {
  if (!headers) return { layout: undefined, problems: [siteProblem(1, null, 'quotes_malformed')] };
  const names = headers.map((each) => each.normalize('NFKC').trim());
  const problems: SiteProblem[] = [];
  const report = (column: string | null, code: SiteProblemCode, params?: ProblemParams): void => {
    problems.push(siteProblem(1, column, code, params));
  };
  if (names.every((name) => name === '')) report(null, 'header_missing');
  const shape = names.includes('醫事機構代碼') ? 'feed' : 'plain';
  const fields = new Map<string, ListField>(Object.entries(fieldsOfHeader[shape]));
  const known = names.filter((name) => fields.has(name.toLowerCase()));
  if (problems.length === 0 && known.length === 0)
    report(null, 'header_unknown', { found: names.join(',').slice(0, 80) });
  if (problems.length > 0) return { layout: undefined, problems };

  const columns: ListLayout['columns'] = {};
  for (const [index, name] of names.entries()) {
    const field = fields.get(name.toLowerCase());
    if (field === undefined) {
      if (name !== '') report(name, 'column_unknown');
    } else if (field === 'ignored') continue;
    else if (columns[field]) report(name, 'column_repeated');
    else columns[field] = { index, name };
  }
  for (const [name, field] of fields) {
    const needed =
      ['code', 'full_name', 'address', 'phone'].includes(field) ||
      (field === 'longitude' && columns.latitude) ||
      (field === 'latitude' && columns.longitude);
    if (needed && !columns[field]) report(name, 'column_missing');
  }
  const usable = problems.every((each) => each.severity === 'warning');
  return { layout: usable ? { width: headers.length, columns } : undefined, problems };
};
