import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isRocDay, nhiCardBytes, readBig5, readNhiCard } from './nhi-card.ts';
import { askForNhiCard } from './read-nhi-card.ts';

const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');
/** 淡水 */
const name = Buffer.from('b248a4f4', 'hex');

const bytesOf = (
  given: Partial<Record<'card' | 'name' | 'number' | 'birth' | 'sex', string | Buffer>> = {},
) => {
  const { card = '000012345678', number = 'F100000024', birth = '0630503', sex = 'M' } = given;
  const padded = Buffer.alloc(20);
  Buffer.from(given.name ?? name).copy(padded);
  const parts = [card, padded, number, birth, sex, '1040101'];
  return Buffer.concat(parts.map((each) => (typeof each === 'string' ? ascii(each) : each)));
};

test('the 57 bytes of a card', () => {
  assert.equal(bytesOf().length, nhiCardBytes);
  assert.deepEqual(readNhiCard(bytesOf()), {
    ...{ card_number: '000012345678', name: '淡水', number: 'F100000024', birth_date: '0630503' },
    ...{ sex: 'M', issue_date: '1040101' },
  });
  assert.equal(readNhiCard(bytesOf({ number: 'f100000024', sex: 'f' }))?.number, 'F100000024');
  // The control software's own read gives the same and 15 bytes more.
  assert.equal(readNhiCard(Buffer.concat([bytesOf(), ascii('10912345678    ')]))?.birth_date, '0630503');
});

test('names padded by NUL, spaces and U+3000, and with characters that have no code', () => {
  const pads = [Buffer.alloc(16), ascii(' '.repeat(16)), Buffer.from('a140'.repeat(8), 'hex')];
  for (const pad of pads) assert.equal(readBig5(Buffer.concat([name, pad])), '淡水');
  // Private use, a lead byte with nothing after it, and bytes that are no Big5 at all.
  for (const odd of ['fa40b248', 'b2', 'ffffffff', 'a1'])
    assert.equal(readNhiCard(bytesOf({ name: Buffer.from(odd, 'hex') }))?.number, 'F100000024');
});

test('what is no card of a person', () => {
  const wrong = [
    { card: '00001234567x' },
    { number: '          ' },
    { number: `F10000002${String.fromCharCode(0)}` },
    { birth: '0630231' },
    { birth: '0000101' },
    { birth: '       ' },
    { sex: 'X' },
  ];
  for (const each of wrong) assert.equal(readNhiCard(bytesOf(each)), undefined, JSON.stringify(each));
  assert.equal(readNhiCard(bytesOf().subarray(0, 56)), undefined);
});

test('ROC days are days of the calendar', () => {
  const table: [string, boolean][] = [
    ['0790131', true],
    ['1010229', true],
    ['1020229', false],
    ['0011301', false],
    ['0990100', false],
    ['99010', false],
    ['-990101', false],
  ];
  for (const [day, is] of table) assert.equal(isRocDay(day), is, day);
});

test('no bytes whatever make the codec throw or give half a card', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      const card = readNhiCard(bytes);
      assert.ok(card === undefined || (isRocDay(card.birth_date) && /^[A-Z\d]{10}$/.test(card.number)));
    }),
  );
  fc.assert(
    fc.property(fc.nat({ max: 56 }), fc.nat({ max: 255 }), (at, byte) => {
      const bytes = bytesOf();
      bytes[at] = byte;
      const card = readNhiCard(bytes);
      if (at >= 12 && at < 32) assert.equal(card?.number, 'F100000024');
      assert.ok(card === undefined || card.number.length === 10);
    }),
    { numRuns: 500 },
  );
});

/** A card by what it answers, command after command; keeps what it was asked. */
const cardSaying = (...answers: string[]) => {
  const asked: string[] = [];
  return {
    asked,
    transmit: async (command: Uint8Array): Promise<Uint8Array> => {
      asked.push(Buffer.from(command).toString('hex'));
      return Buffer.from(answers.shift() ?? '6f00', 'hex');
    },
  };
};
const whole = bytesOf().toString('hex');

test('what a card may answer to SELECT and GET DATA', async () => {
  const table: [string[], string][] = [
    [['9000', `${whole}9000`], 'card'],
    [['6d00', `${whole}9000`], 'card'],
    [['6a82', '6a86'], 'other_card'],
    [['6d00', '6d00'], 'other_card'],
    [['9000', '6f00'], 'unclear'],
    [['9000', '9000'], 'unclear'],
    [['9000', ''], 'unclear'],
    [['9000', '6139', `${whole}9000`], 'card'],
    [['9000', '6c39', `${whole}9000`], 'card'],
    [['9000', `${whole.slice(0, 40)}6125`, `${whole.slice(40)}9000`], 'card'],
    [['9000', ...Array<string>(40).fill('6101')], 'unclear'],
  ];
  for (const [answers, kind] of table) {
    const { transmit } = cardSaying(...answers);
    assert.equal((await askForNhiCard(transmit)).kind, kind, answers.join(' '));
  }
});

test('the commands, byte for byte', async () => {
  const { transmit, asked } = cardSaying('9000', '6c39', '6105', `${whole}9000`);
  await askForNhiCard(transmit);
  assert.deepEqual(asked, [
    '00a4040010d158000001000000000000000000001100',
    '00ca1100020000',
    '00ca110002000039',
    '00c0000005',
  ]);
});
