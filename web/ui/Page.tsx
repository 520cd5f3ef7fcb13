import { type ReactNode, useEffect } from 'react';
import { useWords } from '../words.tsx';
import classes from './Page.module.css';

type Props = { title: string; hideTitle?: boolean; children: ReactNode };

/** A page's heading, which is the browser's title as well. */
export const Page = ({ title, hideTitle, children }: Props) => {
  const { t } = useWords();
  const system = t('frame.system');
  useEffect(() => {
    document.title = `${title} · ${system}`;
  }, [title, system]);
  return (
    <div className={classes['page']}>
      <h1 className={hideTitle ? classes['hidden'] : classes['title']}>{title}</h1>
      {children}
    </div>
  );
};
