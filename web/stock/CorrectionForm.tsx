import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import type { StockView } from '../../src/stock/contract.ts';
import { Failure } from '../ui/Failure.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useWords } from '../words.tsx';
import { itemName } from './item-name.ts';
import classes from './Stock.module.css';
import { causes, useCorrection } from './use-correction.ts';

/** 庫存更正: up or down, with a cause and a note; shows what will be on hand afterwards. */
export const CorrectionForm = ({ items }: { items: StockView['items'] }) => {
  const { t } = useWords();
  const form = useCorrection(items);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void form.correct();
  };
  return (
    <form className={classes['correction']} onSubmit={submit} noValidate>
      <p className={classes['intro']}>{t('stock.correction_intro')}</p>
      {form.failure && <Failure reply={form.failure} />}
      {form.done && <Notice tone="allowed">{form.done}</Notice>}
      <div className={classes['row']}>
        <NativeSelect
          label={t('stock.item')}
          value={form.item}
          data={items.map(({ item }) => ({ value: item, label: itemName(t, item) }))}
          onChange={(event) => form.setItem(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('stock.direction')}
          value={form.direction}
          data={[
            { value: 'down', label: t('stock.down') },
            { value: 'up', label: t('stock.up') },
          ]}
          onChange={(event) => form.setDirection(event.currentTarget.value === 'up' ? 'up' : 'down')}
        />
        <TextInput
          label={t('stock.pieces')}
          required
          inputMode="numeric"
          autoComplete="off"
          maxLength={6}
          value={form.pieces}
          error={form.faults.pieces && t('stock.pieces_missing')}
          onChange={(event) => form.setPieces(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('stock.cause')}
          value={form.cause}
          data={causes.map((value) => ({ value, label: t(`stock.causes.${value}`) }))}
          onChange={(event) =>
            form.setCause(causes.find((each) => each === event.currentTarget.value) ?? 'other')
          }
        />
      </div>
      <Textarea
        label={t('stock.note')}
        required
        maxLength={200}
        rows={2}
        value={form.note}
        error={form.faults.note && t('stock.note_missing')}
        onChange={(event) => form.setNote(event.currentTarget.value)}
      />
      <div className={classes['totals']}>
        <Button type="submit" aria-disabled={form.sending}>
          {t('stock.correct')}
        </Button>
        {form.after !== undefined && <span aria-live="polite">{t('stock.preview', { n: form.after })}</span>}
      </div>
    </form>
  );
};
