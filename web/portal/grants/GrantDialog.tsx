import { Button } from '@mantine/core';
import { useState } from 'react';
import type { GrantView } from '../../../src/services/contract.ts';
import { ask } from '../../session/ask.ts';
import { useSession } from '../../session/session.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useForm } from '../../ui/use-form.ts';
import { useWords } from '../../words.tsx';
import classes from '../Portal.module.css';
import { useProfessions, useServiceName } from '../service-name.ts';
import { type TypedDays, useDays } from '../use-days.ts';
import { type GrantService, type GrantUser, grantOf } from './GrantCell.tsx';

type Props = {
  user: GrantUser;
  service: GrantService;
  onDone: (sentence: string) => void;
  onClose: () => void;
};

/** 授權 where there is none yet; otherwise its days, why it does not work, and 收回授權 (R061). */
export const GrantDialog = (props: Props) => {
  const grant = grantOf(props.user, props.service);
  return grant ? <ChangeDialog {...props} grant={grant} /> : <NewDialog {...props} />;
};

const NewDialog = ({ user, service, onDone, onClose }: Props) => {
  const { t } = useWords();
  const { today } = useSession();
  const days = useDays();
  const nameOf = useServiceName();
  const professionsOf = useProfessions();
  const named = { name: user.display_name, service: nameOf(service) };
  const unfit =
    service.professions.length > 0 && !user.professions.some((each) => service.professions.includes(each));
  const form = useForm<keyof TypedDays, GrantView>({
    initial: { starts_on: days.show(today), ends_on: '' },
    names: { starts_on: t('portal.grants.starts_on'), ends_on: t('portal.grants.ends_on') },
    check: days.faults,
    send: (values) =>
      ask('grantService', {
        body: { appointment_id: user.appointment_id, service: service.code, ...days.read(values) },
      }),
    onDone: () => onDone(t('portal.grants.granted', named)),
  });
  return (
    <FormDialog
      title={t('portal.grants.grant_title')}
      form={form}
      act={t('portal.grants.submit')}
      onClose={onClose}
    >
      <p>
        <strong>{t('portal.grants.what', named)}</strong>
      </p>
      {unfit && (
        <Notice tone="attention">
          {t('portal.grants.profession_warning', { professions: professionsOf(service.professions) })}
        </Notice>
      )}
      <div className={classes['pair']}>
        <DateField {...form.bindValue('starts_on')} required />
        <DateField {...form.bindValue('ends_on')} empty={t('portal.people.ends_hint')} />
      </div>
    </FormDialog>
  );
};

const ChangeDialog = ({ user, service, grant, onDone, onClose }: Props & { grant: GrantView }) => {
  const { t } = useWords();
  const days = useDays();
  const nameOf = useServiceName();
  const professionsOf = useProfessions();
  const [takesBack, setTakesBack] = useState(false);
  const named = { name: user.display_name, service: nameOf(service) };
  const params = { grant_id: String(grant.grant_id) };
  const form = useForm<keyof TypedDays, GrantView>({
    initial: { starts_on: days.show(grant.starts_on), ends_on: days.show(grant.ends_on) },
    names: { starts_on: t('portal.grants.starts_on'), ends_on: t('portal.grants.ends_on') },
    check: days.faults,
    send: (values) => ask('changeGrant', { params, body: days.read(values) }),
    onDone: () => onDone(t('portal.grants.changed', named)),
  });
  if (takesBack)
    return (
      <ConfirmDialog
        title={t('portal.grants.take_back')}
        what={t('portal.grants.what', named)}
        follows={[t('portal.grants.take_back_follows', named)]}
        act={t('portal.grants.take_back_confirm')}
        send={() => ask('endGrant', { params })}
        onDone={() => onDone(t('portal.grants.taken_back', named))}
        onClose={onClose}
      />
    );
  return (
    <FormDialog
      title={t('portal.grants.change_title')}
      form={form}
      act={t('portal.grants.submit_change')}
      onClose={onClose}
      aside={
        <Button variant="default" onClick={() => setTakesBack(true)}>
          {t('portal.grants.take_back')}
        </Button>
      }
    >
      <p>
        <strong>{t('portal.grants.what', named)}</strong>
        <span className={classes['more']}>
          {t('portal.grants.granted_by', {
            at: grant.granted_at,
            source: t(`portal.grants.source.${grant.source}`),
            by: grant.granted_by ?? '',
          })}
        </span>
      </p>
      {grant.idle_because && (
        <Notice tone="attention">
          {t(`portal.grants.idle_why.${grant.idle_because}`, {
            from: grant.starts_on,
            professions: professionsOf(service.professions),
          })}
        </Notice>
      )}
      <div className={classes['pair']}>
        <DateField {...form.bindValue('starts_on')} required />
        <DateField {...form.bindValue('ends_on')} empty={t('portal.people.ends_hint')} />
      </div>
    </FormDialog>
  );
};
