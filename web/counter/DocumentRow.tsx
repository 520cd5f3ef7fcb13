import { NativeSelect, TextInput } from '@mantine/core';
import { type KeyboardEvent, useId } from 'react';
import { useWords } from '../words.tsx';
import { onEnter } from './enter-key.ts';
import { documentKinds, type Entry, tidy } from './entry.ts';
import { faultOfField } from './field-fault.ts';
import { isLocked } from './is-locked.ts';
import classes from './PersonPanel.module.css';
import { RowLabel } from './RowLabel.tsx';
import type { CounterDesk } from './use-counter.ts';
import { goTo, type Places } from './use-focus.ts';

type Props = { desk: CounterDesk; places: Places; verdictId: string };

/** 身分別/證號: the five kinds, by digit key too, and the number box beside them (R079). */
export const DocumentRow = ({ desk, places, verdictId }: Props) => {
  const { t } = useWords();
  const id = useId();
  const { entry, state } = desk.counter;
  const edit = (change: Partial<Entry>) => desk.send({ type: 'entry_edited', change });
  const choose = (value: string): boolean => {
    const kind = documentKinds.find((each) => each === value);
    if (kind) edit({ kind });
    return kind !== undefined;
  };
  const further = onEnter(() => goTo(entry.kind === '05' ? places.country : places.number));
  const press = (event: KeyboardEvent) => {
    if (choose(`0${event.key}`)) event.preventDefault();
    else further(event);
  };
  return (
    <>
      <RowLabel required htmlFor={id}>
        {t('counter.document')}
      </RowLabel>
      <div className={classes['pair']}>
        <NativeSelect
          ref={places.kind}
          className={classes['kind']}
          aria-label={t('counter.document_kind')}
          value={entry.kind}
          data={documentKinds.map((kind) => ({ value: kind, label: t(`document.${kind}`) }))}
          onChange={(event) => choose(event.currentTarget.value)}
          onKeyDown={press}
        />
        <TextInput
          ref={places.number}
          id={id}
          className={classes['number']}
          aria-label={t('counter.number')}
          aria-required="true"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={32}
          value={entry.number}
          readOnly={isLocked(desk)}
          {...faultOfField(state, 'number', verdictId)}
          onChange={(event) => edit({ number: event.currentTarget.value })}
          onBlur={() => tidy(entry.number) !== entry.number && edit({ number: tidy(entry.number) })}
          onKeyDown={onEnter(() => goTo(places.birth_date))}
        />
      </div>
    </>
  );
};
