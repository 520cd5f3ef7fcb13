import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { useWords } from '../words.tsx';
import { Dialog } from './Dialog.tsx';
import { Notice } from './Notice.tsx';
import classes from './OneTimePassword.module.css';
import { useReturnFocus } from './use-return-focus.ts';

type Props = {
  /** whose password it is, as the list names them */
  name: string;
  /** what they log in with */
  account: string;
  /** the institution at which it holds */
  place: string;
  password: string;
  onClose: () => void;
};

/** An initial password, shown once: large, to be copied or printed. Closes by its button only. */
export const OneTimePassword = ({ name, account, place, password, onClose }: Props) => {
  const { t } = useWords();
  const shown = useRef<HTMLElement>(null);
  const [said, setSaid] = useState('');
  useReturnFocus();

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(password);
      setSaid(t('ui.copied'));
    } catch {
      // Without https the browser lends nobody its clipboard.
      if (shown.current) getSelection()?.selectAllChildren(shown.current);
      setSaid(t('ui.copy_failed'));
    }
  };

  return (
    <Dialog
      title={t('ui.one_time_title')}
      actions={
        <>
          <Button data-autofocus onClick={() => void copy()}>
            {t('ui.copy')}
          </Button>
          <Button variant="default" onClick={() => print()}>
            {t('ui.print')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('ui.handed_over')}
          </Button>
        </>
      }
    >
      <div className={classes['sheet']}>
        <dl className={classes['who']}>
          <dt>{t('home.site')}</dt>
          <dd>{place}</dd>
          <dt>{t('home.user')}</dt>
          <dd>{name}</dd>
          <dt>{t('ui.one_time_account')}</dt>
          <dd>{account}</dd>
          <dt>{t('ui.one_time_place')}</dt>
          <dd>{`${location.origin}/login`}</dd>
        </dl>
        <code ref={shown} className={classes['password']}>
          {password}
        </code>
        <Notice tone="attention">{t('ui.one_time_only')}</Notice>
        <ul className={classes['rules']}>
          <li>{t('ui.one_time_hand')}</li>
          <li>{t('ui.one_time_change')}</li>
        </ul>
      </div>
      <p className={classes['said']} aria-live="polite">
        {said}
      </p>
    </Dialog>
  );
};
