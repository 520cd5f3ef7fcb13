import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ContentKind } from '../../../src/portal/contract.ts';
import { showMinute } from '../../../src/words/index.ts';
import type { Answer } from '../../api.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { useReturnFocus } from '../../ui/use-return-focus.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words.tsx';
import { versionsQuery } from '../hq-queries.ts';
import classes from './Content.module.css';
import type { Piece } from './piece.ts';
import { useFieldInWords } from './use-field-in-words.ts';

type Version = Answer<'listContentVersions'>['versions'][number];
type Props = { kind: ContentKind; piece: Piece; name: string; onClose: () => void };

/** 歷次版本: everything a piece of content has ever been, newest first. */
export const VersionsDialog = ({ kind, piece, name, onClose }: Props) => {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(versionsQuery({ kind, id: piece.id }));
  useReturnFocus();
  return (
    <Dialog
      title={t('hq.content.versions_name', { name })}
      onClose={onClose}
      actions={
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('ui.close')}
        </Button>
      }
    >
      {data ? (
        <ol className={classes['versions']}>
          {data.versions.map((version, index) => (
            <li key={version.version}>
              <OneVersion version={version} isNow={index === 0} />
            </li>
          ))}
        </ol>
      ) : (
        <Waiting error={error} onRetry={() => void refetch()} />
      )}
    </Dialog>
  );
};

const OneVersion = ({ version, isNow }: { version: Version; isNow: boolean }) => {
  const { t, language } = useWords();
  const inWords = useFieldInWords();
  const by = version.changed_by ?? t('hq.content.shipped');
  return (
    <details open={isNow}>
      <summary>
        <strong>{t('hq.content.version', { version: version.version })}</strong>{' '}
        {showMinute(version.changed_at, language)} {by}
        {isNow && ` (${t('hq.content.version_now')})`}
        {!version.offered && ` (${t('hq.content.state.withdrawn')})`}
      </summary>
      <dl className={classes['fields']}>
        {Object.entries(version.fields)
          .filter(([, value]) => value !== null && value !== '')
          .map(([name, value]) => {
            const [label, text] = inWords(name, value);
            return (
              <div key={name}>
                <dt>{label}</dt>
                <dd>{text}</dd>
              </div>
            );
          })}
      </dl>
    </details>
  );
};
