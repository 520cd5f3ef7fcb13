import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { CorrectionCause, StockView } from '../../src/stock/contract.ts';
import type { Reply } from '../api.ts';
import { newRequestId } from '../request-id.ts';
import { ask } from '../session/ask.ts';
import { useWords } from '../words.tsx';
import { readPieces } from './numbers.ts';
import { refreshStock } from './stock-queries.ts';

export const causes: readonly CorrectionCause[] = [
  'count',
  'arrival_error',
  'damaged',
  'returned',
  'transfer',
  'other',
];

/** The fields of a correction. Its request id stays until it is settled, so that a retry corrects once. */
export const useCorrection = (items: StockView['items']) => {
  const { t } = useWords();
  const queries = useQueryClient();
  const requestId = useRef(newRequestId());
  const [item, setItem] = useState(items[0]?.item ?? '');
  const [direction, setDirection] = useState<'up' | 'down'>('down');
  const [pieces, setPieces] = useState('');
  const [cause, setCause] = useState<CorrectionCause>('count');
  const [note, setNote] = useState('');
  const [faults, setFaults] = useState({ pieces: false, note: false });
  const [failure, setFailure] = useState<Exclude<Reply<unknown>, { kind: 'answered' }>>();
  const [done, setDone] = useState<string>();
  const [sending, setSending] = useState(false);

  const number = readPieces(pieces, 1);
  const change = number === undefined ? undefined : direction === 'up' ? number : -number;
  const onHand = items.find((each) => each.item === item)?.on_hand ?? 0;

  const correct = async (): Promise<void> => {
    setDone(undefined);
    setFaults({ pieces: change === undefined, note: note.trim().length < 2 });
    if (change === undefined || note.trim().length < 2 || sending) return;
    setSending(true);
    const body = { request_id: requestId.current, item, change, cause, note: note.trim() };
    const reply = await ask('correctStock', { body });
    setSending(false);
    setFailure(reply.kind === 'answered' ? undefined : reply);
    // Only an answer frees the id: after a lost one the same correction is sent again, not a second.
    if (reply.kind !== 'unknown') requestId.current = newRequestId();
    if (reply.kind !== 'answered') return refreshStock(queries);
    setPieces('');
    setNote('');
    const now = reply.value.items.find((each) => each.item === item)?.on_hand ?? 0;
    setDone(t('stock.corrected', { item, n: now }));
    await refreshStock(queries, reply.value);
  };

  const after = change === undefined ? undefined : onHand + change;
  return {
    ...{ item, setItem, direction, setDirection, pieces, cause, setCause, note },
    setPieces: (text: string) => {
      setPieces(text);
      setFaults({ ...faults, pieces: false });
    },
    setNote: (text: string) => {
      setNote(text);
      setFaults({ ...faults, note: false });
    },
    ...{ faults, failure, done, sending, after, correct },
  };
};
