import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requestIdFrom } from '../request-id.ts';
import { createPendingSales, type PendingSale } from './pending.ts';

/** A browser's storage as far as it is used here. */
const memory = (): Storage => {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
};

const sale = (request_id: string, site_code = '5931102274'): PendingSale => ({
  request_id,
  approval: 'sealed',
  quantities: { adult_mask: 2 },
  by_proxy: false,
  site_code,
  clerk: 'demo',
});

test('each pending sale has a key of its own, by site', () => {
  const sales = createPendingSales(memory());
  for (const each of [sale('b'), sale('a'), sale('c', '3501200000')]) sales.keep(each);
  assert.deepEqual(sales.ofSite('5931102274'), [sale('a'), sale('b')]);
  sales.drop(sale('a'));
  assert.deepEqual(sales.ofSite('5931102274'), [sale('b')]);
});

test('what cannot be read is not taken up', () => {
  const storage = memory();
  storage.setItem('evenhand.pending-sale.5931102274.x', '{"request_id":1}');
  storage.setItem('evenhand.pending-sale.5931102274.y', 'not json');
  assert.deepEqual(createPendingSales(storage).ofSite('5931102274'), []);
});

test('a storage that refuses does not stop the sale', () => {
  const storage = { ...memory(), setItem: () => assert.fail('full') };
  assert.doesNotThrow(() => createPendingSales(storage).keep(sale('a')));
});

test('request ids are UUIDv7: time first, version and variant in place', () => {
  const id = requestIdFrom(0x0123456789ab, new Uint8Array(16).fill(0xff));
  assert.equal(id, '01234567-89ab-7fff-bfff-ffffffffffff');
});
