import type { AuditView } from '../../../src/audit/contract.ts';
import { showDate, showMinute } from '../../../src/words/index.ts';
import { Badge } from '../../ui/Badge.tsx';
import type { Column } from '../../ui/table-rows.ts';
import { useWords, words } from '../../words.tsx';
import classes from '../Portal.module.css';

/** First parts of acts that an institution meets; the filter takes them as they are. */
export const kinds = [
  'session',
  'password',
  'card',
  'passkey',
  'workstation',
  'sam',
  'appointment',
  'service',
  'grant',
  'sale',
  'stock',
  'institution',
] as const;

/** The catalogue's word for something that the server names, or the name itself where there is none yet. */
const known = (place: string, name: string): string =>
  words.t(`portal.audit.${place}.${name.replaceAll(/[:-]/g, '_')}`, { defaultValue: name });

/**
 * Why something was refused, in a few words: of the sentence, whose values the trail does not keep, the first
 * part that makes sense without them.
 */
const sayBriefly = (sentence: string): string =>
  sentence
    .replace(/\s*\([^()]*\{\{[^()]*\)/g, '')
    .replaceAll(/\{\{[^}]*\}\}/g, '')
    .split(/[：，。；:;.]/)[0]
    ?.trim() ?? '';

const refusalInShort = (code: string): string =>
  sayBriefly(words.t(`refusal.${code}`, { skipInterpolation: true, defaultValue: code })) || code;

/** Details that name a service, a kind of content, a way of logging in or a card by its code. */
const isNamed = (name: string): boolean => ['service', 'kind', 'way', 'card'].includes(name);

/** `starts_on` and other days read as dates, roles and services by their names. */
const useDetail = () => {
  const { t, language } = useWords();
  const show = (name: string, value: string | number | boolean): string => {
    if (typeof value === 'boolean') return value ? t('common.yes') : t('common.no');
    if (/^\d{4}-\d\d-\d\d$/.test(String(value))) return showDate(String(value), language);
    if (name === 'role') return words.t(`ui.role.${value}`, { defaultValue: String(value) });
    return isNamed(name) ? known('value', String(value)) : String(value);
  };
  return ({ detail }: AuditView): string =>
    Object.entries(detail)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => `${known('detail', name)} ${show(name, value)}`)
      .join(t('common.list_comma'));
};

/** A sale is noted as sold, or as sold before when its answer was lost and it was sent again. */
const isDone = ({ outcome }: AuditView): boolean => ['done', 'sold', 'repeated'].includes(outcome);

export const useAuditColumns = (): Column<AuditView>[] => {
  const { t, language } = useWords();
  const detail = useDetail();
  const outcomeOf = (row: AuditView): string =>
    isDone(row) ? t('portal.audit.done') : `${t('portal.audit.refused')} (${refusalInShort(row.outcome)})`;
  return [
    {
      id: 'at',
      name: t('portal.audit.column.at'),
      value: ({ at }) => `${showMinute(at, language)}:${at.slice(17, 19)}`,
      show: ({ at }) => (
        <time dateTime={at} className={classes['nowrap']}>
          {`${showMinute(at, language)}:${at.slice(17, 19)}`}
        </time>
      ),
      order: ({ at, audit_id }) => `${at} ${String(audit_id).padStart(15, '0')}`,
    },
    {
      id: 'who',
      name: t('portal.audit.column.who'),
      value: ({ display_name }) => display_name ?? t('portal.audit.nobody'),
      show: ({ display_name, account }) => (
        <>
          {display_name ?? t('portal.audit.nobody')}
          {account && <span className={classes['more']}>{account}</span>}
        </>
      ),
    },
    { id: 'act', name: t('portal.audit.column.act'), value: ({ act }) => known('act', act) },
    {
      id: 'outcome',
      name: t('portal.audit.column.outcome'),
      value: outcomeOf,
      show: (row) => (
        <>
          <Badge tone={isDone(row) ? 'allowed' : 'attention'}>
            {t(isDone(row) ? 'portal.audit.done' : 'portal.audit.refused')}
          </Badge>
          {!isDone(row) && <span className={classes['more']}>{refusalInShort(row.outcome)}</span>}
        </>
      ),
    },
    { id: 'detail', name: t('portal.audit.column.detail'), value: detail },
    {
      id: 'account',
      name: t('portal.audit.column.account'),
      value: ({ account }) => account ?? '',
      extra: true,
    },
    {
      id: 'address',
      name: t('portal.audit.column.address'),
      value: ({ address }) => address ?? '',
      extra: true,
    },
  ];
};
