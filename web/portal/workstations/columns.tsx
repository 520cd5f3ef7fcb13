import type { WorkstationView } from '../../../src/access/card-contract.ts';
import { showMinute } from '../../../src/words/index.ts';
import type { Column } from '../../ui/table-rows.ts';
import { useWords } from '../../words.tsx';
import classes from '../Portal.module.css';

/** `here`: the public key of this computer's agent, whose row is marked. */
export const useWorkstationColumns = (here: string | undefined): Column<WorkstationView>[] => {
  const { t, language } = useWords();
  return [
    {
      id: 'label',
      name: t('portal.workstations.column.label'),
      value: ({ label }) => label,
      show: ({ label, workstation }) => (
        <strong>
          {label}
          {workstation === here && <span className={classes['self']}>{t('portal.workstations.here')}</span>}
        </strong>
      ),
    },
    {
      id: 'enrolled_at',
      name: t('portal.workstations.column.enrolled_at'),
      value: ({ enrolled_at }) => showMinute(enrolled_at, language),
      order: ({ enrolled_at }) => enrolled_at,
    },
    {
      id: 'enrolled_by',
      name: t('portal.workstations.column.enrolled_by'),
      value: ({ enrolled_by }) => enrolled_by,
    },
    {
      id: 'last_used_at',
      name: t('portal.workstations.column.last_used_at'),
      value: ({ last_used_at }) =>
        last_used_at === null ? t('portal.workstations.never') : showMinute(last_used_at, language),
      order: ({ last_used_at }) => last_used_at ?? '',
    },
    {
      id: 'sam',
      name: t('portal.workstations.column.sam'),
      value: ({ sam, sam_until }) =>
        sam === 'authenticated' && sam_until !== null
          ? t('portal.workstations.sam_until', { at: showMinute(sam_until, language) })
          : t(`portal.workstations.sam.${sam}`),
    },
  ];
};
