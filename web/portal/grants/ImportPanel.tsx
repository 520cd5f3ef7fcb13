import { Button } from '@mantine/core';
import { useRef } from 'react';
import type { GrantList } from '../../../src/services/contract.ts';
import { showDate } from '../../../src/words/index.ts';
import { useSession } from '../../session/session.ts';
import { csvOf, download } from '../../ui/csv.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useWords } from '../../words.tsx';
import classes from '../Portal.module.css';
import styles from './Grants.module.css';
import { type Import, useImport } from './use-import.ts';

/** 以CSV批次授權: a template, a file, what it would do, and then the doing of it. */
export const ImportPanel = ({ list }: { list: GrantList }) => {
  const { t, language } = useWords();
  const { site, today } = useSession();
  const chooser = useRef<HTMLInputElement>(null);
  const job = useImport();
  const [user] = list.users;
  const [service] = list.services;
  const template = () =>
    download(
      t('portal.grants.template_name', { code: site.code }),
      csvOf([
        [
          t('portal.grants.template_head.who'),
          t('portal.grants.template_head.service'),
          t('portal.grants.template_head.starts_on'),
          t('portal.grants.template_head.ends_on'),
        ],
        ...(user && service ? [[user.account, service.code, showDate(today, language), '']] : []),
      ]),
    );
  return (
    <Panel>
      <details className={classes['bulk']}>
        <summary>{t('portal.grants.bulk')}</summary>
        <div className={classes['stack']}>
          <p>{t('portal.grants.bulk_intro')}</p>
          <p>
            {t('portal.grants.codes', {
              codes: list.services.map(({ code, name }) => `${code} ${name}`).join(t('common.list_comma')),
            })}
          </p>
          <div className={classes['acts']}>
            <Button variant="default" onClick={template}>
              {t('portal.grants.template')}
            </Button>
            <Button variant="default" aria-disabled={job.sending} onClick={() => chooser.current?.click()}>
              {t(job.result ? 'portal.grants.another' : 'portal.grants.file')}
            </Button>
            <span>{t('portal.grants.file_hint')}</span>
            <input
              ref={chooser}
              type="file"
              accept=".csv,text/csv"
              hidden
              onChange={(event) => {
                const [file] = event.currentTarget.files ?? [];
                // The same file, mended, can be chosen once more.
                event.currentTarget.value = '';
                if (file) void job.choose(file);
              }}
            />
          </div>
          {job.fault && <Notice tone="refused">{job.fault}</Notice>}
          {job.failure && <Failure reply={job.failure} />}
          {job.result && <Result result={job.result} sending={job.sending} onRun={() => void job.run()} />}
        </div>
      </details>
    </Panel>
  );
};

const Result = ({ result, sending, onRun }: { result: Import; sending: boolean; onRun: () => void }) => {
  const { t } = useWords();
  const { site } = useSession();
  const { rows, taken, unchanged, problems, dry_run } = result;
  const numbers = { rows, taken, unchanged, wrong: problems.length };
  return (
    <div className={styles['result']}>
      <Notice tone={!dry_run ? 'allowed' : problems.length > 0 ? 'attention' : 'progress'}>
        {t(dry_run ? 'portal.grants.dry_run' : 'portal.grants.run_done', numbers)}
      </Notice>
      {dry_run && taken > 0 && (
        <div>
          <Button aria-disabled={sending} onClick={onRun}>
            {t('portal.grants.run', numbers)}
          </Button>
        </div>
      )}
      {dry_run && taken === 0 && (
        <p>{t(problems.length > 0 ? 'portal.grants.nothing_to_do' : 'portal.grants.all_there')}</p>
      )}
      {problems.length > 0 && (
        <DataTable
          label={t('portal.grants.problems')}
          rows={problems}
          keyOf={({ line, column, code }) => `${line} ${column} ${code}`}
          columns={[
            { id: 'line', name: t('portal.grants.problem_column.line'), value: ({ line }) => line },
            {
              id: 'column',
              name: t('portal.grants.problem_column.column'),
              value: ({ column }) => column ?? '',
            },
            {
              id: 'message',
              name: t('portal.grants.problem_column.message'),
              value: ({ message }) => message,
            },
          ]}
          empty={null}
          fileName={t('portal.grants.problems_name', { code: site.code })}
        />
      )}
    </div>
  );
};
