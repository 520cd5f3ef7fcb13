import { useWords } from '../words.tsx';

type Named = { name: string; name_en: string };

/** A service's name in the language spoken. */
export const useServiceName = () => {
  const { language } = useWords();
  return ({ name, name_en }: Named): string => (language === 'en' ? name_en : name);
};

/** Who may hold a service, in words. */
export const useProfessions = () => {
  const { t } = useWords();
  return (professions: readonly ('pharmacist' | 'assistant_pharmacist' | 'physician' | 'nurse')[]): string =>
    professions.length === 0
      ? t('portal.applications.anybody')
      : professions.map((each) => t(`ui.profession.${each}`)).join(t('common.list_comma'));
};

type Dated = { state: 'open' | 'building' | 'ended'; opens_on: string | null; ended_on?: string | null };

/** 「116/07/01起開放」 of a service that is not open; undefined for one that is. */
export const useOpening = () => {
  const { t } = useWords();
  return ({ state, opens_on, ended_on }: Dated): string | undefined => {
    if (state === 'building')
      return opens_on
        ? t('portal.applications.opens_on', { day: opens_on })
        : t('portal.applications.opens_later');
    return state === 'ended' && ended_on ? t('portal.applications.ended_on', { day: ended_on }) : undefined;
  };
};
