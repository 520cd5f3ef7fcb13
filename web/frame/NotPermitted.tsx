import { Link } from '@tanstack/react-router';
import { Notice } from '../ui/Notice.tsx';
import { Page } from '../ui/Page.tsx';
import { useWords } from '../words.tsx';

/** Whose work a screen is: a service's holders, or a level of the institution. */
export type Whose = { service: string } | { role: 'representative' | 'manager' };

/** In place of a screen that somebody may not use: why, and what to apply for or whom to ask (X26). */
export const NotPermitted = ({ title, whose }: { title: string; whose: Whose | undefined }) => {
  const { t } = useWords();
  const name = t('frame.mask_group');
  return (
    <Page title={title}>
      {whose && 'service' in whose ? (
        <>
          <Notice tone="refused">{t('frame.needs_service', { name })}</Notice>
          <p>
            <Link to="/services/$code" params={{ code: whose.service }}>
              {t('frame.see_service', { name })}
            </Link>
          </p>
        </>
      ) : (
        <Notice tone="refused">
          {t('refusal.not_permitted')}
          {whose && ` ${t(`frame.whose.${whose.role}`)}`}
        </Notice>
      )}
    </Page>
  );
};
