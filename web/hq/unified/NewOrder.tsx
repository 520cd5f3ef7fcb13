import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import type { UnifiedGrantView } from '../../../src/services/contract.ts';
import type { Answer } from '../../api.ts';
import { useServiceName } from '../../portal/service-name.ts';
import { ask } from '../../session/ask.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words.tsx';
import classes from '../Hq.module.css';
import { refreshHq, unifiedPreviewQuery } from '../hq-queries.ts';
import { UnsavedGuard } from '../UnsavedGuard.tsx';
import { PreviewTable, totalsOf } from './PreviewTable.tsx';

type Props = {
  services: Answer<'listCatalogue'>['services'];
  /** chosen already, when an order is to be given again */
  chosen: string;
  takesFocus: boolean;
  onStarted: (order: UnifiedGrantView) => void;
};

const reasonId = 'unified-reason';

/** Choose the service, see whom it would reach, say on what grounds, start. */
export const NewOrder = ({ services, chosen, takesFocus, onStarted }: Props) => {
  const { t } = useWords();
  const queries = useQueryClient();
  const nameOf = useServiceName();
  const [service, setService] = useState(chosen);
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<{ service?: boolean; reason?: boolean }>({});
  const [asked, setAsked] = useState(false);
  const preview = useQuery(unifiedPreviewQuery(service));
  useEffect(() => {
    if (takesFocus) document.getElementById(reasonId)?.focus();
  }, [takesFocus]);

  // One that comes and goes with another is granted with it; one that has ended works for nobody.
  const choices = services.filter(({ implied_by, state }) => implied_by === null && state !== 'ended');
  const totals = preview.data && totalsOf(preview.data.by_kind);
  const name = nameOf(services.find(({ code }) => code === service) ?? { name: '', name_en: '' });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = { service: !service, reason: reason.trim().length < 2 };
    setFaults(found);
    if (!found.service && found.reason) document.getElementById(reasonId)?.focus();
    // Pressed before the count has come, it is asked as soon as it is there.
    if (!found.service && !found.reason) setAsked(true);
  };
  return (
    <Panel title={t('hq.unified.order')}>
      <form onSubmit={submit} noValidate className={classes['stack']}>
        <UnsavedGuard dirty={reason.trim() !== ''} />
        <NativeSelect
          className={classes['medium'] ?? ''}
          label={t('hq.unified.service')}
          required
          value={service}
          data={[
            { value: '', label: t('hq.unified.choose') },
            ...choices.map((each) => ({ value: each.code, label: nameOf(each) })),
          ]}
          error={faults.service && t('hq.unified.service_missing')}
          onChange={(event) => {
            setService(event.currentTarget.value);
            setFaults({});
            setAsked(false);
          }}
        />
        {service && preview.data && <PreviewTable byKind={preview.data.by_kind} />}
        {service && !preview.data && <Waiting error={preview.error} onRetry={() => void preview.refetch()} />}
        <TextInput
          id={reasonId}
          className={classes['medium'] ?? ''}
          label={t('hq.unified.reason')}
          description={t('hq.unified.reason_hint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          required
          maxLength={200}
          autoComplete="off"
          value={reason}
          error={faults.reason && t('hq.unified.reason_missing')}
          onChange={(event) => {
            setReason(event.currentTarget.value);
            setAsked(false);
            setFaults({});
          }}
        />
        <div className={classes['acts']}>
          <Button type="submit" disabled={totals !== undefined && totals.persons === 0}>
            {t('hq.unified.start')}
          </Button>
        </div>
      </form>
      {asked && totals && totals.persons > 0 && (
        <ConfirmDialog
          title={t('hq.unified.start')}
          what={name}
          follows={[
            t('hq.unified.start_follows', {
              sites: totals.sites,
              persons: totals.persons - totals.already,
            }),
            t('hq.unified.start_trail'),
          ]}
          act={t('hq.unified.start_confirm')}
          harmless
          send={() => ask('orderUnifiedGrant', { body: { service, reason: reason.trim() } })}
          onDone={(order) => {
            setReason('');
            onStarted(order);
            void refreshHq(queries);
          }}
          onClose={() => setAsked(false)}
        />
      )}
    </Panel>
  );
};
