import { useEffect, useRef } from 'react';
import { Notice } from '../ui/Notice.tsx';

/**
 * What was done, where the eye finds it: scrolled to, and with the keyboard's focus where the form or the
 * button that had it is gone.
 */
export const Done = ({ children }: { children: string }) => {
  const place = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another sentence is another thing done
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' });
    if (document.activeElement === document.body || document.activeElement === null)
      place.current?.focus({ preventScroll: true });
  }, [children]);
  return (
    <div ref={place} tabIndex={-1}>
      <Notice tone="allowed">{children}</Notice>
    </div>
  );
};
