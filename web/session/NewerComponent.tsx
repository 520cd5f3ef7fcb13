import { useQuery } from '@tanstack/react-query';
import { findOfferedVersion, isOtherVersion } from '../agent/newer.ts';
import { PublicLink } from '../frame/PublicLink.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useWords } from '../words.tsx';
import classes from './LogIn.module.css';

const hourMs = 3_600_000;

/** The component goes on as it is until somebody starts the present one: nobody else can tell that it is old. */
export const NewerComponent = ({ running }: { running: string }) => {
  const { t } = useWords();
  const { data = null } = useQuery({
    queryKey: ['component', 'version'],
    queryFn: findOfferedVersion,
    staleTime: hourMs,
  });
  if (!isOtherVersion(running, data)) return null;
  return (
    <Notice tone="attention">
      {t('log_in.component_newer')}{' '}
      <PublicLink to="/pages/downloads#component" className={classes['whole']} apart>
        {t('log_in.go_downloads')}
      </PublicLink>
    </Notice>
  );
};
