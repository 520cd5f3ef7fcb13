import { ActionIcon, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { showDate } from '../../src/words/index.ts';
import { useWords } from '../words.tsx';
import classes from './DateField.module.css';
import { understandDay } from './day.ts';

type Props = {
  id: string;
  label: string;
  /** as typed; `understandDay` reads it */
  value: string;
  error?: string | undefined;
  required?: boolean;
  /** what an empty field means, 「不填表示無迄日」 */
  empty?: string;
  onValue: (typed: string) => void;
};

/** A day, typed as ROC or western date or chosen from the browser's calendar; says what it understood. */
export const DateField = ({ id, label, value, error, required, empty, onValue }: Props) => {
  const { t, language } = useWords();
  const picker = useRef<HTMLInputElement>(null);
  const day = understandDay(value);
  return (
    <TextInput
      id={id}
      label={label}
      required={required ?? false}
      inputMode="text"
      autoComplete="off"
      maxLength={14}
      value={value}
      error={error}
      description={day ? t('ui.day_understood', { day }) : value === '' && empty ? empty : t('ui.day_hint')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      onChange={(event) => onValue(event.currentTarget.value)}
      rightSection={
        <>
          <ActionIcon
            variant="subtle"
            size="md"
            aria-label={t('ui.day_choose', { field: label })}
            onClick={() => picker.current?.showPicker()}
          >
            <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
              <path
                d="M3 5h14v12H3zM3 9h14M7 3v4M13 3v4"
                fill="none"
                stroke="currentColor"
                strokeWidth="1.5"
              />
            </svg>
          </ActionIcon>
          <input
            ref={picker}
            type="date"
            tabIndex={-1}
            aria-hidden="true"
            className={classes['picker']}
            value={day ?? ''}
            onChange={(event) => onValue(showDate(event.currentTarget.value, language))}
          />
        </>
      }
    />
  );
};
