import { type Township, townshipsByCounty } from './townships.ts';

/** The 22 counties and cities of Taiwan by name, in the 「臺」 form. */
export type CountyName = keyof typeof townshipsByCounty;

export type County = {
  name: CountyName;
  /**
   * Digits 3-4 of a 醫事機構代碼. The first is the one given out today; the others are of the counties and
   * cities that were merged into this one in 2010 and stand in the codes of older sites (facts §3).
   */
  codes: readonly [current: string, ...older: string[]];
  /** people at the end of 2020, in thousands, rounded */
  population_thousands: number;
  /** telephone area code, with the 0 */
  area_code: string;
  townships: readonly Township[];
};

const county = (
  name: CountyName,
  codes: County['codes'],
  population_thousands: number,
  area_code: string,
): County => ({ name, codes, population_thousands, area_code, townships: townshipsByCounty[name] });

export const counties: readonly County[] = [
  county('臺北市', ['01'], 2_602, '02'),
  county('新北市', ['31'], 4_031, '02'),
  county('桃園市', ['32'], 2_269, '03'),
  county('臺中市', ['03', '17', '36'], 2_821, '04'),
  county('臺南市', ['05', '21', '41'], 1_874, '06'),
  county('高雄市', ['07', '02', '42'], 2_766, '07'),
  county('基隆市', ['11'], 367, '02'),
  county('新竹市', ['12'], 452, '03'),
  county('嘉義市', ['22'], 266, '05'),
  county('新竹縣', ['33'], 571, '03'),
  county('宜蘭縣', ['34'], 453, '03'),
  county('苗栗縣', ['35'], 542, '037'),
  county('彰化縣', ['37'], 1_267, '04'),
  county('南投縣', ['38'], 490, '049'),
  county('雲林縣', ['39'], 676, '05'),
  county('嘉義縣', ['40'], 499, '05'),
  county('屏東縣', ['43'], 813, '08'),
  county('澎湖縣', ['44'], 106, '06'),
  county('花蓮縣', ['45'], 324, '03'),
  county('臺東縣', ['46'], 215, '089'),
  county('金門縣', ['90'], 140, '082'),
  county('連江縣', ['91'], 13, '083'),
];

const byCode = new Map(counties.flatMap((each) => each.codes.map((code) => [code, each] as const)));
const byName = new Map<string, County>(counties.map((each) => [each.name, each]));

/** The county of digits 3-4 of a 醫事機構代碼; undefined for digits that no county has. */
export const findCountyByCode = (digits: string): County | undefined => byCode.get(digits);

export const getCounty = (name: CountyName): County => {
  const found = byName.get(name);
  if (!found) throw new Error(`no county ${name}`);
  return found;
};

/** Names that ended on 25 December 2010 or 2014 and still stand in addresses of 2020. */
const formerNames = new Map<string, CountyName>([
  ['臺北縣', '新北市'],
  ['桃園縣', '桃園市'],
  ['臺中縣', '臺中市'],
  ['臺南縣', '臺南市'],
  ['高雄縣', '高雄市'],
]);

/**
 * The usual form of a place name: 台 becomes 臺, and U+5DFF 巿, which looks like U+5E02 市 and stands for it
 * in real lists, becomes 市.
 */
export const normalisePlace = (text: string): string =>
  text.trim().replaceAll('台', '臺').replaceAll('巿', '市');

/**
 * The county that an address begins with, tolerant of 台, 巿 and the names before the mergers. Undefined
 * when it begins with none: `彰化市中山路` names a township of 彰化縣, not a county.
 */
export const findCountyOfAddress = (address: string): County | undefined => {
  const start = normalisePlace(address).slice(0, 3);
  return byName.get(formerNames.get(start) ?? start);
};

/**
 * The township that an address names inside a county, or '' when none can be read off. Cities have 區,
 * counties have 鄉, 鎮 and 市; a city's name may stand without its 市 (`台南東區`).
 */
export const townshipOfAddress = (address: string, inCounty: County): string => {
  const place = normalisePlace(address);
  const isCity = inCounty.name.endsWith('市');
  const stem = inCounty.name.slice(0, 2);
  const rest = findCountyOfAddress(place)
    ? place.slice(3)
    : isCity && place.startsWith(stem) && place[2] !== '區'
      ? place.slice(2)
      : place;
  if (!isCity) return /^.{1,3}?[鄉鎮市]/u.exec(rest)?.[0] ?? '';
  const district = /^.{1,3}?區/u.exec(rest)?.[0];
  // 鳳山市 of the former 高雄縣 is 鳳山區 today: in the merged cities every 鄉, 鎮 and 市 became a 區.
  const former = /^(.{1,3}?)[鄉鎮市]/u.exec(rest)?.[1];
  return district ?? (former === undefined ? '' : `${former}區`);
};
