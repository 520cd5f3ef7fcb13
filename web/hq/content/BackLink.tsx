import { Link } from '@tanstack/react-router';
import { useWords } from '../../words.tsx';

/** From an editor to its list. */
export const BackLink = ({ to }: { to: '/hq/content/announcements' | '/hq/content/faq' }) => {
  const { t } = useWords();
  return (
    <p>
      <Link to={to}>{t('hq.back')}</Link>
    </p>
  );
};
