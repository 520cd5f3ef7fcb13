import { Outlet, useMatches } from '@tanstack/react-router';
import { useState } from 'react';
import { LogInDialog } from '../session/LogInDialog.tsx';
import { may, SessionContext, useSessionOrNone } from '../session/session.ts';
import { Notice } from '../ui/Notice.tsx';
import { useWords } from '../words.tsx';
import { Contact } from './Contact.tsx';
import { Foot } from './Foot.tsx';
import classes from './Frame.module.css';
import { Head } from './Head.tsx';
import { Menu } from './Menu.tsx';
import { Trail } from './Trail.tsx';

/** Head, menu, where one is, contact, foot: around every screen of the portal. */
export const Frame = () => {
  const { t } = useWords();
  const session = useSessionOrNone();
  const [menuOpen, setMenuOpen] = useState(false);
  const matches = useMatches();
  const { trail, permission } = matches.at(-1)?.staticData ?? {};
  const permitted = permission === undefined || may(session, permission);
  // Between the end of a session and the log-in page nothing of the old screen may stand there.
  const isOver = session === null && matches.some(({ staticData }) => staticData.behindLogIn);
  return (
    <div className={classes['frame']}>
      <a className={classes['skip']} href="#content">
        {t('frame.skip')}
      </a>
      <Head menuOpen={menuOpen} onToggleMenu={session ? () => setMenuOpen(!menuOpen) : undefined} />
      <SessionContext value={session}>
        {session && <Menu open={menuOpen} onChosen={() => setMenuOpen(false)} />}
        <main id="content" className={classes['main']} tabIndex={-1}>
          <Trail words={trail ?? []} />
          {isOver ? null : permitted ? (
            <Outlet />
          ) : (
            <Notice tone="refused">{t('refusal.not_permitted')}</Notice>
          )}
        </main>
      </SessionContext>
      <Contact />
      <Foot />
      <LogInDialog />
    </div>
  );
};
