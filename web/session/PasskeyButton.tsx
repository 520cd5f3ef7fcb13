import { Button } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../words.tsx';
import type { Entered } from './at-institution.ts';
import type { NotEntered } from './card-log-in.ts';
import classes from './LogIn.module.css';
import { NotEnteredNotice } from './NotEnteredNotice.tsx';
import { knowsPasskeys, logInByPasskey, nearPasskeys } from './passkey.ts';

type Props = {
  site: string | undefined;
  onEntered: (entered: Entered) => void;
  /** the only way on offer where it stands */
  alone?: boolean;
};

/** 以通行密鑰登入: for who has added one on this device after a log-in by certificate. */
export const PasskeyButton = ({ site, onEntered, alone = false }: Props) => {
  const { t } = useWords();
  const [working, setWorking] = useState(false);
  const [failure, setFailure] = useState<NotEntered>();
  if (!knowsPasskeys()) return null;
  const enter = async () => {
    if (working) return;
    setFailure(undefined);
    setWorking(true);
    const tried = await logInByPasskey(site);
    setWorking(false);
    if (tried.by === 'none') return onEntered(tried.entered);
    setFailure(tried);
  };
  return (
    <div className={classes['passkey']} data-alone={alone || undefined}>
      {failure && <NotEnteredNotice why={failure} />}
      <Button
        variant={alone ? 'filled' : 'default'}
        fullWidth
        data-autofocus={alone || undefined}
        aria-disabled={working}
        onPointerEnter={nearPasskeys}
        onFocus={nearPasskeys}
        onClick={() => void enter()}
      >
        {t(working ? 'log_in.submitting' : 'log_in.passkey')}
      </Button>
      <p className={classes['about']}>{t('log_in.passkey_about')}</p>
    </div>
  );
};
