import { Notice } from '../ui/Notice.tsx';
import { useWords } from '../words.tsx';

export const NoSuchPage = () => {
  const { t } = useWords();
  return <Notice tone="attention">{t('common.no_such_page')}</Notice>;
};
