import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAll, told } from './lists.fixture.ts';

const plain = 'code,name,address,phone,lng,lat,coord_source';
const tamsui = '5931102274,淡水藥局,新北市淡水區中山路127號,(02)86313663,121.446,25.175,made up';

test('columns may stand in any order, with a short name or without coordinates', async () => {
  const { sites, problems } = await readAll(
    'phone,short_name,address,name,code\n,淡藥,新北市淡水區,淡水藥局,5931102274\n',
  );
  assert.deepEqual(problems, []);
  assert.equal(sites[0]?.short_name, '淡藥');
});

test('a file whose first line is no header is read no further, and says why', async () => {
  assert.deepEqual(await told(''), ['1 null header_missing']);
  assert.deepEqual(await told('\n\n'), ['1 null header_missing']);
  assert.deepEqual(await told(',,,\n'), ['1 null header_missing']);
  assert.deepEqual(await told(`${tamsui}\n${tamsui}\n`), ['1 null header_unknown']);
  assert.deepEqual(await told(`${plain.replaceAll(',', ';')}\n${tamsui}\n`), ['1 null header_unknown']);
  assert.deepEqual(await told('code,name,"address\nx'), ['1 null quotes_malformed']);
  assert.deepEqual(await told(Buffer.from(`${plain}\n`, 'utf16le')), ['1 null header_unknown']);
  assert.deepEqual(await told(Buffer.from([0xc2, 0xe5, 0xa8, 0xc6, 0x0a])), ['1 null not_utf8']);
  assert.deepEqual(await told('code,name,phone\n5931102274,x,\n'), ['1 address column_missing']);
  assert.deepEqual(await told('code,name,address,phone,lng\n'), ['1 lat column_missing']);
  assert.deepEqual(await told('醫事機構代碼,醫事機構名稱,醫事機構地址\n'), ['1 醫事機構電話 column_missing']);
  assert.deepEqual(await told('code,name,address,phone,name\n'), ['1 name column_repeated']);
});

test('an unknown column is a warning and is not read', async () => {
  const { sites, problems } = await readAll(
    'code,name,address,phone,opened,\n5931102274,淡水藥局,新北市,,1990,\n',
  );
  assert.deepEqual(
    problems.map(({ column, severity, code }) => [column, severity, code]),
    [['opened', 'warning', 'column_unknown']],
  );
  assert.equal(sites.length, 1);
});
