import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvOf } from './csv.ts';

test('UTF-8 with BOM, CRLF, quotes doubled, no formula left alive', () => {
  assert.equal(
    csvOf([
      ['時間', '片'],
      ['16:26', 2],
    ]),
    '\ufeff時間,片\r\n16:26,2\r\n',
  );
  assert.equal(csvOf([['a,"b"\n']]), '\ufeff"a,""b""\n"\r\n');
  assert.equal(csvOf([['=1+1', '-2', -2]]), "\ufeff'=1+1,'-2,-2\r\n");
});
