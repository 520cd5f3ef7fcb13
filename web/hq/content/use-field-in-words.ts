import { showDate } from '../../../src/words/index.ts';
import { useWords } from '../../words.tsx';
import { useSiteKind } from '../words.ts';

type Value = string | number | boolean | null | readonly string[];

/** The fields that content can have; one that is not among them keeps its own name. */
const fields = [
  'title',
  'body',
  'starts_on',
  'ends_on',
  'audience',
  'site_kinds',
  'listed_as',
  'question',
  'answer',
  'text',
  'text_en',
  'service',
  'desk',
  'phone',
  'mail',
  'hours',
  'file_name',
  'about',
  'address',
  'bytes',
  'sha256',
  'position',
] as const;

/** A field of a former version, name and value, as people read them. */
export const useFieldInWords = (): ((name: string, value: Value) => [label: string, text: string]) => {
  const { t, language } = useWords();
  const kindOf = useSiteKind();
  return (name, value) => {
    const known = fields.find((each) => each === name);
    const label = known ? t(`hq.content.fields.${known}`) : name;
    if (Array.isArray(value)) {
      const list = value.map((each: string) => (name === 'site_kinds' ? kindOf(each) : each));
      return [
        label,
        list.length === 0 ? t('hq.announcements.every_kind') : list.join(t('common.list_comma')),
      ];
    }
    if (name === 'audience' && (value === 'public' || value === 'institutions'))
      return [label, t(`hq.announcements.to.${value}`)];
    if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value))
      return [label, showDate(value, language)];
    return [label, String(value)];
  };
};
