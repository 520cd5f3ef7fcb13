import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ContactDeskView, ContactLineView } from '../../../src/portal/contract.ts';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words.tsx';
import { Done } from '../Done.tsx';
import classes from '../Hq.module.css';
import { contactsQuery } from '../hq-queries.ts';
import { ContactDeskDialog } from './ContactDeskDialog.tsx';
import { ContactLineDialog } from './ContactLineDialog.tsx';
import { PieceTable } from './PieceTable.tsx';

type Open =
  | { kind: 'line'; piece: ContactLineView | undefined }
  | { kind: 'desk'; piece: ContactDeskView | undefined };

/** 聯絡窗口: the lines under every menu (R004), and whom to ask per service (R021). */
export const ContactsPage = () => {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(contactsQuery);
  const [done, setDone] = useState<string>();
  const [open, setOpen] = useState<Open>();
  const common = { onDone: setDone, onClose: () => setOpen(undefined) };
  if (!data)
    return (
      <Page title={t('hq.contacts.title')}>
        <Waiting error={error} onRetry={() => void refetch()} />
      </Page>
    );
  return (
    <Page title={t('hq.contacts.title')}>
      {done && <Done>{done}</Done>}
      <Panel title={t('hq.contacts.lines')}>
        <p className={classes['hint']}>{t('hq.contacts.lines_hint')}</p>
        <PieceTable
          kind="contact_line"
          label={t('hq.contacts.lines')}
          pieces={data.lines}
          nameOf={({ text }) => text}
          columns={[
            { id: 'text', name: t('hq.content.fields.text'), value: ({ text }) => text },
            { id: 'text_en', name: t('hq.content.fields.text_en'), value: ({ text_en }) => text_en },
          ]}
          empty={t('hq.contacts.lines_none')}
          add={{
            label: t('hq.contacts.add_line'),
            onAdd: () => setOpen({ kind: 'line', piece: undefined }),
          }}
          onEdit={(piece) => setOpen({ kind: 'line', piece })}
          onDone={setDone}
        />
      </Panel>
      <Panel title={t('hq.contacts.desks')}>
        <p className={classes['hint']}>{t('hq.contacts.desks_hint')}</p>
        <PieceTable
          kind="contact_desk"
          label={t('hq.contacts.desks')}
          pieces={data.desks}
          nameOf={({ service, desk }) => `${service} ${desk}`}
          columns={[
            { id: 'service', name: t('hq.content.fields.service'), value: ({ service }) => service },
            { id: 'desk', name: t('hq.content.fields.desk'), value: ({ desk }) => desk },
            { id: 'phone', name: t('hq.content.fields.phone'), value: ({ phone }) => phone },
            { id: 'mail', name: t('hq.content.fields.mail'), value: ({ mail }) => mail, extra: true },
            { id: 'hours', name: t('hq.content.fields.hours'), value: ({ hours }) => hours, extra: true },
          ]}
          empty={t('hq.contacts.desks_none')}
          add={{
            label: t('hq.contacts.add_desk'),
            onAdd: () => setOpen({ kind: 'desk', piece: undefined }),
          }}
          onEdit={(piece) => setOpen({ kind: 'desk', piece })}
          onDone={setDone}
        />
      </Panel>
      {open?.kind === 'line' && (
        <ContactLineDialog
          piece={data.lines.find(({ id }) => id === open.piece?.id) ?? open.piece}
          {...common}
        />
      )}
      {open?.kind === 'desk' && (
        <ContactDeskDialog
          piece={data.desks.find(({ id }) => id === open.piece?.id) ?? open.piece}
          {...common}
        />
      )}
    </Page>
  );
};
