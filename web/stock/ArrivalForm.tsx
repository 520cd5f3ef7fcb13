import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import type { DeliveryView } from '../../src/stock/contract.ts';
import { Failure } from '../ui/Failure.tsx';
import { useWords } from '../words.tsx';
import classes from './Delivery.module.css';
import { arrivalName } from './item-name.ts';
import { nextReceiptNo } from './numbers.ts';
import { OnSaleDate } from './OnSaleDate.tsx';
import { useArrival } from './use-arrival.ts';

type Props = {
  delivery: DeliveryView;
  today: string;
  onDone: (sentence: string) => void;
  onOvertaken: (sentence: string) => void;
};

/** 到貨確認 of the next receipt, filled in with what is still to come. */
export const ArrivalForm = ({ delivery, today, onDone, onOvertaken }: Props) => {
  const { t } = useWords();
  const form = useArrival(delivery, today, { onDone, onOvertaken });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void form.confirm();
  };
  return (
    <form className={classes['form']} onSubmit={submit} noValidate>
      <p className={classes['receipt']}>{t('stock.receipt', { no: nextReceiptNo(delivery) })}</p>
      {form.failure && <Failure reply={form.failure} />}
      <div className={classes['quantities']}>
        {Object.keys(delivery.expected).map((item) => (
          <TextInput
            key={item}
            label={arrivalName(t, item)}
            inputMode="numeric"
            autoComplete="off"
            maxLength={6}
            value={form.typed[item] ?? ''}
            error={form.faults[item] && t('stock.whole_number')}
            onChange={(event) => form.type(item, event.currentTarget.value)}
          />
        ))}
        <OnSaleDate
          today={today}
          planned={delivery.on_sale_date}
          chosen={form.onSaleDate}
          onChoose={form.setOnSaleDate}
        />
      </div>
      <Checkbox
        label={
          <>
            {t('stock.more_expected')} <span className={classes['hint']}>{t('stock.more_hint')}</span>
          </>
        }
        checked={form.moreExpected}
        onChange={(event) => form.setMoreExpected(event.currentTarget.checked)}
      />
      {form.needsReason && (
        <Textarea
          label={t('stock.reason')}
          description={t('stock.reason_hint')}
          required
          maxLength={200}
          autosize={false}
          rows={2}
          value={form.reason}
          error={form.faults['reason'] && t('stock.reason_missing')}
          onChange={(event) => form.setReason(event.currentTarget.value)}
        />
      )}
      <div className={classes['actions']}>
        <Button type="submit" aria-disabled={form.sending}>
          {t('stock.confirm')}
        </Button>
        {delivery.state === 'expected' && (
          <Button variant="default" aria-disabled={form.sending} onClick={() => void form.markNotArrived()}>
            {t('stock.not_arrived')}
          </Button>
        )}
      </div>
    </form>
  );
};
