import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditSearchOf } from './audit-search.ts';

test('filters come out of the address as they went in, anything else is left out (R123)', () => {
  const search = {
    from: '2020-02-04',
    until: '2020-02-05',
    act: 'appointment:begin',
    outcome: 'refused',
    account: 'tamsui',
    site: '5931102274',
  };
  assert.deepEqual(auditSearchOf({ ...search, other: 'x' }), search);
  // The router reads a code of digits as a number.
  assert.deepEqual(auditSearchOf({ site: 5931102274 }), { site: '5931102274' });
  assert.deepEqual(auditSearchOf({ from: 'yesterday', outcome: 'maybe', site: '1', act: 'A b' }), {});
});
