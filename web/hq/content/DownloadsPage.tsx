import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DownloadView } from '../../../src/portal/contract.ts';
import { Page } from '../../ui/Page.tsx';
import type { Column } from '../../ui/table-rows.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words.tsx';
import { Done } from '../Done.tsx';
import { downloadsQuery } from '../hq-queries.ts';
import classes from './Content.module.css';
import { DownloadDialog } from './DownloadDialog.tsx';
import { PieceTable } from './PieceTable.tsx';
import { sizeOf } from './read-file.ts';

/** 下載專區: every document and component, uploaded here or come with the program (R019). */
export const DownloadsPage = () => {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(downloadsQuery);
  const [done, setDone] = useState<string>();
  const [open, setOpen] = useState<{ piece: DownloadView | undefined }>();
  const columns: Column<DownloadView>[] = [
    { id: 'title', name: t('hq.downloads.name'), value: ({ title }) => title },
    {
      id: 'file',
      name: t('hq.downloads.file'),
      value: ({ file_name }) => file_name,
      show: ({ file_name, address }) => (
        <a href={address} download={file_name}>
          {file_name}
        </a>
      ),
    },
    {
      id: 'size',
      name: t('hq.downloads.size'),
      value: ({ bytes }) => sizeOf(bytes),
      show: ({ bytes }) => <span className={classes['nowrap']}>{sizeOf(bytes)}</span>,
      order: ({ bytes }) => bytes,
      numeric: true,
    },
    {
      id: 'origin',
      name: t('hq.downloads.origin'),
      value: ({ shipped }) => t(shipped ? 'hq.downloads.original' : 'hq.downloads.uploaded'),
      extra: true,
    },
    { id: 'about', name: t('hq.content.fields.about'), value: ({ about }) => about, extra: true },
  ];
  return (
    <Page title={t('hq.downloads.title')}>
      {done && <Done>{done}</Done>}
      {data ? (
        <PieceTable
          kind="download"
          label={t('hq.downloads.title')}
          pieces={data.downloads}
          nameOf={({ title }) => title}
          columns={columns}
          empty={t('hq.downloads.none')}
          add={{ label: t('hq.downloads.add'), onAdd: () => setOpen({ piece: undefined }) }}
          onEdit={(piece) => setOpen({ piece })}
          onDone={setDone}
        />
      ) : (
        <Waiting error={error} onRetry={() => void refetch()} />
      )}
      {open && (
        <DownloadDialog
          piece={data?.downloads.find(({ id }) => id === open.piece?.id) ?? open.piece}
          onDone={setDone}
          onClose={() => setOpen(undefined)}
        />
      )}
    </Page>
  );
};
