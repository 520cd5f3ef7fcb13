import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import mark from '../mark.svg';
import { useSessionOrNone } from '../session/session.ts';
import { useLeave } from '../session/use-leave.ts';
import { Notice } from '../ui/Notice.tsx';
import { chooseLanguage, useWords } from '../words.tsx';
import classes from './Head.module.css';
import { PublicLink } from './PublicLink.tsx';

type Props = { menuOpen: boolean; onToggleMenu: (() => void) | undefined };

/** The owner and the system by name (R001), the links of R006, the language and the way out. */
export const Head = ({ menuOpen, onToggleMenu }: Props) => {
  const { t, language } = useWords();
  const session = useSessionOrNone();
  const { leave, failed } = useLeave();
  return (
    <header className={classes['head']}>
      {onToggleMenu && (
        <Button
          className={`${classes['act']} ${classes['toggle']}`}
          size="compact-md"
          variant="transparent"
          aria-expanded={menuOpen}
          aria-controls="menu"
          onClick={onToggleMenu}
        >
          {t('frame.menu_toggle')}
        </Button>
      )}
      <PublicLink to="/" className={classes['owner']}>
        <img src={mark} alt="" width="32" height="32" />
        <span lang="zh-TW">
          <span className={classes['agency']}>
            {t('frame.ministry')}
            {t('frame.agency')}
          </span>
          <span className={classes['dot']}> · </span>
          <span className={classes['system']}>{t('frame.system')}</span>
          {language === 'en' && (
            <span className={classes['meaning']} lang="en">
              {t('frame.owner_in_words')}
            </span>
          )}
        </span>
      </PublicLink>
      <nav className={classes['links']} aria-label={t('frame.top_links')}>
        <PublicLink to="/pages/site-map">{t('frame.site_map')}</PublicLink>
        <PublicLink to="/pages/help">{t('frame.help')}</PublicLink>
        <PublicLink to="/pages/setup">{t('frame.setup')}</PublicLink>
      </nav>
      <Button
        className={classes['act'] ?? ''}
        size="compact-md"
        variant="transparent"
        aria-label={t('frame.language_label')}
        onClick={() => chooseLanguage(language === 'en' ? 'zh-TW' : 'en')}
      >
        {t('frame.language')}
      </Button>
      {session && !session.standing && (
        <>
          <Link to="/ways-in" className={classes['own'] ?? ''}>
            {t('frame.own_ways')}
          </Link>
          <Link to="/password" className={classes['own'] ?? ''}>
            {t('frame.password')}
          </Link>
        </>
      )}
      {session && (
        <Button
          className={classes['act'] ?? ''}
          size="compact-md"
          variant="transparent"
          onClick={() => void leave()}
        >
          {t('frame.log_out')}
        </Button>
      )}
      {failed && (
        <div className={classes['failed']}>
          <Notice tone="attention">{t('frame.no_connection')}</Notice>
        </div>
      )}
    </header>
  );
};
