import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkTo, ownPlace } from './places.ts';

test('after the log-in one goes on to an address of ours and to no other', () => {
  assert.equal(ownPlace('/masks/purchase'), '/masks/purchase');
  assert.equal(ownPlace('/services/masks'), '/services/masks');
  const others = [
    'https://example.invalid',
    '//example.invalid',
    '/services/../api',
    '/services/a/b',
    '/api',
    '',
    7,
    undefined,
  ];
  for (const each of others) assert.equal(ownPlace(each), undefined, String(each));
  assert.deepEqual(linkTo('/services/masks'), { to: '/services/$code', params: { code: 'masks' } });
  assert.deepEqual(linkTo('//example.invalid'), { to: '/home' });
});
