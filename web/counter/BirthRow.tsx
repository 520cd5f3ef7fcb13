import { TextInput } from '@mantine/core';
import { useId } from 'react';
import { useWords } from '../words.tsx';
import { BirthHint } from './BirthHint.tsx';
import { onEnter } from './enter-key.ts';
import { faultOfField } from './field-fault.ts';
import { isLocked } from './is-locked.ts';
import classes from './PersonPanel.module.css';
import { RowLabel } from './RowLabel.tsx';
import type { CounterDesk } from './use-counter.ts';
import type { Places } from './use-focus.ts';

type Props = { desk: CounterDesk; places: Places; verdictId: string };

/** 出生日期, understood in both calendars as it is typed (R080, X12); Enter runs the check. */
export const BirthRow = ({ desk, places, verdictId }: Props) => {
  const { t } = useWords();
  const id = useId();
  const { entry, state } = desk.counter;
  return (
    <>
      <RowLabel required htmlFor={id}>
        {t('counter.birth_date')}
      </RowLabel>
      <div className={classes['birth']}>
        <TextInput
          ref={places.birth_date}
          id={id}
          className={classes['date']}
          aria-required="true"
          autoComplete="off"
          inputMode="numeric"
          maxLength={16}
          value={entry.birth_date}
          readOnly={isLocked(desk)}
          aria-describedby={`${id}-form`}
          {...faultOfField(state, 'birth_date', verdictId)}
          onChange={(event) =>
            desk.send({ type: 'entry_edited', change: { birth_date: event.currentTarget.value } })
          }
          onKeyDown={onEnter(desk.check)}
        />
        <span id={`${id}-form`} className={classes['form']}>
          {t('counter.birth_form')}
        </span>
        <BirthHint typed={entry.birth_date} />
      </div>
    </>
  );
};
