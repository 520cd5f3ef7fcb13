import { Button, Checkbox, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { OldPlatformView } from '../../../src/portal/contract.ts';
import { showDate } from '../../../src/words/index.ts';
import { ask } from '../../session/ask.ts';
import { may, useSession } from '../../session/session.ts';
import { DateField } from '../../ui/DateField.tsx';
import { understandDay } from '../../ui/day.ts';
import { FormSummary } from '../../ui/FormSummary.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useForm } from '../../ui/use-form.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words.tsx';
import { Done } from '../Done.tsx';
import classes from '../Hq.module.css';
import { oldPlatformQuery, refreshHq } from '../hq-queries.ts';
import { UnsavedGuard } from '../UnsavedGuard.tsx';

/** 舊版連結: whether the home page leads to the old platform, where, and until when (R041). */
export const OldPlatform = () => {
  const { t } = useWords();
  const session = useSession();
  const { data, error, refetch } = useQuery(oldPlatformQuery);
  const [done, setDone] = useState<string>();
  return (
    <Panel title={t('hq.settings.old')}>
      {data ? (
        <div className={classes['stack']}>
          <p>{t('hq.settings.old_intro')}</p>
          {done && <Done>{done}</Done>}
          <p>
            <strong>
              {!data.offered && t('hq.settings.old_hidden')}
              {data.offered && !data.ends_on && t('hq.settings.old_shown')}
              {data.offered && data.ends_on && t('hq.settings.old_shown_until', { day: data.ends_on })}
            </strong>
          </p>
          {may(session, 'content:edit:any') && (
            <OldPlatformForm key={data.version} now={data} onDone={setDone} />
          )}
        </div>
      ) : (
        <Waiting error={error} onRetry={() => void refetch()} />
      )}
    </Panel>
  );
};

type FormProps = { now: OldPlatformView; onDone: (sentence: string) => void };

const OldPlatformForm = ({ now, onDone }: FormProps) => {
  const { t, language } = useWords();
  const queries = useQueryClient();
  const initial = {
    address: now.address,
    ends_on: now.ends_on ? showDate(now.ends_on, language) : '',
  };
  const [offered, setOffered] = useState(now.offered);
  const form = useForm({
    initial,
    names: { address: t('hq.settings.old_address'), ends_on: t('hq.settings.old_ends_on') },
    check: ({ address, ends_on }) => ({
      ...(!/^https?:\/\/[!-~]+$/.test(address.trim()) && { address: t('hq.address_wrong') }),
      ...(ends_on.trim() && !understandDay(ends_on) && { ends_on: t('ui.day_malformed') }),
    }),
    send: ({ address, ends_on }) => {
      const day = understandDay(ends_on);
      return ask('saveOldPlatform', {
        body: { version: now.version, offered, address: address.trim(), ...(day && { ends_on: day }) },
      });
    },
    onDone: () => {
      onDone(t('hq.settings.old_saved'));
      void refreshHq(queries);
    },
  });
  const dirty = offered !== now.offered || form.isDirty;
  return (
    <form onSubmit={(event) => void form.submit(event)} noValidate className={classes['stack']}>
      <UnsavedGuard dirty={dirty && !form.sending} />
      <FormSummary form={form} />
      <Checkbox
        label={t('hq.settings.old_offered')}
        checked={offered}
        onChange={(event) => setOffered(event.currentTarget.checked)}
      />
      <div className={classes['pair']}>
        <TextInput {...form.bind('address')} required type="url" maxLength={500} spellCheck={false} />
        <DateField {...form.bindValue('ends_on')} empty={t('hq.settings.old_ends_on_hint')} />
      </div>
      <div className={classes['acts']}>
        <Button type="submit" aria-disabled={form.sending}>
          {t('hq.save')}
        </Button>
      </div>
    </form>
  );
};
