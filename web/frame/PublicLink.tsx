import type { ReactNode } from 'react';
import { useWords } from '../words.tsx';

type Props = { to: string; className?: string | undefined; children: ReactNode };

/** A link out of the application to a public page, which the server writes; in the language of the screen. */
export const PublicLink = ({ to, className, children }: Props) => {
  const { language } = useWords();
  const address = language === 'en' ? `/en${to === '/' ? '' : to}` : to;
  return (
    <a href={address} className={className}>
      {children}
    </a>
  );
};
