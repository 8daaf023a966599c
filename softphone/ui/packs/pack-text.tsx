import { useRef, type RefObject } from 'react';
import { countLines } from '../../desk/pack-draft';

interface PackTextProps {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly faultLines: ReadonlySet<number>;
}

/** A file with its lines numbered. Tab leaves it, as in every field. */
export function PackText({ label, value, change, field, faultLines }: PackTextProps) {
  const numbers = useRef<HTMLDivElement>(null);
  const lines = Array.from({ length: countLines(value) }, (_, index) => index + 1);
  return (
    <div className="pack-text">
      <div className="pack-text-numbers" aria-hidden="true" ref={numbers}>
        {lines.map((line) => (
          <div key={line} data-fault={faultLines.has(line) || undefined}>
            {line}
          </div>
        ))}
      </div>
      <textarea
        ref={field}
        aria-label={label}
        wrap="off"
        spellCheck={false}
        autoComplete="off"
        value={value}
        onChange={(event) => change(event.currentTarget.value)}
        onScroll={(event) => {
          if (numbers.current) numbers.current.scrollTop = event.currentTarget.scrollTop;
        }}
        data-testid="pack-text"
      />
    </div>
  );
}
