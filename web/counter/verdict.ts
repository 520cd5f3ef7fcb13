import type { CounterView, SaleDone } from '../../src/rationing/contract.ts';
import type { Language } from '../../src/words/index.ts';
import type { Tone } from '../ui/tone.ts';
import type { Say, useWords } from '../words.tsx';
import type { Counter, State } from './machine.ts';
import { isAboutReading, type Note } from './note.ts';
import { outOfStock } from './quantities.ts';

/** What the verdict says; without a tone it only tells what to do next. */
export type Verdict = {
  tone?: Tone;
  text: string;
  more?: string;
  /** where to get what is missing */
  link?: { to: string; text: string };
  /** number and birth date came from the card */
  cardRead?: boolean;
};

type Words = ReturnType<typeof useWords>;

/** Refusals of a sale whose own sentence says already that nothing was sold. */
const saysUnsold = new Set([
  'approval_expired',
  'approval_of_another_session',
  'policy_changed',
  'request_id_reused',
]);

/** 成人口罩2片、兒童口罩0片 */
export const linesOf = (t: Say, quantities: Record<string, number>, items: readonly string[]): string =>
  items.map((item) => t('common.amount', { item, n: quantities[item] ?? 0 })).join(t('common.list_comma'));

export const noteText = ({ t, sayProblem }: Words, note: Note): string => {
  if (note.from === 'screen') return t(`counter.${note.word}`);
  if (note.from === 'agent') return note.message;
  const text = sayProblem(note.refusal);
  return note.unsold && !saysUnsold.has(note.refusal.code) ? t('counter.unsold', { reason: text }) : text;
};

/** Red is for buyers who may not; what lies in the computer or in the order of the steps is amber. */
const toneOf = (note: Note): Tone =>
  note.from === 'server' && note.refusal.code !== 'approval_invalid' && !isAboutReading(note)
    ? 'refused'
    : 'attention';

/** What did not go on and, where a card could not be read, the key that leads on (R088, C1). */
const noteVerdict = (words: Words, note: Note): Verdict => {
  const { t } = words;
  const text = noteText(words, note);
  const says = { tone: toneOf(note), text };
  if (!isAboutReading(note)) return says;
  const link = { to: '/pages/downloads#component', text: t('counter.downloads') };
  return {
    ...says,
    more: t('counter.or_typed'),
    ...(note.from === 'screen' && note.word === 'no_agent' && { link }),
  };
};

const bornIn = (t: Say, language: Language, birthDate: string): string => {
  const year = Number(birthDate.slice(0, 4));
  const roc = year - 1911;
  return language === 'en' || roc < 1
    ? t('counter.born_iso', { year })
    : t('counter.born_roc', { year: roc });
};

const allowedText = ({ t, language }: Words, { check }: State & { name: 'allowed' | 'confirming' }): string =>
  t('counter.allowed', {
    most: check.most_in_all,
    born: bornIn(t, language, check.birth_date),
    digit: check.last_digit,
    parity: check.last_digit % 2 === 0 ? 'even' : 'odd',
    day: check.today,
  });

/** A right that cannot be used here is no green light: that nothing is left comes first. */
const allowedVerdict = (words: Words, state: State & { name: 'allowed' }, soldOut: boolean): Verdict => {
  const empty = outOfStock(state.check, soldOut);
  const text = allowedText(words, state);
  return empty ? { tone: 'attention', text: noteText(words, empty), more: text } : { tone: 'allowed', text };
};

const soldVerdict = ({ t }: Words, { sale }: SaleDone, items: readonly string[]): Verdict => {
  const lines = linesOf(t, sale.quantities, items);
  const text = t('counter.sold', { lines, amount: sale.price_twd });
  return sale.voided ? { tone: 'attention', text, more: t('counter.voided') } : { tone: 'allowed', text };
};

const readyVerdict = (words: Words, counter: Counter, view: CounterView, soldOut: boolean): Verdict => {
  const note = counter.state.name === 'ready' ? counter.state.note : undefined;
  if (note) return noteVerdict(words, note);
  if (soldOut) return { tone: 'attention', text: words.t('counter.sold_out') };
  const lifted = view.day_rule_lifted ? { more: words.t('counter.day_rule_lifted') } : {};
  return { text: words.t('counter.verdict_idle'), ...lifted };
};

/** The one sentence that everybody at the counter can read, and whether the card told who it is about. */
export const verdictOf = (words: Words, counter: Counter, view: CounterView, soldOut: boolean): Verdict => {
  const { name } = counter.state;
  const isResult = name !== 'fresh' && name !== 'ready' && name !== 'reading' && name !== 'checking';
  return {
    ...sayState(words, counter, view, soldOut),
    ...(isResult && counter.entry.from_card && { cardRead: true }),
  };
};

const sayState = (words: Words, counter: Counter, view: CounterView, soldOut: boolean): Verdict => {
  const { state } = counter;
  const { t } = words;
  const items = view.policy.items.map(({ item }) => item);
  switch (state.name) {
    case 'fresh':
      return { text: t('counter.verdict_fresh') };
    case 'ready':
      return readyVerdict(words, counter, view, soldOut);
    case 'reading':
      return { tone: 'progress', text: t('counter.reading') };
    case 'checking':
      return { tone: 'progress', text: t(state.signed ? 'counter.reading' : 'counter.checking') };
    case 'refused':
      return { tone: 'refused', text: words.sayProblem(state.check.refusal) };
    case 'allowed':
      if (state.note?.from === 'server' && state.note.unsold)
        return { tone: 'refused', text: noteText(words, state.note) };
      return allowedVerdict(words, state, soldOut);
    case 'confirming':
      return { tone: 'allowed', text: allowedText(words, state) };
    case 'selling':
      return state.doubt
        ? {
            tone: 'attention',
            text: t('counter.doubt'),
            more: t('counter.doubt_since', { lines: linesOf(t, state.sale.quantities, items) }),
          }
        : { tone: 'progress', text: t('counter.selling') };
    case 'sold':
      return soldVerdict(words, state.done, items);
  }
};
