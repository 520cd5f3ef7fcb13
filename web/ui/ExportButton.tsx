import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Reply } from '../api.ts';
import { ask } from '../session/ask.ts';
import { csvOf, download } from './csv.ts';
import { Failure } from './Failure.tsx';

type Props = {
  fileName: string;
  /** made when the button is pressed; the first is the header */
  rows: () => readonly (readonly (string | number)[])[];
  className?: string | undefined;
  children: string;
};

/** A list as a file. The audit trail has it first: a list that nobody could note is not taken out (R123). */
export const ExportButton = ({ fileName, rows, className, children }: Props) => {
  const [failure, setFailure] = useState<Exclude<Reply<unknown>, { kind: 'answered' }>>();
  const save = async () => {
    const made = rows();
    const list = window.location.pathname.replaceAll(/\/[^/]*\d[^/]*/g, '');
    const reply = await ask('noteExport', { body: { list, rows: Math.max(made.length - 1, 0) } });
    setFailure(reply.kind === 'answered' ? undefined : reply);
    if (reply.kind === 'answered') download(fileName, csvOf(made));
  };
  return (
    <>
      {failure && <Failure reply={failure} />}
      <Button className={className ?? ''} size="compact-md" variant="default" onClick={() => void save()}>
        {children}
      </Button>
    </>
  );
};
