import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { knowsPasskeys } from '../session/passkey.ts';
import { useSession } from '../session/session.ts';
import { Notice } from '../ui/Notice.tsx';
import { useWords } from '../words.tsx';
import classes from './HomePage.module.css';
import { ownWaysQuery } from './home-queries.ts';

const dismissedKey = 'evenhand.passkey-offer';

/** After a log-in by card: the advice about an old card (R035), and once the offer of a passkey. */
export const CardNotices = () => {
  const { t } = useWords();
  const { advice, way } = useSession();
  const byCard = way === 'certificate';
  return (
    <>
      {advice && <Notice tone="progress">{t(`home.advice.${advice}`)}</Notice>}
      {byCard && knowsPasskeys() && <PasskeyOffer />}
    </>
  );
};

/** Until a passkey was added, or the offer put away on this computer. */
const PasskeyOffer = () => {
  const { t } = useWords();
  const [dismissed, setDismissed] = useState(localStorage.getItem(dismissedKey) !== null);
  const { data } = useQuery({ ...ownWaysQuery, enabled: !dismissed });
  if (dismissed || !data?.may_add_passkey || data.passkeys.length > 0) return null;
  const dismiss = () => {
    localStorage.setItem(dismissedKey, 'dismissed');
    setDismissed(true);
    // The button goes with the offer: the keyboard goes on at the beginning of the page.
    document.getElementById('content')?.focus({ preventScroll: true });
  };
  return (
    <div className={classes['offer']}>
      <p>{t('home.passkey_offer')}</p>
      <Link to="/ways-in">{t('home.passkey_go')}</Link>
      <Button variant="subtle" size="compact-md" onClick={dismiss}>
        {t('home.passkey_dismiss')}
      </Button>
    </div>
  );
};
