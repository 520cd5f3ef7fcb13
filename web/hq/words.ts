import { useWords } from '../words.tsx';
import { siteKinds } from './services/eligibility.ts';

/** The name of a kind of institution; one that the catalogue lacks stands as it is. */
export const useSiteKind = (): ((kind: string) => string) => {
  const { t } = useWords();
  return (kind) => {
    if (kind === 'authority') return t('hq.site_kind.authority');
    const known = siteKinds.find((each) => each === kind);
    return known ? t(`hq.site_kind.${known}`) : kind;
  };
};
