import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requestIdFrom } from '../request-id.ts';
import type { TextStore } from './durable-store.ts';
import { asOwner, createPendingSales, findOrphan, type PendingSale } from './pending.ts';

/** A browser's store as far as it is used here. */
const memory = (kept = new Map<string, string>()): TextStore => ({
  put: async (key, text) => void kept.set(key, text),
  remove: async (key) => void kept.delete(key),
  all: async () => [...kept].sort(),
});

const sale = (request_id: string, site_code = '5931102274'): PendingSale => ({
  request_id,
  approval: 'sealed',
  quantities: { adult_mask: 2 },
  by_proxy: false,
  site_code,
  clerk: 'demo',
});

test('each pending sale has a key of its own, by site', async () => {
  const sales = createPendingSales(memory());
  for (const each of [sale('b'), sale('a'), sale('c', '3501200000')]) await sales.keep(each);
  assert.deepEqual(await sales.ofSite('5931102274'), [sale('a'), sale('b')]);
  await sales.drop(sale('a'));
  assert.deepEqual(await sales.ofSite('5931102274'), [sale('b')]);
});

test('a sale that a living tab asks about is left to it; one whose tab is just going is taken up', async () => {
  const sales = createPendingSales(memory());
  await sales.keep(sale('a'));
  const asking = Promise.withResolvers<void>();
  const owner = asOwner(sale('a'), () => asking.promise);
  assert.equal(await findOrphan(sales, '5931102274'), undefined);
  const finding = findOrphan(sales, '5931102274');
  setTimeout(asking.resolve, 50);
  assert.deepEqual(await finding, sale('a'));
  await owner;
});

test('what cannot be read is not taken up', async () => {
  const kept = new Map([
    ['evenhand.pending-sale.5931102274.x', '{"request_id":1}'],
    ['evenhand.pending-sale.5931102274.y', 'not json'],
  ]);
  assert.deepEqual(await createPendingSales(memory(kept)).ofSite('5931102274'), []);
});

test('a store that refuses does not stop the sale', async () => {
  const broken = async () => assert.fail('full');
  const sales = createPendingSales({ put: broken, remove: broken, all: broken });
  await sales.keep(sale('a'));
  await sales.drop(sale('a'));
  assert.deepEqual(await sales.ofSite('5931102274'), []);
});

test('request ids are UUIDv7: time first, version and variant in place', () => {
  const id = requestIdFrom(0x0123456789ab, new Uint8Array(16).fill(0xff));
  assert.equal(id, '01234567-89ab-7fff-bfff-ffffffffffff');
});
