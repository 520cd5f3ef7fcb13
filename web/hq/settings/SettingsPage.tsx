import { may, useSession } from '../../session/session.ts';
import { Page } from '../../ui/Page.tsx';
import { useWords } from '../../words.tsx';
import { OldPlatform } from './OldPlatform.tsx';
import { PasswordLogIn } from './PasswordLogIn.tsx';

/** 切換日期: the end of 一般登入 and the link to the old platform (R039-R041). */
export const SettingsPage = () => {
  const { t } = useWords();
  const session = useSession();
  return (
    <Page title={t('hq.settings.title')}>
      {may(session, 'setting:edit:any') && <PasswordLogIn />}
      {may(session, 'content:view:any') && <OldPlatform />}
    </Page>
  );
};
