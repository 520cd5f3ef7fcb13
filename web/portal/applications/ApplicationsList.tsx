import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { OfferedService } from '../../../src/services/contract.ts';
import { showMinute } from '../../../src/words/index.ts';
import { useSession } from '../../session/session.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ServiceStateBadge } from '../../ui/StateBadge.tsx';
import type { Column } from '../../ui/table-rows.ts';
import { useWords } from '../../words.tsx';
import classes from '../Portal.module.css';
import { useOpening, useProfessions, useServiceName } from '../service-name.ts';

type Props = {
  services: readonly OfferedService[];
  /** answers whether it went well */
  onApply: (codes: readonly string[]) => Promise<boolean>;
  onWithdraw: (service: OfferedService) => void;
};

/** One line a service: a box to tick where it may be applied for, its application where there is one. */
export const ApplicationsList = ({ services, onApply, onWithdraw }: Props) => {
  const { t } = useWords();
  const { site } = useSession();
  const nameOf = useServiceName();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [isMissing, setMissing] = useState(false);
  const [sending, setSending] = useState(false);
  const open = services.filter(({ application, state }) => application === null && state !== 'ended');
  const chosen = open.map(({ code }) => code).filter((code) => ticked.has(code));

  const toggle = (code: string) => {
    const changed = new Set(ticked);
    if (!changed.delete(code)) changed.add(code);
    setTicked(changed);
    setMissing(false);
  };
  const apply = async () => {
    setMissing(chosen.length === 0);
    if (chosen.length === 0 || sending) return;
    setSending(true);
    if (await onApply(chosen)) setTicked(new Set());
    setSending(false);
  };

  return (
    <div className={classes['stack']}>
      <DataTable
        label={t('portal.applications.list')}
        rows={services}
        keyOf={({ code }) => code}
        columns={useColumns(ticked, toggle)}
        empty={<p>{t('portal.applications.empty')}</p>}
        fileName={`${t('frame.applications')}_${site.code}.csv`}
        acts={(service) =>
          service.application && (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('portal.applications.withdraw_name', { name: nameOf(service) })}
              onClick={() => onWithdraw(service)}
            >
              {t('portal.applications.withdraw')}
            </Button>
          )
        }
      />
      {open.length > 0 && (
        <div className={classes['acts']}>
          <Button aria-disabled={sending} onClick={() => void apply()}>
            {chosen.length > 0
              ? t('portal.applications.apply_n', { n: chosen.length })
              : t('portal.applications.apply')}
          </Button>
          {isMissing && <Notice tone="refused">{t('portal.applications.nothing_chosen')}</Notice>}
        </div>
      )}
    </div>
  );
};

const useColumns = (
  ticked: ReadonlySet<string>,
  toggle: (code: string) => void,
): Column<OfferedService>[] => {
  const { t, language } = useWords();
  const nameOf = useServiceName();
  const professionsOf = useProfessions();
  const openingOf = useOpening();
  const applied = ({ application }: OfferedService): string =>
    application
      ? `${t('portal.applications.applied')} (${t(`portal.applications.source.${application.source}`)})`
      : t('portal.applications.not_applied');
  return [
    {
      id: 'name',
      name: t('portal.applications.column.name'),
      value: nameOf,
      show: (service) => (
        <ServiceName
          service={service}
          ticked={ticked.has(service.code)}
          onToggle={() => toggle(service.code)}
        />
      ),
    },
    {
      id: 'state',
      name: t('portal.applications.column.state'),
      value: (service) => openingOf(service) ?? t(`ui.service_state.${service.state}`),
      show: (service) => (
        <>
          <ServiceStateBadge state={service.state} />
          {openingOf(service) && (
            <span className={`${classes['more']} ${classes['nowrap']}`}>{openingOf(service)}</span>
          )}
        </>
      ),
    },
    {
      id: 'professions',
      name: t('portal.applications.column.professions'),
      value: ({ professions }) => professionsOf(professions),
    },
    {
      id: 'application',
      name: t('portal.applications.column.application'),
      value: applied,
      show: (service) => (
        <>
          {applied(service)}
          {service.application?.data_from && (
            <span className={classes['more']}>
              {t('portal.applications.data_from', { at: service.application.data_from })}
            </span>
          )}
        </>
      ),
    },
    {
      id: 'applied_at',
      name: t('portal.applications.column.applied_at'),
      value: ({ application }) => (application ? showMinute(application.applied_at, language) : ''),
      show: ({ application }) =>
        application && (
          <>
            <span className={classes['nowrap']}>{showMinute(application.applied_at, language)}</span>
            <span className={classes['more']}>{application.applied_by}</span>
          </>
        ),
      order: ({ application }) => application?.applied_at ?? '',
    },
    {
      id: 'holders',
      name: t('portal.applications.column.holders'),
      value: ({ holders }) => holders,
      numeric: true,
    },
  ];
};

type NameProps = { service: OfferedService; ticked: boolean; onToggle: () => void };

const ServiceName = ({ service, ticked, onToggle }: NameProps) => {
  const { t, language } = useWords();
  const nameOf = useServiceName();
  const about = language === 'en' ? service.about_en : service.about;
  const more = service.code === 'internet_data' ? t('portal.applications.data_hint') : about;
  if (service.application || service.state === 'ended')
    return (
      <>
        <strong>{nameOf(service)}</strong>
        <span className={classes['more']}>{more}</span>
      </>
    );
  return (
    <Checkbox
      label={
        <>
          {nameOf(service)}
          <span className={classes['more']}>{more}</span>
        </>
      }
      aria-label={t('portal.applications.choose', { name: nameOf(service) })}
      checked={ticked}
      onChange={onToggle}
    />
  );
};
