import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counties, getCounty } from './counties.ts';
import { inChunks, realList } from './lists.fixture.ts';
import { generateNation, mostSites } from './nation.ts';
import { readSites } from './read-sites.ts';
import { seedSites } from './seed-nation.ts';
import { parseSiteCode } from './site-code.ts';

const distinct = (values: readonly string[]): number => new Set(values).size;

test('a nation of 6,500 has distinct codes, names and phones, in the proportions of 2020', () => {
  const nation = generateNation(6_500, 1);
  assert.equal(distinct(nation.map((site) => site.code)), 6_500);
  assert.equal(distinct(nation.map((site) => site.full_name)), 6_500);
  assert.equal(distinct(nation.map((site) => site.phone)), 6_500);
  const count = (kind: string): number => nation.filter((site) => site.kind === kind).length;
  assert.deepEqual(['pharmacy', 'health_centre', 'health_service_centre'].map(count), [6_162, 326, 12]);
  for (const { name, population_thousands } of counties) {
    const share = nation.filter((site) => site.kind === 'pharmacy' && site.county === name).length / 6_162;
    assert.ok(Math.abs(share - population_thousands / 23_557) < 0.001, name);
  }
});

test('each site agrees with itself: code, kind, county, township, address, place', () => {
  for (const site of generateNation(6_500, 2)) {
    const { code, kind, county, check_digit_ok } = site;
    assert.deepEqual(parseSiteCode(code), { code, kind, county, check_digit_ok: true });
    assert.ok(check_digit_ok && site.allotted && !site.is_test);
    assert.match(site.full_name, /(藥局|衛生所|健康服務中心)$/u);
    assert.equal([...site.short_name].length, 5);
    assert.ok(site.address.startsWith(`${county}${site.township}`));
    assert.match(site.phone, /^\(0\d{1,2}\)0\d{5,7}$/, 'no subscriber number begins with 0');
    const township = getCounty(site.county).townships.find((each) => each.name === site.township);
    assert.ok(township && site.longitude !== null && site.latitude !== null);
    const narrowing = Math.cos((township.latitude * Math.PI) / 180);
    const east = (site.longitude - township.longitude) * narrowing;
    const km = Math.hypot(east, site.latitude - township.latitude) * 111.19;
    assert.ok(km <= township.radius_km + 0.001, `${code} lies ${km} km off`);
  }
});

test('the same seed gives the same nation, another seed other names under the same codes', () => {
  const [first, again, other] = [generateNation(500, 1), generateNation(500, 1), generateNation(500, 2)];
  assert.deepEqual(first, again);
  assert.deepEqual(
    first.map((site) => site.code),
    other.map((site) => site.code),
  );
  assert.notDeepEqual(
    first.map((site) => site.full_name),
    other.map((site) => site.full_name),
  );
});

test('a nation may be empty or large, but not larger than there are codes', () => {
  assert.deepEqual(generateNation(0, 1), []);
  assert.equal(generateNation(1, 1).length, 1);
  assert.equal(distinct(generateNation(mostSites, 1).map((site) => site.code)), mostSites);
  assert.equal(distinct(generateNation(mostSites, 1).map((site) => site.full_name)), mostSites);
  for (const wrong of [-1, 1.5, mostSites + 1]) assert.throws(() => generateNation(wrong, 1), RangeError);
});

test('no made-up site has the code or the name of a real one', async (t) => {
  const list = realList(t, 'sites_2020.csv');
  if (!list) return;
  const nation = [1, 2, 3].flatMap((seed) => generateNation(6_500, seed));
  const codes = new Set(nation.map((site) => site.code));
  const names = new Set(nation.map((site) => site.full_name));
  for await (const { site } of readSites(inChunks(list))) {
    assert.ok(site);
    assert.ok(!codes.has(site.code), site.code);
    assert.ok(!names.has(site.full_name), site.full_name);
  }
});

test('the seed sites are those of the manual (R077, X17, X18)', () => {
  const [clinic, pharmacy] = seedSites;
  assert.ok(clinic && pharmacy);
  assert.equal(`${clinic.code} ${clinic.short_name}`, '3501200000 台北虛擬診');
  assert.equal(clinic.full_name, '臺北虛擬診所');
  assert.equal(clinic.is_test, true);
  assert.equal(`${pharmacy.code} ${pharmacy.short_name}`, '5931102274 淡水藥局');
  for (const { code, kind, county, check_digit_ok } of seedSites)
    assert.deepEqual(parseSiteCode(code), { code, kind, county, check_digit_ok });
});
