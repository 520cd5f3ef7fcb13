import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type CountyName,
  counties,
  findCountyByCode,
  findCountyOfAddress,
  getCounty,
  normalisePlace,
  townshipOfAddress,
} from './counties.ts';
import { inChunks, realList } from './lists.fixture.ts';
import { type ListedSite, readSites } from './read-sites.ts';
import type { Township } from './townships.ts';

type Point = { longitude: number; latitude: number };

const distanceKm = (a: Point, b: Point): number => {
  const narrowing = Math.cos((a.latitude * Math.PI) / 180);
  return Math.hypot((a.longitude - b.longitude) * narrowing, a.latitude - b.latitude) * 111.19;
};

const places: { county: CountyName; township: Township }[] = counties.flatMap(({ name, townships }) =>
  townships.map((township) => ({ county: name, township })),
);

test('there are 22 counties, each with codes and townships of its own', () => {
  assert.equal(counties.length, 22);
  const codes = counties.flatMap((county) => county.codes);
  assert.equal(new Set(codes).size, codes.length);
  assert.equal(codes.length, 28);
  for (const county of counties) {
    assert.equal(findCountyByCode(county.codes[0]), county);
    assert.ok(county.townships.length >= 2);
    assert.equal(new Set(county.townships.map((each) => each.code)).size, county.townships.length);
  }
  assert.equal(findCountyByCode('99'), undefined);
});

test('an address tells its county, whatever way it is written', () => {
  const cases = [
    ['台北市大安區', '臺北市'],
    ['臺北市大安區', '臺北市'],
    ['新北巿板橋區', '新北市'],
    ['台北縣板橋市', '新北市'],
    ['桃園縣大溪鎮', '桃園市'],
    ['高雄縣鳳山市', '高雄市'],
    ['台東縣成功鎮', '臺東縣'],
    ['彰化市中山路', undefined],
    ['淡水區新市一路', undefined],
    ['', undefined],
  ] as const;
  for (const [address, county] of cases) assert.equal(findCountyOfAddress(address)?.name, county, address);
});

test('an address tells its township, as real addresses of 2020 are written', () => {
  const cases = [
    ['台中市北屯區軍功路１號', '臺中市', '北屯區'],
    ['高雄市前鎮區鎮中路', '高雄市', '前鎮區'],
    ['桃園市平鎮區市場街', '桃園市', '平鎮區'],
    ['台南東區富強里', '臺南市', '東區'],
    ['淡水區新市一路', '新北市', '淡水區'],
    ['桃園區中正路', '桃園市', '桃園區'],
    ['高雄縣鳳山市鳳北路', '高雄市', '鳳山區'],
    ['高雄市那瑪夏區達卡努瓦里', '高雄市', '那瑪夏區'],
    ['嘉義縣阿里山鄉', '嘉義縣', '阿里山鄉'],
    ['彰化市中山路', '彰化縣', '彰化市'],
    ['彰化縣彰化巿中山路', '彰化縣', '彰化市'],
    ['新竹市中山路１５３號', '新竹市', ''],
    ['', '新竹市', ''],
  ] as const;
  for (const [address, county, township] of cases)
    assert.equal(townshipOfAddress(address, getCounty(county)), township, address);
});

test('circles of different townships do not overlap, so synthetic sites stay in their county', () => {
  for (const [index, a] of places.entries())
    for (const b of places.slice(index + 1))
      assert.ok(
        distanceKm(a.township, b.township) >= a.township.radius_km + b.township.radius_km,
        `${a.county}${a.township.name} ${b.county}${b.township.name}`,
      );
});

const nearest = (site: ListedSite & Point, sites: (ListedSite & Point)[]): ListedSite =>
  sites.reduce((best, each) => (distanceKm(site, each) < distanceKm(site, best) ? each : best));

const hasPlace = (site: ListedSite): site is ListedSite & Point =>
  site.longitude !== null && site.latitude !== null;

test('the real sites of each township lie around its circle, under its code', async (t) => {
  const list = realList(t, 'sites_2020.csv');
  if (!list) return;
  const sites: ListedSite[] = [];
  for await (const { site } of readSites(inChunks(list))) if (site) sites.push(site);
  const placed = sites.filter(hasPlace);
  for (const { county, township } of places) {
    const name = `${county}${township.name}`;
    const own = sites.filter((site) => site.county === county && site.township === township.name);
    const around = own.filter(hasPlace).filter((site) => distanceKm(site, township) < 12);
    assert.ok(around.length >= own.filter(hasPlace).length * 0.8, `${name}: sites lie elsewhere`);
    const current = own.filter((site) => site.code.slice(2, 4) === getCounty(county).codes[0]);
    const coded = current.filter((site) => site.code.slice(4, 6) === township.code);
    assert.ok(coded.length * 2 >= current.length, `${name}: ${township.code} is not its code`);
    const centre = { ...(sites[0] as ListedSite), ...township } as ListedSite & Point;
    assert.equal(nearest(centre, placed).county, county, `${name}: the nearest real site is elsewhere`);
  }
});

test('place names are normalised as real lists need it', () => {
  assert.equal(normalisePlace(' 台北巿 '), '臺北市');
});
