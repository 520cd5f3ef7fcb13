import { Button, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SaleOfDay } from '../../src/rationing/contract.ts';
import type { Reply } from '../api.ts';
import { newRequestId } from '../request-id.ts';
import { ask } from '../session/ask.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Failure } from '../ui/Failure.tsx';
import { useWords } from '../words.tsx';
import { timeOf } from './day-sales-rows.ts';
import { linesOf } from './item-name.ts';
import { refreshStock } from './stock-queries.ts';

type Props = { sale: SaleOfDay; onClose: () => void; onDone: (sentence: string) => void };

/** 作廢: names the sale and what follows, and asks for a reason. A retry is the same void. */
export const VoidDialog = ({ sale, onClose, onDone }: Props) => {
  const { t } = useWords();
  const queries = useQueryClient();
  const [voidId] = useState(newRequestId);
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<Exclude<Reply<unknown>, { kind: 'answered' }>>();
  const named = { time: timeOf(sale.sold_at), number: sale.covered_number };
  const amount = sale.price_twd;

  const confirm = async () => {
    const missing = reason.trim().length < 2;
    setMissing(missing);
    if (missing || sending) return;
    setSending(true);
    const { request_id } = sale;
    const reply = await ask('voidSale', {
      params: { request_id },
      body: { void_id: voidId, reason: reason.trim() },
    });
    // The numbers beside the sentence are those after the void.
    await refreshStock(queries);
    setSending(false);
    if (reply.kind !== 'answered') return setFailure(reply);
    onDone(t('stock.void_done', named));
    onClose();
  };

  return (
    <Dialog
      title={t('stock.void_title')}
      onClose={onClose}
      actions={
        <>
          <Button color="red.9" aria-disabled={sending} onClick={() => void confirm()}>
            {t('stock.void_confirm')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
        </>
      }
    >
      <p>
        <strong>{t('stock.void_what', { ...named, lines: linesOf(t, sale.quantities), amount })}</strong>
      </p>
      <p>{t('stock.void_follows', { amount })}</p>
      {failure && <Failure reply={failure} />}
      <Textarea
        data-autofocus
        label={t('stock.void_reason')}
        required
        maxLength={200}
        rows={2}
        value={reason}
        error={isMissing && t('stock.void_reason_missing')}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Dialog>
  );
};
