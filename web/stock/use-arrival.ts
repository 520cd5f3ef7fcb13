import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeliveryView } from '../../src/stock/contract.ts';
import type { Reply } from '../api.ts';
import { ask } from '../session/ask.ts';
import { sayFailure, useWords } from '../words.tsx';
import { linesOf } from './item-name.ts';
import { differs, nextReceiptNo, openOf, readPieces } from './numbers.ts';
import { refreshStock } from './stock-queries.ts';

type Unhoped = Exclude<Reply<unknown>, { kind: 'answered' }>;
/** What is wrong, by item, and under `reason`. */
type Faults = Record<string, boolean>;

const textsOf = (quantities: Record<string, number>): Record<string, string> =>
  Object.fromEntries(Object.entries(quantities).map(([item, pieces]) => [item, String(pieces)]));

const numbersOf = (typed: Record<string, string>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(typed).flatMap(([item, text]) => {
      const pieces = readPieces(text);
      return pieces === undefined ? [] : [[item, pieces]];
    }),
  );

/** The fields of one receipt and what its two buttons do; a refusal keeps everything typed. */
export const useArrival = (
  delivery: DeliveryView,
  today: string,
  { onDone, onOvertaken }: Record<'onDone' | 'onOvertaken', (sentence: string) => void>,
) => {
  const { t } = useWords();
  const queries = useQueryClient();
  const [typed, setTyped] = useState(() => textsOf(openOf(delivery)));
  const [moreExpected, setMoreExpected] = useState(false);
  const [onSaleDate, setOnSaleDate] = useState(delivery.on_sale_date < today ? today : delivery.on_sale_date);
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<Faults>({});
  const [failure, setFailure] = useState<Unhoped>();
  const [sending, setSending] = useState(false);

  const quantities = numbersOf(typed);
  const needsReason = !moreExpected && differs(delivery, quantities);

  const findFaults = (): Faults => ({
    ...Object.fromEntries(Object.keys(typed).map((item) => [item, quantities[item] === undefined])),
    reason: needsReason && reason.trim().length < 2,
  });

  /** Sends once; the number of the receipt keeps a second try from adding twice. */
  const run = async <T>(send: () => Promise<Reply<T>>, sentence: string): Promise<void> => {
    if (sending) return;
    setSending(true);
    const reply = await send();
    setSending(false);
    setFailure(reply.kind === 'answered' ? undefined : reply);
    if (reply.kind === 'answered') onDone(sentence);
    if (reply.kind === 'refused' && reply.problem.code === 'arrival_already_confirmed')
      onOvertaken(sayFailure(t, reply));
    await refreshStock(queries);
  };

  const confirm = async (): Promise<void> => {
    const found = findFaults();
    setFaults(found);
    if (Object.values(found).includes(true)) return;
    await run(
      () =>
        ask('confirmArrival', {
          body: {
            delivery_id: delivery.delivery_id,
            receipt_no: nextReceiptNo(delivery),
            quantities,
            more_expected: moreExpected,
            on_sale_date: onSaleDate,
            ...(needsReason && { reason: reason.trim() }),
          },
        }),
      t('stock.confirmed', { lines: linesOf(t, quantities), day: onSaleDate }),
    );
  };

  const markNotArrived = (): Promise<void> =>
    run(
      () => ask('markNotArrived', { params: { delivery_id: String(delivery.delivery_id) } }),
      t('stock.marked_not_arrived'),
    );

  return {
    typed,
    type: (item: string, text: string) => {
      setTyped({ ...typed, [item]: text });
      setFaults({ ...faults, [item]: false });
    },
    moreExpected,
    setMoreExpected,
    onSaleDate,
    setOnSaleDate,
    reason,
    setReason: (text: string) => {
      setReason(text);
      setFaults({ ...faults, reason: false });
    },
    needsReason,
    faults,
    failure,
    sending,
    confirm,
    markNotArrived,
  };
};
