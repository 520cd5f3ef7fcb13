import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOtherVersion } from './newer.ts';

test('a component of another build than the portal has is told so; a checkout and a silent portal are not', () => {
  assert.equal(isOtherVersion('0.1.0-aaaaaaaa', '0.1.0-bbbbbbbb'), true);
  assert.equal(isOtherVersion('0.1.0-aaaaaaaa', '0.1.0-aaaaaaaa'), false);
  assert.equal(isOtherVersion('source', '0.1.0-aaaaaaaa'), false);
  assert.equal(isOtherVersion('0.1.0-aaaaaaaa', null), false);
});
