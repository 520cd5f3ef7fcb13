import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { counties } from './counties.ts';
import { type RealList, realList } from './lists.fixture.ts';
import { checkDigitOf, makeSiteCode, parseSiteCode } from './site-code.ts';

test('a site code tells kind, county and whether its check digit is right (R077)', () => {
  const cases = [
    ['5931102274', 'pharmacy', '新北市', true],
    ['3501200000', 'clinic', '臺北市', false],
    ['2391030016', 'health_centre', '連江縣', true],
    ['2391030026', 'health_centre', '連江縣', false],
    ['2101010013', 'health_service_centre', '臺北市', true],
    ['0145080011', 'public_hospital', '花蓮縣', true],
    ['0291010010', 'public_hospital', '連江縣', true],
  ] as const;
  for (const [code, kind, county, check_digit_ok] of cases)
    assert.deepEqual(parseSiteCode(code), { code, kind, county, check_digit_ok });
  assert.equal(parseSiteCode('3701121872')?.kind, 'dental');
  assert.equal(parseSiteCode('3834021263')?.kind, 'chinese_medicine');
  assert.equal(parseSiteCode('1131010011')?.kind, 'other');
  assert.equal(parseSiteCode('5999010011')?.county, undefined);
});

test('a code is read full-width, in lower case and with blanks around it', () => {
  assert.equal(parseSiteCode('　５９３１１０２２７４ ')?.code, '5931102274');
  assert.equal(parseSiteCode('5931060a12')?.code, '5931060A12');
});

test('what is not ten digits and letters is not a code', () => {
  for (const text of ['', '593110227', '59311022744', '59311-2274', '5931 02274', '593110227４４', '５９'])
    assert.equal(parseSiteCode(text), undefined, text);
});

test('every code that is made is read back with a right check digit, serials above 999 with A and B', () => {
  const kind = fc.constantFrom('pharmacy', 'health_centre', 'health_service_centre', 'clinic');
  const county = fc.constantFrom(...counties.map((each) => each.name));
  const township = fc.integer({ min: 0, max: 99 }).map((n) => String(n).padStart(2, '0'));
  const parts = fc.record({ kind, county, township, serial: fc.integer({ min: 0, max: 1199 }) });
  fc.assert(
    fc.property(parts, (each) => {
      const code = makeSiteCode(each);
      assert.deepEqual(parseSiteCode(code), {
        code,
        kind: each.kind,
        county: each.county,
        check_digit_ok: true,
      });
    }),
  );
  const highest = makeSiteCode({ kind: 'pharmacy', county: '新北市', township: '06', serial: 1195 });
  assert.equal(highest.slice(0, 9), '593106B95');
});

test('a code cannot be made from a serial or township that does not exist', () => {
  const right = { kind: 'pharmacy', county: '新北市', township: '06', serial: 1 } as const;
  for (const wrong of [{ serial: 1200 }, { serial: -1 }, { serial: 1.5 }, { township: '6' }])
    assert.throws(() => makeSiteCode({ ...right, ...wrong }), RangeError);
});

test('one wrong digit out of ten never passes the check digit', () => {
  const right = makeSiteCode({ kind: 'pharmacy', county: '臺北市', township: '02', serial: 352 });
  for (let last = 0; last < 10; last++)
    assert.equal(
      parseSiteCode(`${right.slice(0, 9)}${last}`)?.check_digit_ok,
      String(last) === checkDigitOf(right),
    );
});

const codesOf = (list: Buffer): string[] =>
  list
    .toString('utf8')
    .split('\r\n')
    .slice(1)
    .map((line) => line.slice(0, 10))
    .filter((code) => code !== '');

const wrongInReality: [RealList, number, number][] = [
  ['sites_2020.csv', 6_671, 29],
  ['maskdata_2020-03-03.csv', 6_588, 28],
];
for (const [name, sites, wrong] of wrongInReality)
  test(`of the ${sites} real codes in ${name} exactly ${wrong} have a wrong check digit (facts §3)`, (t) => {
    const list = realList(t, name);
    if (!list) return;
    const codes = codesOf(list).map((code) => parseSiteCode(code));
    assert.equal(codes.length, sites);
    assert.equal(codes.filter((code) => code?.check_digit_ok === false).length, wrong);
    assert.ok(codes.every((code) => code?.county !== undefined && code.kind !== 'other'));
  });
