import { VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../words.tsx';
import classes from './PersonPanel.module.css';

type Props = { required?: boolean; htmlFor?: string; children: ReactNode };

/** The name of a row; `*` stands before what must be filled in (R076). */
export const RowLabel = ({ required, htmlFor, children }: Props) => {
  const { t } = useWords();
  const words = (
    <>
      {required && (
        <>
          <span aria-hidden="true">* </span>
          <VisuallyHidden>{t('common.required')} </VisuallyHidden>
        </>
      )}
      {children}
    </>
  );
  return htmlFor ? (
    <label className={classes['label']} htmlFor={htmlFor}>
      {words}
    </label>
  ) : (
    <span className={classes['label']}>{words}</span>
  );
};
