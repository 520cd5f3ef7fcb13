import { NativeSelect, Radio } from '@mantine/core';
import { type KeyboardEvent, useId } from 'react';
import type { CounterView } from '../../src/rationing/contract.ts';
import { useWords } from '../words.tsx';
import { CardExtra } from './CardExtra.tsx';
import { countriesIn } from './countries.ts';
import { documentsInHand } from './entry.ts';
import classes from './PersonPanel.module.css';
import { RowLabel } from './RowLabel.tsx';
import type { CounterDesk } from './use-counter.ts';
import type { Places } from './use-focus.ts';

type Props = {
  desk: CounterDesk;
  view: CounterView;
  places: Places;
  onEnter: (event: KeyboardEvent) => void;
};

/** The row that depends on 身分別: what to check, what to type, what is not open (C1-C3, X06). */
export const DocumentExtra = ({ desk, view, places, onEnter }: Props) => {
  const { t, sayProblem } = useWords();
  const { entry } = desk.counter;
  const { kind } = entry;
  const isOff = view.policy.documents_off.includes(kind);
  const code = kind === '05' ? 'passport_not_accepted' : 'document_not_accepted';
  const off = isOff && sayProblem({ code, message: '', params: { document: kind } });
  if (kind === '02') return <InHand desk={desk} onEnter={onEnter} off={off} />;
  if (kind === '05') return <Country desk={desk} places={places} onEnter={onEnter} off={off} />;
  if (kind === '01' && !off) return <CardExtra desk={desk} places={places} />;
  return (
    <div className={classes['extra']} data-off={isOff || undefined}>
      <p>{off || t('counter.resident_number')}</p>
    </div>
  );
};

type PartProps = Pick<Props, 'desk' | 'onEnter'> & { off: string | false };

/** 查驗證件: what the clerk held in the hand (C1), and the word about newborns (C2). */
const InHand = ({ desk, onEnter, off }: PartProps) => {
  const { t } = useWords();
  const id = useId();
  const { document_in_hand } = desk.counter.entry;
  const hint = document_in_hand === 'household_register' ? t('counter.newborn') : t('counter.typed_hint');
  return (
    <>
      <RowLabel>
        <span id={id}>{t('counter.in_hand')}</span>
      </RowLabel>
      <div className={classes['hand']}>
        <div role="radiogroup" aria-labelledby={id} className={classes['choices']}>
          {documentsInHand.map((each) => (
            <Radio
              key={each}
              name={id}
              label={t(`document_in_hand.${each}`)}
              checked={document_in_hand === each}
              onChange={() => desk.send({ type: 'entry_edited', change: { document_in_hand: each } })}
              onKeyDown={onEnter}
            />
          ))}
        </div>
        <p className={classes['hint']} data-off={off ? true : undefined}>
          {off || hint}
        </p>
      </div>
    </>
  );
};

/** A passport also asks who issued it; while it is not accepted this says so at once (X06). */
const Country = ({ desk, places, onEnter, off }: PartProps & { places: Places }) => {
  const { t, language } = useWords();
  const id = useId();
  const { issuing_country } = desk.counter.entry;
  return (
    <>
      <RowLabel required htmlFor={id}>
        {t('counter.issuing_country')}
      </RowLabel>
      <div className={classes['hand']}>
        <NativeSelect
          ref={places.country}
          id={id}
          value={issuing_country}
          data={[{ value: '', label: t('counter.choose_country') }, ...countriesIn(language)]}
          onChange={(event) =>
            desk.send({ type: 'entry_edited', change: { issuing_country: event.currentTarget.value } })
          }
          onKeyDown={onEnter}
        />
        {off && (
          <p className={classes['hint']} data-off>
            {off}
          </p>
        )}
      </div>
    </>
  );
};
