import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base64Of, faultOf, mostBytes, sizeOf } from './read-file.ts';

test('only PDF and ZIP up to 5 MB are sent (R019)', () => {
  assert.equal(faultOf({ name: 'CMS_DNSSetting.PDF', size: 10 }), undefined);
  assert.equal(faultOf({ name: '元件.zip', size: mostBytes }), undefined);
  assert.equal(faultOf({ name: '元件.zip', size: mostBytes + 1 }), 'large');
  assert.equal(faultOf({ name: '元件.exe', size: 10 }), 'kind');
});

test('a file of any length comes through base64 as it was', async () => {
  const bytes = new Uint8Array(100_001).map((_, index) => index % 251);
  const text = await base64Of(new Blob([bytes]));
  assert.deepEqual(new Uint8Array(Buffer.from(text, 'base64')), bytes);
});

test('sizes are said as people read them', () => {
  assert.equal(sizeOf(10), '1 KB');
  assert.equal(sizeOf(320 * 1024), '320 KB');
  assert.equal(sizeOf(1.4 * 1024 * 1024), '1.4 MB');
});
