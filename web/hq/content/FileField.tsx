import { Button } from '@mantine/core';
import { useRef } from 'react';
import { useWords } from '../../words.tsx';
import hq from '../Hq.module.css';
import classes from './Content.module.css';
import { sizeOf } from './read-file.ts';

type Props = {
  id: string;
  label: string;
  hint: string | undefined;
  file: File | undefined;
  fault: string | undefined;
  onChoose: (file: File | undefined) => void;
};

/** A file to upload. A button of ours: the browser's own speaks the browser's language, not the screen's. */
export const FileField = ({ id, label, hint, file, fault, onChoose }: Props) => {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className={classes['file']}>
      <span id={`${id}label`} className={classes['label']}>
        {label}
      </span>
      <div className={hq['acts']}>
        <Button
          id={id}
          size="compact-md"
          variant="default"
          aria-describedby={`${id}label ${id}said ${id}fault`}
          onClick={() => input.current?.click()}
        >
          {t('hq.downloads.choose')}
        </Button>
        <span id={`${id}said`}>
          {file
            ? t('hq.downloads.chosen', { name: file.name, size: sizeOf(file.size) })
            : t('hq.downloads.file_hint')}
        </span>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        accept=".pdf,.zip,application/pdf,application/zip"
        onChange={(event) => onChoose(event.currentTarget.files?.[0])}
      />
      {hint && <span className={hq['hint']}>{hint}</span>}
      <span id={`${id}fault`} className={classes['fault']}>
        {fault}
      </span>
    </div>
  );
};
