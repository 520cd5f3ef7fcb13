import { useQueryClient } from '@tanstack/react-query';
import { type Dispatch, useCallback, useEffect, useReducer, useRef } from 'react';
import { lookAgain } from '../agent/use-agent.ts';
import { newRequestId } from '../request-id.ts';
import { ask } from '../session/ask.ts';
import { isNoticeDue, rememberNotice } from '../session/notice.ts';
import { sessionQuery, useSession } from '../session/session.ts';
import { taipeiDay } from '../taipei-clock.ts';
import { useAutoRead, useReadOnInsertion } from './auto-read.ts';
import { counterQuery, type SeenCounter } from './counter-query.ts';
import { durableStore } from './durable-store.ts';
import { type Entry, tidy } from './entry.ts';
import { type Counter, type Event, isBusy, next, openCounter } from './machine.ts';
import { asOwner, createPendingSales, findOrphan, type PendingSale } from './pending.ts';
import { faultOf, outOfStock, readQuantities, totalOf } from './quantities.ts';
import { readCard } from './read-card.ts';
import { settleSale, waitOrOnline } from './settle-sale.ts';
import { useReader } from './use-reader.ts';

type Send = Dispatch<Event>;

export const pendingSales = createPendingSales(durableStore);

/** Reads the card while a read is on; leaving it gives the read up. */
const useReading = ({ state }: Counter, agent: boolean, send: Send): void => {
  const ticket = state.name === 'reading' ? state.ticket : undefined;
  const known = useRef(agent);
  useEffect(() => {
    known.current = agent;
  });
  useEffect(() => {
    if (ticket === undefined) return;
    const leaving = new AbortController();
    void readCard(known.current, leaving.signal).then((read) => {
      if (leaving.signal.aborted) return;
      send({ type: 'card_answered', ticket, read });
      lookAgain();
    });
    return () => leaving.abort();
  }, [ticket, send]);
};

/** Asks the server while a check is on. */
const useChecking = ({ state, entry }: Counter, siteCode: string, send: Send): void => {
  const ticket = state.name === 'checking' ? state.ticket : undefined;
  const signed = state.name === 'checking' ? state.signed : undefined;
  useEffect(() => {
    if (ticket === undefined) return;
    const input = signed
      ? { body: { site_code: siteCode, document_kind: '01' as const, signed } }
      : { body: bodyOf(entry, siteCode) };
    void ask('checkPurchase', input).then((reply) => {
      if (reply.kind === 'answered') return send({ type: 'check_answered', ticket, answer: reply.value });
      const { problem } = reply;
      send({ type: 'check_failed', ticket, ...(problem && { refusal: problem, field: problem.field }) });
    });
  }, [ticket, entry, signed, siteCode, send]);
};

const bodyOf = (entry: Entry, siteCode: string) => ({
  site_code: siteCode,
  document_kind: entry.kind,
  number: entry.number,
  birth_date: entry.birth_date,
  ...(entry.kind === '02' && { document_in_hand: entry.document_in_hand }),
  ...(entry.kind === '05' && entry.issuing_country && { issuing_country: entry.issuing_country }),
});

/** Sends the sale and goes on asking until it is answered, or the screen is left. */
const useSettling = ({ state }: Counter, send: Send): void => {
  const sale = state.name === 'selling' ? state.sale : undefined;
  useEffect(() => {
    if (!sale) return;
    const leaving = new AbortController();
    const { request_id, approval, quantities, by_proxy } = sale;
    const ports = {
      send: () => ask('sell', { body: { request_id, approval, quantities, by_proxy } }),
      wait: waitOrOnline,
      pending: pendingSales,
      onDoubt: () => send({ type: 'sale_doubted' }),
    };
    void asOwner(sale, () => settleSale(sale, ports, leaving.signal)).then((settled) => {
      if (leaving.signal.aborted || settled.kind === 'left') return;
      if (settled.kind === 'sold') return send({ type: 'sale_answered', request_id, done: settled.done });
      const { problem } = settled;
      send({ type: 'sale_refused', request_id, refusal: problem, field: problem.field });
    });
    return () => leaving.abort();
  }, [sale, send]);
};

/** Takes up what a newer view of the counter says, and turns the day at Taipei midnight (C7). */
const useFreshness = ({ view, received_at }: SeenCounter, counter: Counter, send: Send): void => {
  const queries = useQueryClient();
  useEffect(() => {
    send({ type: 'stock_seen', stock: view.stock });
    send({ type: 'day_changed', today: view.today });
  }, [view, send]);
  const { today } = counter;
  useEffect(() => {
    const timer = setInterval(() => {
      const day = taipeiDay(view.now, performance.now() - received_at);
      if (day <= today) return;
      send({ type: 'day_changed', today: day });
      void queries.invalidateQueries({ queryKey: counterQuery.queryKey });
      void queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
    }, 1000);
    return () => clearInterval(timer);
  }, [view.now, received_at, today, send, queries]);
  const isEmpty = totalOf(counter.stock) === 0;
  const isShort = counter.state.name === 'allowed' && counter.state.note?.from === 'server';
  useEffect(() => {
    if (isEmpty || isShort) void queries.invalidateQueries({ queryKey: counterQuery.queryKey });
  }, [isEmpty, isShort, queries]);
};

const untidy = (entry: Entry): boolean =>
  tidy(entry.number) !== entry.number || tidy(entry.birth_date) !== entry.birth_date;

const saleOf = (counter: Counter, siteCode: string, clerk: string): PendingSale | undefined => {
  const { state } = counter;
  const quantities = state.name === 'confirming' ? readQuantities(state.typed) : undefined;
  if (state.name !== 'confirming' || !quantities) return undefined;
  const { check, by_proxy } = state;
  const request_id = newRequestId();
  return { request_id, approval: check.approval, quantities, by_proxy, site_code: siteCode, clerk };
};

/** The purchase screen's state with what the keys and buttons do. */
export const useCounter = (seen: SeenCounter, orphan: PendingSale | null) => {
  const { view } = seen;
  const { account } = useSession();
  const [counter, send] = useReducer(next, undefined, () =>
    openCounter(view, isNoticeDue(view.arrival_notice, view.today), orphan ?? undefined),
  );
  const reader = useReader((change) => {
    if (change === 'taken') send({ type: 'card_taken' });
    // A card put in while another program is worked with is meant for that one.
    else if (document.hasFocus()) send({ type: 'card_inserted' });
  });
  const agent = reader.state === 'there';
  const auto = useAutoRead();
  useReading(counter, agent, send);
  useChecking(counter, view.site.code, send);
  useSettling(counter, send);
  useFreshness(seen, counter, send);
  const tickets = useRef(0);
  const soldOut = view.sold_out && totalOf(counter.stock) === 0;

  const clear = useCallback(() => {
    send({ type: 'cleared' });
    void findOrphan(pendingSales, view.site.code).then(
      (sale) => sale && send({ type: 'sale_taken_up', sale }),
    );
  }, [view.site.code]);
  const begin = useCallback(() => {
    tickets.current += 1;
    send({ type: 'check_pressed', ticket: tickets.current });
  }, []);
  useReadOnInsertion(counter, auto.on && agent, begin);
  const check = () => {
    const { number, birth_date } = counter.entry;
    if (untidy(counter.entry))
      send({ type: 'entry_edited', change: { number: tidy(number), birth_date: tidy(birth_date) } });
    begin();
  };
  const buy = () => {
    if (counter.state.name !== 'allowed')
      return send({
        type: 'buy_faulted',
        note: { from: 'server', refusal: { code: 'approval_invalid', message: '' } },
      });
    const { typed, check: allowed } = counter.state;
    const note = outOfStock(allowed, soldOut) ?? faultOf(typed, allowed, view.policy.notes);
    send(note ? { type: 'buy_faulted', note } : { type: 'buy_pressed' });
  };
  const confirm = () => {
    const sale = saleOf(counter, view.site.code, account);
    if (sale) send({ type: 'confirmed', sale });
  };
  const dismissNotice = () => {
    rememberNotice(view.today);
    send({ type: 'notice_dismissed' });
  };
  return {
    counter,
    send,
    clear,
    check,
    buy,
    confirm,
    dismissNotice,
    soldOut,
    isBusy: isBusy(counter),
    reader,
    auto,
  };
};

export type CounterDesk = ReturnType<typeof useCounter>;
