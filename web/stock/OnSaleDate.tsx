import { Radio } from '@mantine/core';
import { useId } from 'react';
import { dayAfter } from '../taipei-clock.ts';
import { useWords } from '../words.tsx';
import classes from './Delivery.module.css';

type Props = { today: string; planned: string; chosen: string; onChoose: (day: string) => void };

/** 開始販售日: today, tomorrow, or the day that the delivery was planned for. */
export const OnSaleDate = ({ today, planned, chosen, onChoose }: Props) => {
  const { t } = useWords();
  const id = useId();
  const tomorrow = dayAfter(today);
  const days = [...new Set([today, tomorrow, planned])].filter((day) => day >= today).sort();
  const nameOf = (day: string): string => {
    if (day === today) return t('stock.same_day', { day });
    return day === tomorrow ? t('stock.next_day', { day }) : t('stock.other_day', { day });
  };
  return (
    <div role="radiogroup" aria-labelledby={id} className={classes['days']}>
      <span id={id} className={classes['label']}>
        {t('stock.on_sale_date')}
      </span>
      {days.map((day) => (
        <Radio
          key={day}
          name={`${id}-day`}
          label={nameOf(day)}
          checked={chosen === day}
          onChange={() => onChoose(day)}
        />
      ))}
    </div>
  );
};
