import type { Signed } from '../../agent/protocol.ts';
import type {
  CheckAllowed,
  CheckRefused,
  DocumentKind,
  RecentPurchase,
  RefusalView,
  SaleDone,
  StockOnSale,
} from '../../src/rationing/contract.ts';
import { type Entry, edited, emptyEntry, isBlank } from './entry.ts';
import { isWithoutReader, type Note } from './note.ts';
import type { PendingSale } from './pending.ts';
import { filledIn, type Typed } from './quantities.ts';

/** The four states of R083, and the moments between them: (a) fresh, (b) ready, (c) allowed, (d) sold. */
export type State =
  | { name: 'fresh' }
  | { name: 'ready'; note?: Note }
  /** the citizen's card is being read; the check follows by itself */
  | { name: 'reading'; ticket: number }
  /** `signed`: what the agent read, kept only until the server has answered */
  | { name: 'checking'; ticket: number; signed?: Signed }
  | { name: 'refused'; check: CheckRefused }
  | { name: 'allowed'; check: CheckAllowed; typed: Typed; by_proxy: boolean; note?: Note }
  | { name: 'confirming'; check: CheckAllowed; typed: Typed; by_proxy: boolean }
  /** `check` is missing for a sale taken up after a reload or a crash; `doubt` once an answer was lost. */
  | { name: 'selling'; sale: PendingSale; check?: CheckAllowed; doubt: boolean }
  | { name: 'sold'; done: SaleDone; check?: CheckAllowed };

export type Counter = {
  state: State;
  entry: Entry;
  /** Taipei day of the last answer, ISO */
  today: string;
  stock: StockOnSale;
  /** there is nothing here that reads cards, so 清除 goes back to 02 instead of 01 (R105) */
  without_reader: boolean;
  /** a card was put in since and has not been read yet */
  card_waiting: boolean;
  /** the arrival notice is still to be shown */
  notice_due: boolean;
  /** counts the entries begun, so that the keyboard starts anew with each */
  turn: number;
};

/** What became of reading a card. */
export type CardRead =
  | { kind: 'read'; number: string; birth_date: string; signed: Signed }
  | { kind: 'failed'; note: Note };

export type Event =
  | { type: 'notice_dismissed' }
  | { type: 'entry_edited'; change: Partial<Entry> }
  | { type: 'check_pressed'; ticket: number }
  | { type: 'card_inserted' }
  | { type: 'card_taken' }
  | { type: 'card_answered'; ticket: number; read: CardRead }
  | { type: 'check_answered'; ticket: number; answer: CheckAllowed | CheckRefused }
  | { type: 'check_failed'; ticket: number; refusal?: RefusalView; field?: string | undefined }
  | { type: 'quantity_typed'; item: string; text: string }
  | { type: 'proxy_ticked'; by_proxy: boolean }
  | { type: 'buy_faulted'; note: Note }
  | { type: 'buy_pressed' }
  | { type: 'cancelled' }
  | { type: 'confirmed'; sale: PendingSale }
  | { type: 'sale_taken_up'; sale: PendingSale }
  | { type: 'sale_doubted' }
  | { type: 'sale_answered'; request_id: string; done: SaleDone }
  | { type: 'sale_refused'; request_id: string; refusal: RefusalView; field?: string | undefined }
  | { type: 'typed_entry_chosen' }
  | { type: 'cleared' }
  | { type: 'day_changed'; today: string }
  | { type: 'stock_seen'; stock: StockOnSale };

/** Refusals of a sale after which the same approval may be tried with other numbers. */
const worthChanging = new Set(['over_limit', 'nothing_chosen', 'item_not_for_class', 'stock_short']);

export const openCounter = (
  seen: { today: string; stock: StockOnSale },
  notice: boolean,
  pending: PendingSale | undefined,
): Counter => ({
  state: pending
    ? { name: 'selling', sale: pending, doubt: true }
    : notice
      ? { name: 'fresh' }
      : { name: 'ready' },
  entry: emptyEntry('01'),
  today: seen.today,
  stock: seen.stock,
  without_reader: false,
  card_waiting: false,
  notice_due: notice,
  turn: 0,
});

/** The server's answer is outstanding: nothing may be cleared or begun. A read may be given up. */
export const isBusy = ({ state }: Counter): boolean => state.name === 'checking' || state.name === 'selling';

/** The last purchases of the person on screen, where they are known (R103). */
export const recentOf = ({ state }: Counter): RecentPurchase[] | undefined => {
  if (state.name === 'sold') return state.done.recent;
  if (state.name === 'refused' || state.name === 'allowed' || state.name === 'confirming')
    return state.check.recent;
  return state.name === 'selling' ? state.check?.recent : undefined;
};

const blank = (counter: Counter, kind: DocumentKind): Counter => ({
  ...counter,
  state: counter.notice_due ? { name: 'fresh' } : { name: 'ready' },
  entry: emptyEntry(kind),
  turn: counter.turn + 1,
});

/** A card that was put in may be read without a key: 01 is chosen, nothing stands there, nothing is going on. */
export const mayReadAlone = ({ state, entry, card_waiting }: Counter): boolean =>
  card_waiting && state.name === 'ready' && entry.kind === '01' && isBlank(entry);

/** What is missing before the server can be asked. */
const missing = (entry: Entry): Note | undefined => {
  if (!entry.number) return { from: 'screen', word: 'number_missing', field: 'number' };
  if (!entry.birth_date) return { from: 'screen', word: 'birth_date_missing', field: 'birth_date' };
  return undefined;
};

/** 01 is read anew at each check and never typed; where nothing reads cards, 02 is for typing (R087, R088). */
const check = (counter: Counter, ticket: number): Counter => {
  const { entry } = counter;
  if (entry.kind === '01')
    return { ...counter, entry: emptyEntry('01'), state: { name: 'reading', ticket }, card_waiting: false };
  const note = missing(entry);
  return { ...counter, state: note ? { name: 'ready', note } : { name: 'checking', ticket } };
};

const takeRead = (counter: Counter, ticket: number, read: CardRead): Counter => {
  if (read.kind === 'failed') {
    const without_reader = counter.without_reader || isWithoutReader(read.note);
    return { ...counter, state: { name: 'ready', note: read.note }, without_reader };
  }
  const { number, birth_date, signed } = read;
  return {
    ...counter,
    entry: { ...counter.entry, number, birth_date, from_card: true },
    state: { name: 'checking', ticket, signed },
    without_reader: false,
  };
};

const answerCheck = (counter: Counter, answer: CheckAllowed | CheckRefused): Counter => {
  const seen = { ...counter, today: answer.today, stock: answer.stock };
  if (answer.verdict === 'refused') return { ...seen, state: { name: 'refused', check: answer } };
  const typed = filledIn(answer.suggested);
  return { ...seen, state: { name: 'allowed', check: answer, typed, by_proxy: false } };
};

const refuseSale = (counter: Counter, note: Note & { from: 'server' }): Counter => {
  const { state } = counter;
  if (state.name !== 'selling') return counter;
  const { check: before, sale } = state;
  if (!before || !worthChanging.has(note.refusal.code)) return { ...counter, state: { name: 'ready', note } };
  const typed = filledIn({ ...before.suggested, ...sale.quantities });
  return { ...counter, state: { name: 'allowed', check: before, typed, by_proxy: sale.by_proxy, note } };
};

/** Midnight: the date changes and approvals are dropped (C7); what is asked already goes on. */
const changeDay = (counter: Counter, today: string): Counter => {
  if (today === counter.today) return counter;
  const dropped = ['allowed', 'confirming', 'refused'].includes(counter.state.name);
  const note: Note = { from: 'screen', word: 'day_changed' };
  return { ...counter, today, ...(dropped && { state: { name: 'ready', note } }) };
};

/** Events that begin or change something; while an answer is outstanding only its own events count. */
const whenIdle = (counter: Counter, event: Event): Counter => {
  const { state } = counter;
  switch (event.type) {
    case 'notice_dismissed':
      return state.name === 'fresh'
        ? { ...counter, notice_due: false, state: { name: 'ready' }, turn: counter.turn + 1 }
        : counter;
    case 'entry_edited':
      return { ...counter, entry: edited(counter.entry, event.change), state: unjudged(state) };
    case 'typed_entry_chosen':
      return {
        ...counter,
        entry: edited(counter.entry, { kind: '02' }),
        state: unjudged(state),
        turn: counter.turn + 1,
      };
    case 'check_pressed':
      return state.name === 'fresh' || state.name === 'confirming' ? counter : check(counter, event.ticket);
    case 'cleared':
      return blank(counter, counter.without_reader ? '02' : '01');
    case 'sale_taken_up':
      return state.name === 'fresh' || state.name === 'ready'
        ? { ...counter, state: { name: 'selling', sale: event.sale, doubt: true } }
        : counter;
    default:
      return inPurchase(counter, event);
  }
};

/** Another person may be meant as soon as the entry changes, so every judgement goes (R106). */
const unjudged = (state: State): State => (state.name === 'fresh' ? state : { name: 'ready' });

const inPurchase = (counter: Counter, event: Event): Counter => {
  const { state } = counter;
  if (state.name === 'confirming') {
    if (event.type === 'cancelled') return { ...counter, state: { ...state, name: 'allowed' } };
    if (event.type !== 'confirmed') return counter;
    return { ...counter, state: { name: 'selling', sale: event.sale, check: state.check, doubt: false } };
  }
  if (state.name === 'ready' && event.type === 'buy_faulted')
    return { ...counter, state: { name: 'ready', note: event.note } };
  if (state.name !== 'allowed') return counter;
  const { note: _, ...rest } = state;
  switch (event.type) {
    case 'quantity_typed':
      return { ...counter, state: { ...rest, typed: { ...rest.typed, [event.item]: event.text } } };
    case 'proxy_ticked':
      return { ...counter, state: { ...state, by_proxy: event.by_proxy } };
    case 'buy_faulted':
      return { ...counter, state: { ...state, note: event.note } };
    case 'buy_pressed':
      return { ...counter, state: { ...rest, name: 'confirming' } };
    default:
      return counter;
  }
};

/** A read may be given up: then whatever the reader still says belongs to nobody. */
const whileReading = (counter: Counter, ticket: number, event: Event): Counter => {
  if (event.type === 'check_pressed') return counter;
  if (event.type !== 'card_answered') return whenIdle(counter, event);
  return event.ticket === ticket ? takeRead(counter, ticket, event.read) : counter;
};

const whileChecking = (counter: Counter, ticket: number, event: Event): Counter => {
  if (event.type !== 'check_answered' && event.type !== 'check_failed') return counter;
  if (event.ticket !== ticket) return counter;
  if (event.type === 'check_answered') return answerCheck(counter, event.answer);
  const { refusal, field } = event;
  const note: Note = refusal ? { from: 'server', refusal, field } : { from: 'screen', word: 'check_failed' };
  return { ...counter, state: { name: 'ready', note } };
};

const whileSelling = (counter: Counter, state: State & { name: 'selling' }, event: Event): Counter => {
  if (event.type === 'sale_doubted') return { ...counter, state: { ...state, doubt: true } };
  if (event.type !== 'sale_answered' && event.type !== 'sale_refused') return counter;
  if (event.request_id !== state.sale.request_id) return counter;
  if (event.type === 'sale_refused')
    return refuseSale(counter, { from: 'server', refusal: event.refusal, field: event.field, unsold: true });
  const sold: State = { name: 'sold', done: event.done, ...(state.check && { check: state.check }) };
  return { ...counter, stock: event.done.stock, state: sold };
};

/** The purchase screen's next state. Pure; what must be sent or kept follows from the state. */
export const next = (counter: Counter, event: Event): Counter => {
  if (event.type === 'day_changed') return changeDay(counter, event.today);
  if (event.type === 'stock_seen') return { ...counter, stock: event.stock };
  if (event.type === 'card_inserted') return { ...counter, card_waiting: true };
  if (event.type === 'card_taken') return { ...counter, card_waiting: false };
  const { state } = counter;
  if (state.name === 'reading') return whileReading(counter, state.ticket, event);
  if (state.name === 'checking') return whileChecking(counter, state.ticket, event);
  if (state.name === 'selling') return whileSelling(counter, state, event);
  return whenIdle(counter, event);
};
