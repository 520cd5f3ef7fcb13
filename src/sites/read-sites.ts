import { type CountyName, findCountyOfAddress, getCounty, townshipOfAddress } from './counties.ts';
import { readLines, splitCsvLine } from './lines.ts';
import { type ListField, type ListLayout, readListHeader } from './list-header.ts';
import {
  hasError,
  type ProblemParams,
  type SiteProblem,
  type SiteProblemCode,
  siteProblem,
} from './problems.ts';
import { parseSiteCode, type SiteKind } from './site-code.ts';

/** What a list says of one site. */
export type ListedSite = {
  code: string;
  full_name: string;
  short_name: string;
  kind: SiteKind;
  county: CountyName;
  /** '' when the address does not tell */
  township: string;
  address: string;
  phone: string;
  /** degrees (WGS 84); both null when the list has none that can be used */
  longitude: number | null;
  latitude: number | null;
  check_digit_ok: boolean;
};

/** What one line of a list came to: a site, or nothing but the reasons. Blank lines do not appear. */
export type SiteReading = { line: number; site: ListedSite | undefined; problems: SiteProblem[] };

/** Characters; those of names as the table has them. */
const longest: Partial<Record<ListField, number>> = {
  code: 20,
  full_name: 200,
  short_name: 20,
  address: 200,
  phone: 40,
};

/** Taiwan with Penghu, Kinmen and Lienchiang, degrees. */
const box = { west: 118.1, east: 122.2, south: 21.8, north: 26.5 };

/** 簡稱: the first five characters of the name, unless one is given (X18). */
export const shortNameOf = (fullName: string): string => [...fullName].slice(0, 5).join('');

/**
 * Reads a list of sites, in our own shape or the feed's (see `readListHeader`), UTF-8 with or without BOM,
 * CRLF or LF, line by line: a bad line costs that line. Codes may be full-width or lower case; names and
 * addresses stay as written, county and township are read off the address, else the code. Coordinates that
 * cannot be used are left out with a warning, since a site sells without a place on the map. Pure: no I/O.
 */
export async function* readSites(source: AsyncIterable<Uint8Array>): AsyncGenerator<SiteReading> {
  const firstLines = new Map<string, number>();
  let layout: ListLayout | undefined;
  for await (const read of readLines(source)) {
    const { line } = read;
    if ('broken' in read) {
      const params: ProblemParams = read.max_bytes ? { max_bytes: read.max_bytes } : {};
      yield { line, site: undefined, problems: [siteProblem(line, null, read.broken, params)] };
      if (layout) continue;
      return;
    }
    if (layout && read.text.trim() === '') continue;
    const fields = splitCsvLine(read.text);
    if (!layout) {
      const header = readListHeader(fields);
      if (header.problems.length > 0) yield { line, site: undefined, problems: header.problems };
      if (!header.layout) return;
      layout = header.layout;
      continue;
    }
    const reading = readRow(line, fields, layout);
    const first = reading.site && firstLines.get(reading.site.code);
    if (first !== undefined) {
      const column = layout.columns.code?.name ?? null;
      reading.problems.push(siteProblem(line, column, 'code_repeated', { first_line: first }));
      reading.site = undefined;
    }
    if (reading.site) firstLines.set(reading.site.code, line);
    yield reading;
  }
  if (!layout) yield { line: 1, site: undefined, problems: [siteProblem(1, null, 'header_missing')] };
}

const readRow = (line: number, fields: string[] | undefined, layout: ListLayout): SiteReading => {
  const problems: SiteProblem[] = [];
  const refuseLine = (code: SiteProblemCode, params?: ProblemParams): SiteReading => ({
    line,
    site: undefined,
    problems: [siteProblem(line, null, code, params)],
  });
  if (!fields) return refuseLine('quotes_malformed');
  if (fields.length !== layout.width)
    return refuseLine('field_count', { found: fields.length, expected: layout.width });

  const report = (field: ListField, code: SiteProblemCode, params?: ProblemParams): void => {
    problems.push(siteProblem(line, layout.columns[field]?.name ?? null, code, params));
  };
  const read = (field: ListField): string => {
    const text = (fields[layout.columns[field]?.index ?? -1] ?? '').trim();
    const [length, max] = [[...text].length, longest[field] ?? 40];
    if (/\p{Cc}/u.test(text)) report(field, 'control_character');
    else if (length > max) report(field, 'field_too_long', { found: length, max });
    return text;
  };
  const site = readSite(read, report);
  return { line, site: hasError(problems) ? undefined : site, problems };
};

type Report = (field: ListField, code: SiteProblemCode, params?: ProblemParams) => void;

const readSite = (read: (field: ListField) => string, report: Report): ListedSite | undefined => {
  const written = read('code');
  const code = parseSiteCode(written);
  const full_name = read('full_name');
  const short_name = read('short_name') || shortNameOf(full_name);
  const address = read('address');
  const phone = read('phone').normalize('NFKC');
  const coordinates = readCoordinates(read('longitude'), read('latitude'), report);
  if (full_name === '') report('full_name', 'field_missing');
  if (written === '') report('code', 'field_missing');
  else if (!code) report('code', 'code_malformed', { found: written.slice(0, 20) });
  if (!code) return undefined;

  const county = readCounty(address, code.county, report);
  if (!county) return undefined;
  if (!code.check_digit_ok) report('code', 'check_digit_wrong', { found: code.code });
  const township = townshipOfAddress(address, getCounty(county));
  const { kind, check_digit_ok } = code;
  return {
    ...{ code: code.code, full_name, short_name, kind, county, township, address, phone },
    ...coordinates,
    check_digit_ok,
  };
};

/** Where a site stands is what its address says; its code says where it was first registered. */
const readCounty = (
  address: string,
  ofCode: CountyName | undefined,
  report: Report,
): CountyName | undefined => {
  const ofAddress = findCountyOfAddress(address)?.name;
  if (!ofAddress && !ofCode) report('code', 'county_unknown');
  if (ofAddress && ofCode && ofAddress !== ofCode)
    report('address', 'county_differs', { of_address: ofAddress, of_code: ofCode });
  return ofAddress ?? ofCode;
};

const readCoordinates = (
  lng: string,
  lat: string,
  report: Report,
): Pick<ListedSite, 'longitude' | 'latitude'> => {
  const none = { longitude: null, latitude: null };
  if (lng === '' && lat === '') return none;
  const [longitude, latitude] = [lng, lat].map((text) => {
    const plain = text.normalize('NFKC');
    return /^-?\d{1,3}(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
  }) as [number, number];
  if (Number.isNaN(longitude)) report('longitude', 'coordinates_malformed', { found: lng.slice(0, 20) });
  if (Number.isNaN(latitude)) report('latitude', 'coordinates_malformed', { found: lat.slice(0, 20) });
  if (Number.isNaN(longitude + latitude)) return none;
  if (longitude >= box.west && longitude <= box.east && latitude >= box.south && latitude <= box.north)
    return { longitude, latitude };
  report('longitude', 'coordinates_outside', { longitude, latitude });
  return none;
};
