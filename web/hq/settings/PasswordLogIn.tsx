import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { showDate } from '../../../src/words/index.ts';
import type { Answer } from '../../api.ts';
import { ask } from '../../session/ask.ts';
import { useSession } from '../../session/session.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { understandDay } from '../../ui/day.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words.tsx';
import { Done } from '../Done.tsx';
import classes from '../Hq.module.css';
import { passwordLogInQuery, refreshHq } from '../hq-queries.ts';
import { WithoutWay } from './WithoutWay.tsx';

/** 一般登入: until when it is open, and who would be shut out (R039). */
export const PasswordLogIn = () => {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(passwordLogInQuery);
  const [done, setDone] = useState<string>();
  return (
    <Panel title={t('hq.settings.password')}>
      {data ? (
        <div className={classes['stack']}>
          <p>{t('hq.settings.password_intro')}</p>
          {done && <Done>{done}</Done>}
          <p>
            <strong>
              {data.ends_on ? t('hq.settings.now_ends', { day: data.ends_on }) : t('hq.settings.now_open')}
            </strong>
          </p>
          <WithoutWay of={data.without_another_way} />
          <EndDate key={data.ends_on} endsOn={data.ends_on} onDone={setDone} />
        </div>
      ) : (
        <Waiting error={error} onRetry={() => void refetch()} />
      )}
    </Panel>
  );
};

type EndProps = { endsOn: string | null; onDone: (sentence: string) => void };

/** The last day, typed and asked about before it is set; the way to lift it. */
const EndDate = ({ endsOn, onDone }: EndProps) => {
  const { t, language } = useWords();
  const { today } = useSession();
  const queries = useQueryClient();
  const [typed, setTyped] = useState(endsOn ? showDate(endsOn, language) : '');
  const [fault, setFault] = useState<string>();
  const [asked, setAsked] = useState<'set' | 'lift'>();
  const day = understandDay(typed);

  const askToSet = (event: FormEvent) => {
    event.preventDefault();
    if (!day) return setFault(t(typed.trim() ? 'ui.day_malformed' : 'hq.settings.ends_on_missing'));
    if (day < today) return setFault(t('hq.settings.ends_on_past'));
    setFault(undefined);
    setAsked('set');
  };
  const took = ({ ends_on }: Answer<'setPasswordLogIn'>) => {
    onDone(ends_on ? t('hq.settings.set_done', { day: ends_on }) : t('hq.settings.lift_done'));
    void refreshHq(queries);
  };
  const send = (ends_on: string | null) => ask('setPasswordLogIn', { body: { ends_on } });

  return (
    <form onSubmit={askToSet} noValidate className={classes['stack']}>
      <div className={classes['short']}>
        <DateField
          id="password-ends-on"
          label={t('hq.settings.ends_on')}
          value={typed}
          error={fault}
          required
          empty={t('hq.settings.ends_on_hint')}
          onValue={(value) => {
            setTyped(value);
            setFault(undefined);
          }}
        />
      </div>
      <div className={classes['acts']}>
        <Button type="submit">{t('hq.settings.set')}</Button>
        {endsOn && (
          <Button variant="default" onClick={() => setAsked('lift')}>
            {t('hq.settings.lift')}
          </Button>
        )}
      </div>
      {asked === 'set' && day && (
        <ConfirmDialog
          title={t('hq.settings.set')}
          what={t('hq.settings.set_title', { day })}
          follows={[t('hq.settings.set_follows')]}
          act={t('hq.settings.set_confirm')}
          send={() => send(day)}
          onDone={took}
          onClose={() => setAsked(undefined)}
        />
      )}
      {asked === 'lift' && (
        <ConfirmDialog
          title={t('hq.settings.lift')}
          what={t('hq.settings.lift_title')}
          follows={[t('hq.settings.lift_follows')]}
          act={t('hq.settings.lift_confirm')}
          harmless
          send={() => send(null)}
          onDone={took}
          onClose={() => setAsked(undefined)}
        />
      )}
    </form>
  );
};
