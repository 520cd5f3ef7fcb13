import { Outlet, useMatches } from '@tanstack/react-router';
import { useState } from 'react';
import { IdleWatch } from '../session/IdleWatch.tsx';
import { LogInDialog } from '../session/LogInDialog.tsx';
import { PasswordPage } from '../session/PasswordPage.tsx';
import { StandingPage } from '../session/StandingPage.tsx';
import { may, SessionContext, useSessionOrNone } from '../session/session.ts';
import { useStandings } from '../session/standings.ts';
import { useOtherWindows } from '../session/use-other-windows.ts';
import { useWords } from '../words.tsx';
import { Contact } from './Contact.tsx';
import { Foot } from './Foot.tsx';
import classes from './Frame.module.css';
import { Head } from './Head.tsx';
import { Menu } from './Menu.tsx';
import { NotPermitted } from './NotPermitted.tsx';
import { Trail } from './Trail.tsx';

/** Head, menu, where one is, contact, foot: around every screen of the portal. */
export const Frame = () => {
  const { t } = useWords();
  const session = useSessionOrNone();
  const [menuOpen, setMenuOpen] = useState(false);
  const matches = useMatches();
  const { trail, permission, whose } = matches.at(-1)?.staticData ?? {};
  useOtherWindows();
  useStandings();
  const standing = session?.standing ?? null;
  const permitted = permission === undefined || may(session, permission);
  // Between the end of a session and the log-in page nothing of the old screen may stand there.
  const isOver = session === null && matches.some(({ staticData }) => staticData.behindLogIn);
  return (
    <div className={classes['frame']}>
      <a className={classes['skip']} href="#content">
        {t('frame.skip')}
      </a>
      <Head
        menuOpen={menuOpen}
        onToggleMenu={session && !standing ? () => setMenuOpen(!menuOpen) : undefined}
      />
      <SessionContext value={session}>
        {session && !standing && <Menu open={menuOpen} onChosen={() => setMenuOpen(false)} />}
        <main id="content" className={classes['main']} tabIndex={-1}>
          <Trail words={standing ? [] : (trail ?? [])} />
          {isOver ? null : standing ? (
            <Standing standing={standing} />
          ) : permitted ? (
            <Outlet />
          ) : (
            <NotPermitted title={t(trail?.at(-1) ?? 'frame.home')} whose={whose} />
          )}
          {session && <IdleWatch />}
        </main>
      </SessionContext>
      <Contact />
      <Foot />
      <LogInDialog />
    </div>
  );
};

/** Whoever may not work just now sees this in place of every screen, whatever the address. */
const Standing = ({ standing }: { standing: string }) =>
  standing === 'password_change_first' ? <PasswordPage /> : <StandingPage standing={standing} />;
