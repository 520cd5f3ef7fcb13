import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { showDate } from '../../../src/words/index.ts';
import { useSession } from '../../session/session.ts';
import { DateField } from '../../ui/DateField.tsx';
import { understandDay } from '../../ui/day.ts';
import { FormSummary } from '../../ui/FormSummary.tsx';
import { useForm } from '../../ui/use-form.ts';
import { useWords } from '../../words.tsx';
import classes from '../Hq.module.css';
import type { AuditSearch } from '../hq-queries.ts';
import { actKinds, auditSearchOf } from './audit-search.ts';

type Field = 'from' | 'until' | 'act' | 'outcome' | 'account' | 'site';

/** Days, act, outcome, account, institution; what is asked for stands in the address. */
export const AuditFilters = ({ search }: { search: AuditSearch }) => {
  const { t, language } = useWords();
  const { today } = useSession();
  const navigate = useNavigate();
  const isAsked = Object.keys(search).length > 0;
  const dayText = (day: string | undefined) => (day ? showDate(day, language) : '');
  const form = useForm<Field, null>({
    initial: {
      // Whoever has asked for nothing yet is offered today.
      from: dayText(isAsked ? search.from : today),
      until: dayText(search.until),
      act: search.act ?? '',
      outcome: search.outcome ?? '',
      account: search.account ?? '',
      site: search.site ?? '',
    },
    names: {
      from: t('hq.audit.from'),
      until: t('hq.audit.until'),
      act: t('hq.audit.act'),
      outcome: t('hq.audit.outcome'),
      account: t('hq.audit.account'),
      site: t('hq.audit.site_code'),
    },
    check: ({ from, until, site }) => {
      const [first, last] = [understandDay(from), understandDay(until)];
      return {
        ...(from.trim() && !first && { from: t('ui.day_malformed') }),
        ...(until.trim() && !last && { until: t('ui.day_malformed') }),
        ...(first && last && last < first && { until: t('hq.day_order') }),
        ...(site.trim() &&
          !/^[0-9A-Z]{10}$/.test(site.trim().toUpperCase()) && { site: t('hq.audit.site_wrong') }),
      };
    },
    send: async (values) => {
      await navigate({
        to: '/hq/audit',
        search: auditSearchOf({
          ...values,
          from: understandDay(values.from),
          until: understandDay(values.until),
          account: values.account.trim(),
          site: values.site.trim().toUpperCase(),
        }),
      });
      return { kind: 'answered', status: 200, value: null };
    },
    onDone: () => undefined,
  });
  return (
    <search>
      <form onSubmit={(event) => void form.submit(event)} noValidate className={classes['stack']}>
        <FormSummary form={form} />
        <div className={classes['filters']}>
          <DateField {...form.bindValue('from')} />
          <DateField {...form.bindValue('until')} />
          <NativeSelect
            {...form.bind('act')}
            data={[
              { value: '', label: t('hq.audit.every_act') },
              ...actKinds.map((each) => ({ value: each, label: t(`hq.audit.kinds.${each}`) })),
              // From a link or an address: an act that the list does not offer by itself.
              ...(search.act && !actKinds.some((each) => each === search.act) ? [search.act] : []),
            ]}
          />
          <NativeSelect
            {...form.bind('outcome')}
            data={[
              { value: '', label: t('hq.audit.every_outcome') },
              { value: 'done', label: t('hq.audit.done') },
              { value: 'refused', label: t('hq.audit.refused') },
            ]}
          />
          <TextInput {...form.bind('account')} maxLength={64} autoComplete="off" spellCheck={false} />
          <TextInput {...form.bind('site')} maxLength={10} autoComplete="off" spellCheck={false} />
        </div>
        <div className={classes['acts']}>
          <Button type="submit">{t('hq.audit.search')}</Button>
          {isAsked && (
            <Button variant="default" onClick={() => void navigate({ to: '/hq/audit', search: {} })}>
              {t('hq.audit.clear')}
            </Button>
          )}
        </div>
      </form>
    </search>
  );
};
