import type { ReactNode } from 'react';
import { useWords } from '../words.tsx';
import { publicAddress } from './public-address.ts';

type Props = {
  to: string;
  className?: string | undefined;
  /** in a tab of its own, so that the work on screen stays */
  apart?: boolean;
  children: ReactNode;
};

/** A link out of the application to a public page, which the server writes; in the language of the screen. */
export const PublicLink = ({ to, className, apart, children }: Props) => {
  const { language } = useWords();
  return (
    <a
      href={publicAddress(to, language)}
      className={className}
      {...(apart && { target: '_blank', rel: 'noreferrer' })}
    >
      {children}
    </a>
  );
};
