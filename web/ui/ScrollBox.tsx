import { type ReactNode, useEffect, useRef, useState } from 'react';

type Props = { label: string; className: string | undefined; children: ReactNode };

/** A box that may scroll; where it does, the keyboard reaches it and it says what it holds. */
export const ScrollBox = ({ label, className, children }: Props) => {
  const box = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const { current } = box;
    if (!current) return;
    const look = () =>
      setScrolls(current.scrollWidth > current.clientWidth || current.scrollHeight > current.clientHeight);
    const sizes = new ResizeObserver(look);
    for (const each of [current, ...current.children]) sizes.observe(each);
    return () => sizes.disconnect();
  }, []);
  return (
    <div
      ref={box}
      className={className}
      {...(scrolls && { tabIndex: 0, role: 'region', 'aria-label': label })}
    >
      {children}
    </div>
  );
};
