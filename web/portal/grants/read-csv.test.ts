import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCsv } from './read-csv.ts';

const bytesOf = (...bytes: number[]): ArrayBuffer => Uint8Array.from(bytes).buffer;

test('UTF-8 and Big5 are both read, the mark at the beginning goes', () => {
  assert.equal(readCsv(new TextEncoder().encode('\ufeff帳號,服務').buffer as ArrayBuffer), '帳號,服務');
  // 帳號 in Big5
  assert.equal(readCsv(bytesOf(0xb1, 0x62, 0xb8, 0xb9)), '帳號');
  assert.equal(readCsv(bytesOf(0xff, 0xfe, 0x00, 0x80, 0xff)), undefined);
});
