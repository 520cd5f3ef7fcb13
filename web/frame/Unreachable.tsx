import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { Waiting } from '../ui/Waiting.tsx';
import { Contact } from './Contact.tsx';
import { Foot } from './Foot.tsx';
import classes from './Frame.module.css';
import { Head } from './Head.tsx';

/** In place of everything when the server cannot be reached on the first visit. */
export const Unreachable = ({ error }: ErrorComponentProps) => {
  const router = useRouter();
  return (
    <div className={classes['frame']}>
      <Head menuOpen={false} onToggleMenu={undefined} />
      <main id="content" className={classes['main']}>
        <Waiting
          error={error instanceof Error ? error : new Error()}
          onRetry={() => void router.invalidate()}
        />
      </main>
      <Contact />
      <Foot />
    </div>
  );
};
