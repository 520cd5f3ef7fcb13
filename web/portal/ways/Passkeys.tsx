import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { showMinute } from '../../../src/words/index.ts';
import type { Answer } from '../../api.ts';
import { ownWaysQuery } from '../../home/home-queries.ts';
import { ask } from '../../session/ask.ts';
import { knowsPasskeys } from '../../session/passkey.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { Panel } from '../../ui/Panel.tsx';
import type { Column } from '../../ui/table-rows.ts';
import { useWords } from '../../words.tsx';
import classes from '../Portal.module.css';
import { AddPasskey } from './AddPasskey.tsx';

type Own = Answer<'viewOwnWays'>;
type Passkey = Own['passkeys'][number];
type Props = { own: Own; onDone: (sentence: string) => void };

/** 通行密鑰: those I have, one more, one less. Adding asks for a log-in by card first. */
export const Passkeys = ({ own, onDone }: Props) => {
  const { t } = useWords();
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Passkey>();
  const columns = useColumns();
  const finish = (sentence: string) => {
    onDone(sentence);
    void queries.invalidateQueries({ queryKey: ownWaysQuery.queryKey });
  };
  const why = !knowsPasskeys()
    ? t('portal.ways.unknown')
    : own.may_add_passkey
      ? undefined
      : t('portal.ways.needs_card');
  return (
    <Panel title={t('portal.ways.passkeys')}>
      <div className={classes['stack']}>
        <p className={classes['intro']}>{t('portal.ways.passkeys_intro')}</p>
        <DataTable
          label={t('portal.ways.passkeys')}
          rows={own.passkeys}
          keyOf={({ passkey_id }) => passkey_id}
          columns={columns}
          whole
          empty={<p>{t('portal.ways.passkeys_none')}</p>}
          acts={(each) => (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('portal.ways.remove_name', { label: each.label })}
              onClick={() => setRemoving(each)}
            >
              {t('portal.ways.remove')}
            </Button>
          )}
        />
        {why === undefined ? (
          <div>
            <Button onClick={() => setAdding(true)}>{t('portal.ways.add')}</Button>
          </div>
        ) : (
          <p>{why}</p>
        )}
      </div>
      {adding && (
        <AddPasskey
          onDone={({ label }) => {
            setAdding(false);
            finish(t('portal.ways.added', { label }));
          }}
          onClose={() => setAdding(false)}
        />
      )}
      {removing && (
        <ConfirmDialog
          title={t('portal.ways.remove_title')}
          what={removing.label}
          follows={[t('portal.ways.remove_follows')]}
          act={t('portal.ways.remove_confirm')}
          send={() => ask('removePasskey', { params: { passkey_id: String(removing.passkey_id) } })}
          onDone={() => finish(t('portal.ways.removed', { label: removing.label }))}
          onClose={() => setRemoving(undefined)}
        />
      )}
    </Panel>
  );
};

const useColumns = (): Column<Passkey>[] => {
  const { t, language } = useWords();
  return [
    { id: 'label', name: t('portal.ways.passkey_column.label'), value: ({ label }) => label },
    {
      id: 'created_at',
      name: t('portal.ways.passkey_column.created_at'),
      value: ({ created_at }) => showMinute(created_at, language),
      order: ({ created_at }) => created_at,
    },
    {
      id: 'last_used_at',
      name: t('portal.ways.passkey_column.last_used_at'),
      value: ({ last_used_at }) =>
        last_used_at === null ? t('portal.ways.never') : showMinute(last_used_at, language),
      order: ({ last_used_at }) => last_used_at ?? '',
    },
  ];
};
