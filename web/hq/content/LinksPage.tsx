import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { LinkView } from '../../../src/portal/contract.ts';
import { Page } from '../../ui/Page.tsx';
import type { Column } from '../../ui/table-rows.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words.tsx';
import { Done } from '../Done.tsx';
import { linksQuery } from '../hq-queries.ts';
import { LinkDialog } from './LinkDialog.tsx';
import { PieceTable } from './PieceTable.tsx';

/** 友善連結 (R022). */
export const LinksPage = () => {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(linksQuery);
  const [done, setDone] = useState<string>();
  const [open, setOpen] = useState<{ piece: LinkView | undefined }>();
  const columns: Column<LinkView>[] = [
    { id: 'title', name: t('hq.links.name'), value: ({ title }) => title },
    { id: 'address', name: t('hq.content.fields.address'), value: ({ address }) => address },
    { id: 'about', name: t('hq.content.fields.about'), value: ({ about }) => about, extra: true },
  ];
  return (
    <Page title={t('hq.links.title')}>
      {done && <Done>{done}</Done>}
      {data ? (
        <PieceTable
          kind="link"
          label={t('hq.links.title')}
          pieces={data.links}
          nameOf={({ title }) => title}
          columns={columns}
          empty={t('hq.links.none')}
          add={{ label: t('hq.links.add'), onAdd: () => setOpen({ piece: undefined }) }}
          onEdit={(piece) => setOpen({ piece })}
          onDone={setDone}
        />
      ) : (
        <Waiting error={error} onRetry={() => void refetch()} />
      )}
      {open && (
        <LinkDialog
          piece={data?.links.find(({ id }) => id === open.piece?.id) ?? open.piece}
          onDone={setDone}
          onClose={() => setOpen(undefined)}
        />
      )}
    </Page>
  );
};
