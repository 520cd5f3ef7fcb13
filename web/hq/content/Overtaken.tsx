import { Notice } from '../../ui/Notice.tsx';
import { useWords } from '../../words.tsx';

/** After somebody else has saved first: what saving again does, and where theirs remains. */
export const Overtaken = ({ is }: { is: boolean }) => {
  const { t } = useWords();
  return is && <Notice tone="attention">{t('hq.content.overtaken')}</Notice>;
};
