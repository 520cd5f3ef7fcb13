import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type RealList, readAll, realList, told } from './lists.fixture.ts';

const plain = 'code,name,address,phone,lng,lat,coord_source';
const feed = '醫事機構代碼,醫事機構名稱,醫事機構地址,醫事機構電話,成人口罩剩餘數,兒童口罩剩餘數,來源資料時間';
const tamsui = '5931102274,淡水藥局,新北市淡水區中山路127號,(02)86313663,121.446,25.175,made up';

test('our own list: every field, the short name cut at five characters (X18)', async () => {
  const { sites, problems } = await readAll(`${plain}\n${tamsui}\n3501200000,臺北虛擬診所,,,,,\n`);
  assert.deepEqual(
    problems.map(({ line, column, severity, code }) => [line, column, severity, code]),
    [[3, 'code', 'warning', 'check_digit_wrong']],
  );
  assert.deepEqual(sites[0], {
    code: '5931102274',
    full_name: '淡水藥局',
    short_name: '淡水藥局',
    kind: 'pharmacy',
    county: '新北市',
    township: '淡水區',
    address: '新北市淡水區中山路127號',
    phone: '(02)86313663',
    longitude: 121.446,
    latitude: 25.175,
    check_digit_ok: true,
  });
  assert.equal(sites[1]?.short_name, '臺北虛擬診');
});

test('the feed, with the column name of either February, full-width digits and quotes', async () => {
  const row =
    '５９３１１０２２７４,"淡水, ""新""藥局",淡水區中山路１２７號１、２樓,（０２）８６３１３６６３,0,0,t';
  for (const header of [feed, feed.replace('成人口罩剩餘數', '成人口罩總剩餘數')]) {
    const { sites, problems } = await readAll(`\uFEFF${header}\r\n${row}\r\n`);
    assert.deepEqual(problems, []);
    assert.equal(sites.length, 1);
    assert.equal(sites[0]?.code, '5931102274');
    assert.equal(sites[0]?.full_name, '淡水, "新"藥局');
    assert.equal(sites[0]?.address, '淡水區中山路１２７號１、２樓', 'addresses stay as they are written');
    assert.equal(sites[0]?.phone, '(02)86313663');
    assert.deepEqual([sites[0]?.county, sites[0]?.township], ['新北市', '淡水區']);
    assert.equal(sites[0]?.longitude, null);
  }
});

test('BOM, line ends, blank lines, a missing last line end and cut chunks make no difference', async () => {
  const expected = (await readAll(`${plain}\n${tamsui}\n`)).sites;
  assert.equal(expected.length, 1);
  for (const content of [
    `\uFEFF${plain}\r\n${tamsui}\r\n`,
    `${plain}\n${tamsui}`,
    `${plain}\r\n\r\n${tamsui}\r\n  \r\n`,
    `${plain.toUpperCase()}\n${tamsui}\n`,
  ])
    for (const chunkSize of [1, 7, 65_536])
      assert.deepEqual(await readAll(content, chunkSize), { sites: expected, problems: [] });
});

const badRows: [string, string, string][] = [
  ['too few fields', '5931102274,淡水藥局', 'null field_count'],
  ['too many fields', `${tamsui},x`, 'null field_count'],
  ['an unmatched quote', tamsui.replace('淡水藥局', '"淡水藥局'), 'null quotes_malformed'],
  ['no code', tamsui.replace('5931102274', ''), 'code field_missing'],
  ['a code that a spreadsheet cut', tamsui.replace('5931102274', '145080011'), 'code code_malformed'],
  ['no name', tamsui.replace('淡水藥局', ' '), 'name field_missing'],
  ['a name too long', tamsui.replace('淡水藥局', '藥'.repeat(201)), 'name field_too_long'],
  ['an address too long', tamsui.replace('127號', '1'.repeat(200)), 'address field_too_long'],
  ['a phone too long', tamsui.replace('(02)', '0'.repeat(40)), 'phone field_too_long'],
  ['a NUL, which PostgreSQL cannot store', tamsui.replace('淡水藥局', '淡\0藥局'), 'name control_character'],
  ['a code of no county', '5999010011,某藥局,某處,,,,', 'code county_unknown'],
];

for (const [what, row, problem] of badRows)
  test(`a row with ${what} is rejected, the rows around it are taken`, async () => {
    const other = '2345048019,花蓮縣新城鄉衛生所,花蓮縣新城鄉,,,,';
    const last = tamsui.replace('5931102274', '5931102283');
    const content = `${plain}\n${other}\n${row}\n${last}\n`;
    const { sites, problems } = await readAll(content);
    const errors = problems.filter((each) => each.severity === 'error');
    assert.deepEqual(
      errors.map(({ line, column, code }) => `${line} ${column} ${code}`),
      [`3 ${problem}`],
    );
    assert.deepEqual(
      sites.map((site) => site.code),
      ['2345048019', '5931102283'],
    );
  });

test('a row tells everything that is wrong with it at once', async () => {
  assert.deepEqual(await told(`${plain}\n59,,新北市,,abc,25,\n`), [
    '2 lng coordinates_malformed',
    '2 name field_missing',
    '2 code code_malformed',
  ]);
});

test('coordinates that cannot be used are left out with a warning', async () => {
  const withPlace = (lng: string, lat: string): string =>
    `${plain}\n${tamsui.replace('121.446,25.175', `${lng},${lat}`)}\n`;
  const cases = [
    ['25.175', '121.446', '2 lng coordinates_outside'],
    ['0', '0', '2 lng coordinates_outside'],
    ['121.446', '', '2 lat coordinates_malformed'],
    ['1e2', '25', '2 lng coordinates_malformed'],
    ['NaN', '25', '2 lng coordinates_malformed'],
  ] as const;
  for (const [lng, lat, problem] of cases) {
    const { sites, problems } = await readAll(withPlace(lng, lat));
    assert.deepEqual(
      problems.map(({ line, column, code }) => `${line} ${column} ${code}`),
      [problem],
    );
    assert.deepEqual([sites[0]?.longitude, sites[0]?.latitude], [null, null]);
  }
  const { sites } = await readAll(withPlace('１２１.４４６', '25.175'));
  assert.equal(sites[0]?.longitude, 121.446);
});

test('an address in another county than the code is a warning, and the address counts', async () => {
  const { sites, problems } = await readAll(`${plain}\n${tamsui.replace('新北市', '桃園縣')}\n`);
  assert.deepEqual(
    problems.map(({ code, params }) => [code, params]),
    [['county_differs', { of_address: '桃園市', of_code: '新北市' }]],
  );
  assert.equal(sites[0]?.county, '桃園市');
});

test('a code that comes twice is rejected the second time, after full-width reading', async () => {
  const again = tamsui.replace('5931102274', '５９３１１０２２７４');
  const { sites, problems } = await readAll(`${plain}\n${tamsui}\n\n${again}\n`);
  assert.equal(sites.length, 1);
  assert.deepEqual(
    problems.map(({ line, code, params }) => [line, code, params]),
    [[4, 'code_repeated', { first_line: 2 }]],
  );
});

test('a line of invalid UTF-8 is reported by its number and costs that line only', async () => {
  const bytes = Buffer.concat([
    Buffer.from(`${plain}\n`),
    Buffer.from([0x35, 0xe6, 0xb7, 0x0a]),
    Buffer.from(`${tamsui}\n`),
  ]);
  assert.deepEqual(await told(bytes), ['2 null not_utf8']);
  assert.equal((await readAll(bytes, 3)).sites.length, 1);
});

test('a line of 10 MB is reported, not held, and the next ones are read', async () => {
  const long = Buffer.alloc(10 * 1024 * 1024, 'x');
  const bytes = Buffer.concat([Buffer.from(`${plain}\n`), long, Buffer.from(`\n${tamsui}\n`)]);
  const { sites, problems } = await readAll(bytes);
  assert.deepEqual(
    problems.map(({ line, code }) => [line, code]),
    [[2, 'line_too_long']],
  );
  assert.equal(sites.length, 1);
  assert.deepEqual(await told(long), ['1 null line_too_long']);
});

const realLists: [RealList, number, number][] = [
  ['sites_2020.csv', 6_671, 29],
  ['maskdata_2020-03-03.csv', 6_588, 28],
];
for (const [name, count, warnings] of realLists)
  test(`${name}: ${count} sites, no errors, ${warnings} wrong check digits`, async (t) => {
    const list = realList(t, name);
    if (!list) return;
    const { sites, problems } = await readAll(list);
    assert.equal(sites.length, count);
    assert.equal(problems.length, warnings);
    assert.ok(problems.every(({ code, severity }) => code === 'check_digit_wrong' && severity === 'warning'));
    assert.equal(new Set(sites.map((site) => site.county)).size, 22);
    assert.ok(sites.filter((site) => site.township === '').length < 25, 'few addresses name no township');
  });
