import { Button, Radio, Textarea, TextInput } from '@mantine/core';
import { useServiceName } from '../../portal/service-name.ts';
import { DateField } from '../../ui/DateField.tsx';
import { FormSummary } from '../../ui/FormSummary.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useWords } from '../../words.tsx';
import classes from '../Hq.module.css';
import { UnsavedGuard } from '../UnsavedGuard.tsx';
import { EligibilityMatrix } from './EligibilityMatrix.tsx';
import { LossDialog } from './LossDialog.tsx';
import { type Service, states, useServiceForm } from './use-service-form.ts';

type Props = {
  service: Service;
  /** the service that this one comes and goes with */
  leader: Service | undefined;
  onBegun: () => void;
  onSaved: (sentence: string) => void;
};

/** 服務目錄, one entry: words in both languages, state with its day, who may apply and hold. */
export const ServiceForm = ({ service, leader, onBegun, onSaved }: Props) => {
  const { t } = useWords();
  const edit = useServiceForm(service, onBegun, onSaved);
  const nameOf = useServiceName();
  const { form } = edit;
  return (
    <form onSubmit={edit.submit} noValidate className={classes['stack']}>
      <UnsavedGuard dirty={edit.dirty && !form.sending} />
      <FormSummary form={form} />
      <Panel title={t('hq.services.words')}>
        <div className={classes['two']}>
          <TextInput {...form.bind('name')} required maxLength={60} autoComplete="off" />
          <TextInput {...form.bind('name_en')} required maxLength={80} autoComplete="off" lang="en" />
          <Textarea {...form.bind('about')} maxLength={500} rows={3} />
          <Textarea {...form.bind('about_en')} maxLength={500} rows={3} lang="en" />
        </div>
      </Panel>
      <Panel title={t('hq.services.state')}>
        <div className={classes['stack']}>
          <Radio.Group
            aria-label={t('hq.services.state')}
            value={form.values.state}
            onChange={(value) => form.set('state', value)}
          >
            <div className={classes['choices']}>
              {states.map((state) => (
                <Radio
                  key={state}
                  value={state}
                  label={t(`ui.service_state.${state}`)}
                  description={t(`hq.services.state_hint.${state}`)}
                />
              ))}
            </div>
          </Radio.Group>
          <div className={classes['short']}>
            {form.values.state === 'building' && <DateField {...form.bindValue('opens_on')} required />}
            {form.values.state === 'ended' && <DateField {...form.bindValue('ended_on')} required />}
          </div>
        </div>
      </Panel>
      <Panel title={t('hq.services.eligibility')}>
        {leader ? (
          <Notice tone="progress">{t('hq.services.implied', { name: nameOf(leader) })}</Notice>
        ) : (
          <div className={classes['stack']}>
            <p className={classes['hint']}>{t('hq.services.eligibility_hint')}</p>
            <EligibilityMatrix value={edit.eligibility} onChange={edit.setEligibility} />
            {edit.narrowings.length > 0 && <Notice tone="attention">{t('hq.services.narrower')}</Notice>}
          </div>
        )}
      </Panel>
      <div className={classes['acts']}>
        <Button type="submit" aria-disabled={form.sending}>
          {t('hq.save')}
        </Button>
      </div>
      {edit.asked && <LossDialog service={service} edit={edit} />}
    </form>
  );
};
