import { Button } from '@mantine/core';
import type { AppointmentView } from '../../../src/access/contract.ts';
import { isBound } from '../../portal/card-names.ts';
import { may, useSession } from '../../session/session.ts';
import { useWords } from '../../words.tsx';
import type { ActKind } from './StaffActDialog.tsx';

type Props = {
  who: AppointmentView;
  onChange: () => void;
  onRelease: () => void;
  onAct: (kind: ActKind) => void;
};

/** What may be done with one appointment; nobody does it with their own. */
export const StaffActs = ({ who, onChange, onRelease, onAct }: Props) => {
  const { t } = useWords();
  const session = useSession();
  if (who.is_self || who.state === 'ended') return null;
  const named = { name: who.display_name, office: t(`ui.role.${who.role}`) };
  const acts: ActKind[] = [who.state === 'suspended' ? 'resume' : 'suspend', 'end'];
  const shown: ActKind[] = [
    ...(may(session, 'hq-staff:appoint:own-site') ? acts : []),
    ...(may(session, 'hq-staff:reset-password:own-site') ? (['reset'] as const) : []),
  ];
  return (
    <>
      {may(session, 'hq-staff:appoint:own-site') && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('hq.staff.act_name.change', named)}
          onClick={onChange}
        >
          {t('hq.staff.act.change')}
        </Button>
      )}
      {may(session, 'hq-staff:appoint:own-site') && isBound(who) && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('portal.release.name', { name: who.display_name })}
          onClick={onRelease}
        >
          {t('portal.release.act')}
        </Button>
      )}
      {shown.map((kind) => (
        <Button
          key={kind}
          size="compact-sm"
          variant="default"
          aria-label={t(`hq.staff.act_name.${kind}`, named)}
          onClick={() => onAct(kind)}
        >
          {t(`hq.staff.act.${kind}`)}
        </Button>
      ))}
    </>
  );
};
